"""Cards of a listing: what a reader must know to choose one, taken from the entries themselves."""

from __future__ import annotations

from dataclasses import dataclass

from site_config.language import _
from site_config.model import Catalogue, Challenge, Coping, Entry, Group

WHERE = {"in-public": _("In public"), "in-bed": _("In bed"), "at-home": _("At home"), "outside": _("Outside")}
EVIDENCE = {"practice": _("taught, little tested"), "some": _("some evidence"), "strong": _("strong evidence")}
PANES = {"practice": 1, "some": 2, "strong": 3}
ENERGY = {"low": _("Low energy"), "some": _("Some energy"), "more": _("More energy")}
LENGTH = {"week": (7, _("days")), "month": (4, _("weeks"))}
WEEKDAY = {"monday": _("Mondays"), "tuesday": _("Tuesdays"), "wednesday": _("Wednesdays"), "thursday": _("Thursdays"),
           "friday": _("Fridays"), "saturday": _("Saturdays"), "sunday": _("Sundays")}
PLACE = {"online": _("Online"), "in-person": _("In person")}
SIGNUP = {"open": _("Places are open"), "waiting": _("Full, with a waiting list"), "paused": _("Paused for now"),
          "closed": _("Closed")}


@dataclass(frozen=True)
class Card:
    """One card: ``count`` and ``unit`` stand in the window (5 min, 7 days), ``panes`` is 0 to 3 lit panes of evidence."""

    title: str
    text: str
    path: str
    count: int = 0
    unit: str = ""
    meta: str = ""
    panes: int = 0
    picture: str = ""


def card(entry: Entry) -> Card:
    """The card of one entry, whatever its kind."""
    if isinstance(entry, Coping):
        return Card(entry.title, entry.description, entry.url, entry.minutes or 0, _("min"), EVIDENCE[entry.evidence],
                    PANES[entry.evidence], "" if entry.minutes else "stair")
    if isinstance(entry, Challenge):
        count, unit = LENGTH[entry.length]
        return Card(entry.title, entry.description, entry.url, count, unit, ENERGY[entry.energy])
    if isinstance(entry, Group):
        return Card(entry.title, entry.description, entry.url, meta=f"{WEEKDAY[entry.weekday]}, {meets(entry)} · {PLACE[entry.place]}",
                    picture="bench")
    return Card(entry.title, entry.description, entry.url)


def cards(catalogue: Catalogue, lists: str) -> list[Card]:
    """The cards of a listing (``coping``, ``challenges`` or ``groups``): shortest first, then by name."""
    shelves: dict[str, list[Entry]] = {
        "coping": [*catalogue.coping.values()], "challenges": [*catalogue.challenges.values()], "groups": [*catalogue.groups.values()],
    }
    return sorted((card(entry) for entry in shelves[lists]), key=lambda found: (found.count, found.title))


def meets(group: Group) -> str:
    """The hours of a group's meeting on its own clock: ``19:00 to 20:15``."""
    hour, minute = (int(part) for part in group.starts.split(":"))
    end = (hour * 60 + minute + group.minutes) % 1440
    return _("{start} to {end}").format(start=group.starts, end=f"{end // 60:02}:{end % 60:02}")


def next_cards(catalogue: Catalogue, entry: Entry) -> list[Card]:
    """The cards of the pages that an entry names as the next ones."""
    found = {other.slug: other for other in catalogue.entries()}
    return [card(found[slug]) for slug in getattr(entry, "next", []) if slug in found]
