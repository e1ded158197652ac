"""Settings of a running copy, read once from ``HANDRAIL_*`` and never changed. ``docs/settings.md`` explains each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class ConfigError(Exception):
    """A setting that cannot be used, said as one sentence that names it and what to write."""


@dataclass(frozen=True)
class Config:
    """Where this copy listens (``host``, ``port``), under which names it answers (``trusted_hosts``), and its files."""

    host: str
    port: int
    site_url: str
    trusted_hosts: tuple[str, ...]
    site_dir: Path

    @classmethod
    def from_env(cls, env: Mapping[str, str], root: Path) -> Config:
        """Settings from a mapping such as ``os.environ``, for a copy in the folder ``root``. Raises ``ConfigError``."""
        host = env.get("HANDRAIL_HOST", "127.0.0.1").strip()
        site_url = env.get("HANDRAIL_SITE_URL", "").strip()
        name = _name_of(site_url)
        extra = [part.strip().lower() for part in env.get("HANDRAIL_TRUSTED_HOSTS", "").split(",") if part.strip()]
        own = [] if host in {"0.0.0.0", "::", ""} else [f"[{host}]" if ":" in host else host]  # noqa: S104 - compared, not bound
        if not host:
            raise ConfigError("HANDRAIL_HOST is empty; write an address such as 127.0.0.1")
        trusted = tuple(dict.fromkeys([*LOOPBACK, *own, *([name] if name else []), *extra]))
        return cls(host, _port(env.get("HANDRAIL_PORT", "8000")), site_url, trusted, Path(env.get("HANDRAIL_SITE_DIR") or root / "site"))


def _port(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 9 or not 1 <= int(text) <= 65535:
        raise ConfigError(f"HANDRAIL_PORT is {text[:20]!r}; write a number from 1 to 65535")
    return int(text)


def _name_of(site_url: str) -> str:
    if not site_url:
        return ""
    try:
        parts = urlsplit(site_url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise ConfigError(f"HANDRAIL_SITE_URL is {site_url[:60]!r}; write the root of the site, such as https://help.example.org/")
    return parts.hostname
