"""Cards of a listing: what a reader must know to choose one, taken from the entries themselves."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from site_config.i18n import _, day
from site_config.model import (
    Catalogue,
    Challenge,
    Coping,
    Entry,
    Event,
    Group,
    Guideline,
    Practice,
    Resource,
)
from site_config.views import labels
from site_config.views.event import event_view, hours


@dataclass(frozen=True)
class Card:
    """One card: ``count`` and ``unit`` stand in the window (5 min, 7 days), ``panes`` is 0 to 3 lit
    panes of evidence.

    ``caution`` says who should be careful. ``minutes`` and ``where`` are there for the script that
    narrows a listing: how long it takes (0 where that means nothing), and the places that it is
    for.
    """

    title: str
    text: str
    path: str
    count: int = 0
    unit: str = ""
    meta: str = ""
    panes: int = 0
    picture: str = ""
    caution: str = ""
    minutes: int = 0
    where: tuple[str, ...] = ()


def card(entry: Entry) -> Card:
    """The card of one entry, whatever its kind."""
    plain = Card(entry.title, entry.description, entry.url)
    for kind, make in MAKERS.items():
        if isinstance(entry, kind):
            return make(entry, plain)
    return plain


def _coping(entry: Coping, plain: Card) -> Card:
    return replace(
        plain,
        count=entry.minutes or 0,
        unit=_("min"),
        meta=_joined(labels.evidence[entry.evidence], entry.cost),
        panes=labels.panes[entry.evidence],
        picture="" if entry.minutes else "stair",
        caution=entry.caution or "",
        minutes=entry.minutes or 0,
        where=tuple(entry.where),
    )


def _challenge(entry: Challenge, plain: Card) -> Card:
    return replace(
        plain,
        count=labels.length[entry.length],
        unit=labels.length_unit[entry.length],
        meta=labels.energy[entry.energy],
        caution=entry.caution or "",
    )


def _group(entry: Group, plain: Card) -> Card:
    return replace(
        plain,
        meta=_joined(f"{labels.weekday[entry.weekday]}, {meets(entry)}", labels.place[entry.place]),
        picture="bench",
    )


def _guideline(entry: Guideline, plain: Card) -> Card:
    in_force = _("Version {version}, since {day}").format(
        version=entry.version, day=day(entry.date.isoformat())
    )
    return replace(plain, meta=in_force, picture="table")


def _resource(entry: Resource, plain: Card) -> Card:
    meta = _joined(
        labels.medium[entry.medium],
        entry.cost,
        labels.account_short[entry.account],
        labels.data_short[entry.data],
    )
    return replace(
        plain,
        count=entry.minutes or 0,
        unit=_("min"),
        meta=meta,
        picture="" if entry.minutes else "shelf",
    )


def _practice(entry: Practice, plain: Card) -> Card:
    return replace(
        plain,
        count=entry.minutes,
        unit=_("min"),
        meta=_joined(labels.form[entry.form], labels.for_whom[entry.for_whom]),
        picture="" if entry.minutes else "table",
    )


def _event(entry: Event, plain: Card) -> Card:
    view = event_view(entry, entry.date)
    return replace(
        plain,
        count=entry.date.day,
        unit=labels.month_short[entry.date.month - 1],
        meta=_joined(
            ", ".join(part for part in (view.days, view.hours, view.zone) if part),
            labels.place[entry.place],
        ),
    )


# What has no length comes behind what has one.
UNKNOWN = 1_000
# The kinds that a listing may hold, each with what makes its card.
MAKERS: dict[type[Entry], Callable[..., Card]] = {
    Coping: _coping,
    Challenge: _challenge,
    Group: _group,
    Guideline: _guideline,
    Resource: _resource,
    Practice: _practice,
    Event: _event,
}


def listed(catalogue: Catalogue, lists: str, today: datetime.date) -> list[Entry]:
    """The entries of a listing, in its order: the quickest first where they have a length,
    resources by medium, practices by form, events by day, and else by name. Events that were over
    before ``today`` are left out.
    """
    shelves: dict[str, list[Entry]] = {
        "coping": [*catalogue.coping.values()],
        "challenges": [*catalogue.challenges.values()],
        "groups": [*catalogue.groups.values()],
        "guidelines": [*catalogue.guidelines.values()],
        "resources": [*catalogue.resources.values()],
        "practice": [*catalogue.practices.values()],
        "events": [event for event in catalogue.events.values() if event.last_day >= today],
    }
    return sorted(shelves[lists], key=lambda entry: (_place(entry), entry.title))


def cards(catalogue: Catalogue, lists: str, today: datetime.date) -> list[Card]:
    """The cards of a listing (``coping``, ``resources`` and so on), in its order on a day."""
    return [card(entry) for entry in listed(catalogue, lists, today)]


def _place(entry: Entry) -> tuple[int, str]:
    if isinstance(entry, Coping):
        return entry.minutes or UNKNOWN, ""
    if isinstance(entry, Challenge):
        return labels.length[entry.length], ""
    if isinstance(entry, Resource):
        return list(labels.medium).index(entry.medium), ""
    if isinstance(entry, Practice):
        return list(labels.form).index(entry.form), ""
    return (entry.date.toordinal(), entry.starts or "") if isinstance(entry, Event) else (0, "")


def _joined(*parts: str) -> str:
    return " · ".join(part.rstrip(".") for part in parts)


def meets(group: Group) -> str:
    """The hours of a group's meeting on its own clock: ``19:00 to 20:15``."""
    hour, minute = (int(part) for part in group.starts.split(":"))
    end = (hour * 60 + minute + group.minutes) % 1440
    return hours(group.starts, f"{end // 60:02}:{end % 60:02}")


def next_cards(catalogue: Catalogue, entry: Entry) -> list[Card]:
    """The cards of the pages that an entry names as the next ones."""
    found = {other.slug: other for other in catalogue.entries()}
    return [card(found[slug]) for slug in getattr(entry, "next", []) if slug in found]
