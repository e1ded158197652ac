"""A small card for a wallet: which numbers of a country stand on it. It says nothing of what they
are for.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_config.helplines.basis import known_on
from site_config.helplines.contact_words import VERBS
from site_config.helplines.contacts import Contact, Kind, contacts_by_hand
from site_config.helplines.selection import Alerts, to_carry
from site_config.helplines.services import SERVICES, by_service
from site_config.i18n import N_, Words, _
from site_config.model import Country, Line

# Whom a number on the small card may be for besides everyone. An age betrays nothing; what happened
# to somebody would.
AGES = Words(
    {
        "youth": N_("young people"),
        "parents": N_("parents"),
        "adults": N_("adults"),
        "elders": N_("older people"),
    }
)
# What a line is about that anybody may call; among the lines for everyone such a one comes first on
# the small card.
GENERAL = {"emotional-support", "suicide", "crisis"}
MOST_EMERGENCY = 2


@dataclass(frozen=True)
class Row:
    """One line of the card: a ``label``, and the numbers behind it, each with a word or none. No
    number: room to write.
    """

    label: str
    numbers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class WalletCard:
    """What stands on the card. ``as_of`` is the oldest day that anything on it rests on."""

    rows: list[Row]
    as_of: datetime.date


def wallet_card(country: Country, alerts: Alerts) -> WalletCard:
    """The card of a country: an emergency number or two, one line to call and one to write to.

    A line with something to say of it today (``alerts``, by line) is left out: the card is kept for
    months.
    """
    quiet = sorted(
        (line for line in to_carry(country) if line.id not in alerts),
        key=lambda line: not GENERAL & set(line.topics),
    )
    call, text = _first(quiet, "call"), _first(quiet, "text") or _first(quiet, "whatsapp")
    used = [found[0] for found in (call, text) if found]
    return WalletCard(
        [
            Row(_("Emergency"), _emergency(country)),
            _row(VERBS["call"], call),
            _row(VERBS["text"], text),
        ],
        min([country.written, *(known_on(line) for line in used)]),
    )


def _first(lines: Sequence[Line], kind: Kind) -> tuple[Line, Contact] | None:
    """The first way of one kind among lines for everyone; else among lines for an age, which the
    card may say.
    """
    for fits in (_for_everyone, _for_an_age):
        for line in lines:
            for contact in contacts_by_hand(line):
                if contact.kind == kind and fits(line):
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
    if contact.kind == "whatsapp":
        label = VERBS["whatsapp"]
    number = contact.shown
    if contact.keyword:
        number = _("{keyword} to {number}").format(keyword=contact.keyword, number=number)
    return Row(label, [(number, note)])


def _emergency(country: Country) -> list[tuple[str, str]]:
    """One or two numbers that anybody may call: for everything where there is one, else an
    ambulance and the police.
    """
    calls = sorted(
        (number for number in country.emergency if number.by == "call" and not number.for_whom),
        key=by_service,
    )
    whole = [(number.number, "") for number in calls if number.service == "all"]
    parts = [*calls[:1], *(number for number in calls[1:] if "police" in number.service)]
    return (whole or [(number.number, SERVICES[number.service]) for number in parts])[
        :MOST_EMERGENCY
    ]
