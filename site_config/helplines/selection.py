"""Which lines stand where: in the order in which they help, and of those the confirmed ones that may
be taken along.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from site_config.helplines.basis import known_on
from site_config.helplines.contacts import contacts_by_hand
from site_config.model import Alert, Catalogue, Country, Line

# What is said of a line today, by its id.
Alerts = Mapping[str, Sequence[Alert]]


def by_help(line: Line) -> tuple[bool, bool, bool, bool]:
    """Sorts lines as they help: for everyone, then day and night, then those whose hours are known,
    then those that can be called.
    """
    return (
        "everyone" not in line.audience,
        line.hours != "24/7",
        line.hours is None,
        not line.dialled,
    )


def confirmed(country: Country) -> list[Line]:
    """The confirmed lines of a country, in the order in which they help."""
    return sorted((line for line in country.lines if line.is_confirmed), key=by_help)


def unconfirmed(country: Country) -> list[Line]:
    """The other lines of a country, in the same order."""
    return sorted((line for line in country.lines if not line.is_confirmed), key=by_help)


def to_carry(country: Country) -> list[Line]:
    """The confirmed lines of a country that can be called or written to from paper."""
    return [line for line in confirmed(country) if contacts_by_hand(line)]


def can_be_carried(country: Country) -> bool:
    """Whether a country has such a line, so that there are cards and contacts of it."""
    return bool(to_carry(country))


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
