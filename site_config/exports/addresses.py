"""Addresses that an export bears: of this copy, and of a line in it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from site_config.model import Country, Line

# Ends of names that lead nowhere outside a house.
INSIDE = (".localhost", ".local", ".internal", ".test", ".invalid")


def address_of(site_url: str) -> str:
    """The address of this copy with a slash at its end; ``/`` where it has none."""
    return site_url.rstrip("/") + "/"


def line_address(site_url: str, country: Country, line: Line) -> str:
    """Where a line stands on the page of its country."""
    return f"{address_of(site_url)}{country.url}#{line.id}"


def public_address(site_url: str) -> str:
    """The address of this copy where others can reach it; empty for this machine itself and for
    names inside a house.
    """
    parts = urlsplit(site_url)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"http", "https"} or "." not in host or host.endswith(INSIDE):
        return ""
    try:
        inside = not ipaddress.ip_address(host).is_global
    except ValueError:
        inside = False
    return "" if inside else address_of(site_url)
