"""Numbers on paper: a sheet with every confirmed line of a country, and small cards that say
nothing of what they are for.
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import segno
from markupsafe import Markup

from site_config.exports.vcard import plain_name
from site_config.helplines.audience import about
from site_config.helplines.basis import rests_on
from site_config.helplines.selection import Alerts, address_of, known_on, to_carry, ways
from site_config.i18n import _
from site_config.model import Alert, Country, Emergency, Line
from site_config.views.country import (
    FIRST,
    SERVICES,
    Contact,
    LineView,
    country_view,
    hours_in_words,
)

# Whom a number on the small card may be for besides everyone. An age betrays nothing; what happened
# to somebody would.
AGES = {
    "youth": _("young people"),
    "parents": _("parents"),
    "adults": _("adults"),
    "elders": _("older people"),
}
# What a line is about that anybody may call; among the lines for everyone such a one comes first on
# the small card.
GENERAL = {"emotional-support", "suicide", "crisis"}
MOST_EMERGENCY = 2
# Ends of names that lead nowhere outside a house.
INSIDE = (".localhost", ".local", ".internal", ".test", ".invalid")


@dataclass(frozen=True)
class Row:
    """One line of the small card: a ``label``, and the numbers behind it, each with a word or none.
    No number: room to write.
    """

    label: str
    numbers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class CardView:
    """The page of a country's numbers on paper. ``as_of`` is the oldest day that the small card
    rests on, ``code`` the square.
    """

    country: Country
    emergency: list[Contact]
    lines: list[LineView]
    rows: list[Row]
    plain: str
    as_of: datetime.date
    address: str
    code: Markup


def has_card(country: Country) -> bool:
    """Whether there is a confirmed line that somebody can call or write to with what stands on
    paper.
    """
    return bool(to_carry(country))


def card_view(country: Country, alerts: Alerts, site_url: str) -> CardView:
    """What the page of cards shows of a country; ``alerts`` are those of today, by line."""
    lines = to_carry(country)
    emergency = country_view(country).emergency
    # A line with something to say of it today is not printed onto a card that is kept for months.
    quiet = sorted(
        (line for line in lines if line.id not in alerts),
        key=lambda line: not GENERAL & set(line.topics),
    )
    call, text = _first(quiet, "call"), _first(quiet, "text") or _first(quiet, "whatsapp")
    used = [found[0] for found in (call, text) if found]
    address = public_address(site_url)
    return CardView(
        country=country,
        emergency=emergency,
        lines=[_on_the_sheet(line, alerts.get(line.id, ())) for line in lines],
        rows=[
            Row(_("Emergency"), _emergency(country)),
            _row(_("Call"), call),
            _row(_("Text"), text),
        ],
        plain=plain_name(lines[0]),
        as_of=min([country.written, *(known_on(line) for line in used)]),
        address=f"{address}{country.url}" if address else "",
        code=square(f"{address}{country.url}") if address else Markup(""),
    )


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


def square(address: str) -> Markup:
    """An address as a square that a camera reads (QR), drawn in black with the quiet edge that it
    needs.
    """
    drawn = segno.make(address, error="m", micro=False, boost_error=False)
    return Markup(  # noqa: S704
        drawn.svg_inline(border=4, svgclass=None, lineclass=None, omitsize=True, dark="#000")
    )


def _on_the_sheet(line: Line, alerts: Sequence[Alert]) -> LineView:
    """A line as the sheet shows it: with the ways in that work from paper, and its number by itself
    where none of them carries it.
    """
    found = ways(line)
    apart = "" if any(contact.number == line.display for contact in found) else line.display
    return LineView(
        line, found, apart, about(line), hours_in_words(line.hours), rests_on(line), alerts=alerts
    )


def _first(lines: list[Line], by: str) -> tuple[Line, Contact] | None:
    """The first way of one kind among lines for everyone; else among lines for an age, which the
    card may say.
    """
    for fits in (_for_everyone, _for_an_age):
        for line in lines:
            for contact in ways(line):
                if contact.by == by and fits(line):
                    return line, contact
    return None


def _for_everyone(line: Line) -> bool:
    return "everyone" in line.audience


def _for_an_age(line: Line) -> bool:
    return set(line.audience) <= set(AGES)


def _row(label: str, found: tuple[Line, Contact] | None) -> Row:
    if found is None:
        return Row(label)
    line, contact = found
    note = "" if _for_everyone(line) else next(AGES[name] for name in line.audience)
    if contact.by == "whatsapp":
        return Row(contact.verb, [(contact.number, note)])
    number = contact.number.removeprefix(f"{label} ")
    if contact.by == "text" and line.sms and line.sms.keyword and line.sms.keyword not in number:
        number = f"{line.sms.keyword} {_('to')} {number}"
    return Row(label, [(number, note)])


def _emergency(country: Country) -> list[tuple[str, str]]:
    """One or two numbers that anybody may call: for everything where there is one, else an
    ambulance and the police.
    """
    calls = sorted(
        (number for number in country.emergency if number.by == "call" and not number.for_whom),
        key=_helps,
    )
    whole = [(number.number, "") for number in calls if number.service == "all"]
    parts = [*calls[:1], *(number for number in calls[1:] if "police" in number.service)]
    return (whole or [(number.number, SERVICES[number.service]) for number in parts])[
        :MOST_EMERGENCY
    ]


def _helps(number: Emergency) -> int:
    return FIRST.index(number.service)
