"""What a country's page shows: its emergency numbers, and its lines in the order in which they help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from site_config.helplines.audience import GROUPS, group
from site_config.helplines.selection import can_be_carried, confirmed, unconfirmed
from site_config.i18n import N_, Words
from site_config.model import Alert, Country
from site_config.views.line_view import (
    ContactView,
    LineView,
    emergency_views,
    line_view,
    scripts,
)

# Whether there is a line to call, to text and to chat with.
WAYS = Words(
    {
        (True, True, True): N_("Call, text or chat"),
        (True, True, False): N_("Call or text"),
        (True, False, True): N_("Call or chat"),
        (True, False, False): N_("Someone to call"),
        (False, True, True): N_("Text or chat"),
        (False, True, False): N_("Someone to text"),
        (False, False, True): N_("Someone to chat with"),
        (False, False, False): N_("Someone to talk to"),
    }
)


@dataclass(frozen=True)
class CountryView:
    """A country's page: emergency contacts, lines for everyone, lines for some, and lines that
    nobody confirmed.

    ``groups`` are the lines for some by the heading above them. ``can_be_carried``: a confirmed
    line can be called or written to, so that there is a card of it. ``ways`` says how the first of
    them can be reached, as a heading.
    """

    country: Country
    emergency: list[ContactView]
    everyone: list[LineView]
    groups: dict[str, list[LineView]]
    unconfirmed: list[LineView]
    ways: str = ""
    can_be_carried: bool = False
    scripts: list[str] = field(default_factory=list)


def country_view(country: Country, alerts: Sequence[Alert] = ()) -> CountryView:
    """What one country's page shows, in the order in which it helps; ``alerts`` are those of the
    day.
    """
    by_group: dict[str, list[LineView]] = {}
    for line in confirmed(country):
        by_group.setdefault(group(line), []).append(line_view(line, alerts))
    everyone = _one_in_writing_soon(by_group.get("", []))
    groups = {words: by_group[key] for key, words in GROUPS.items() if key in by_group}
    some = [item for found in groups.values() for item in found]
    others = [line_view(line, alerts) for line in unconfirmed(country)]
    return CountryView(
        country=country,
        emergency=emergency_views(country),
        everyone=everyone,
        groups=groups,
        unconfirmed=others,
        ways=_ways(everyone or others),
        can_be_carried=can_be_carried(country),
        scripts=scripts([*everyone, *some, *others]),
    )


def _ways(items: Sequence[LineView]) -> str:
    """How people reach one or the other of these lines, as a heading: by call, text or chat."""
    by = {contact.kind for item in items for contact in item.contacts}
    return WAYS[("call" in by, bool({"text", "whatsapp"} & by), "chat" in by)]


def _one_in_writing_soon(items: list[LineView]) -> list[LineView]:
    """The same lines; if none of the first two can be written to, the first one that can comes
    second.
    """
    writing = next(
        (
            n
            for n, item in enumerate(items)
            if any(contact.kind != "call" for contact in item.contacts)
        ),
        0,
    )
    return (
        items
        if writing < 2
        else [items[0], items[writing], *items[1:writing], *items[writing + 1 :]]
    )
