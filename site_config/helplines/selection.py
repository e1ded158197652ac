"""What may be taken along: confirmed lines alone, in the order in which they help, each with the
day it was last known.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal

from site_config.model import Alert, Catalogue, Country, Line
from site_config.views.country import Contact, contacts, first_helps

# What is said of a line today, by its id.
Alerts = Mapping[str, Sequence[Alert]]
BY_HAND = ("call", "text", "whatsapp")


def basis_of(line: Line) -> Literal["checked", "shown", "unconfirmed"]:
    """The state of a line in one word: a person checked it, those who should know show it, or
    neither.
    """
    if line.checked:
        return "checked"
    return "shown" if line.is_confirmed else "unconfirmed"


def known_on(line: Line) -> datetime.date:
    """The day on which a line was last known to be so: when a person checked it, else when it was
    compiled.
    """
    return line.checked.date if line.checked else line.compiled


def ways(line: Line) -> list[Contact]:
    """The ways to reach a line that work from paper and from a list of contacts: calls and
    messages, no web page.
    """
    return [contact for contact in contacts(line) if contact.by in BY_HAND]


def confirmed(country: Country) -> list[Line]:
    """The confirmed lines of a country: those for everyone first, then those that are open day and
    night.
    """
    return sorted((line for line in country.lines if line.is_confirmed), key=first_helps)


def to_carry(country: Country) -> list[Line]:
    """The confirmed lines of a country that can be called or written to."""
    return [line for line in confirmed(country) if ways(line)]


def newest_fact(catalogue: Catalogue) -> datetime.date:
    """The newest day on which anything in the directory was gathered or checked: the date that its
    files bear.
    """
    days = [country.written for country in catalogue.countries.values()]
    days += [known_on(line) for country in catalogue.countries.values() for line in country.lines]
    return max(days, default=datetime.date(2026, 1, 1))


def alerts_now(catalogue: Catalogue, today: datetime.date) -> Alerts:
    """What is said of lines on the day ``today``, by the line's id."""
    found: dict[str, list[Alert]] = {}
    for alert in catalogue.alerts_on(today):
        found.setdefault(alert.line, []).append(alert)
    return found


def address_of(site_url: str) -> str:
    """The address of this copy with a slash at its end; ``/`` where it has none."""
    return site_url.rstrip("/") + "/"
