"""What a listing shows: its cards, the words by which they are found, and a sentence where there is
nothing yet.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from site_config.i18n import N_, Words, _, day
from site_config.model import Catalogue
from site_config.views import topics
from site_config.views.cards import Card, cards
from site_config.views.topics import Chip

EMPTY = Words(
    {
        "coping": N_("There is nothing to try here yet."),
        "challenges": N_("There is no challenge here yet."),
        "groups": N_("There is no group here yet."),
        "guidelines": N_("There is no guideline here yet."),
        "resources": N_("There is nothing in this list yet."),
        "practice": N_("There is nothing for hosts here yet."),
        "events": N_("Nothing is planned at the moment."),
    }
)


@dataclass(frozen=True)
class ListingView:
    """A listing on the day on which its page was made. ``empty`` stands in place of cards,
    ``made_on`` below those that grow old.
    """

    cards: list[Card]
    narrows: bool
    empty: str
    ask: str = ""
    chips: tuple[Chip, ...] = ()
    made_on: str = ""


def listing_view(catalogue: Catalogue, lists: str, today: datetime.date) -> ListingView:
    """What the listing of a section (``coping``, ``events`` and so on) shows on a day."""
    found = cards(catalogue, lists, today)
    chips = tuple(topics.chips(catalogue, lists))
    ask = next((section.ask for section in topics.sections() if section.folder == lists), "")
    made_on = _("This list was made on {day}. What was over by then is not in it.").format(
        day=day(today.isoformat())
    )
    return ListingView(
        found,
        topics.narrows(found),
        EMPTY[lists],
        ask,
        chips if len(chips) > 1 else (),
        made_on if lists == "events" else "",
    )
