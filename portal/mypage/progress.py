"""Where a request or a note is, in the words of the person who sent it."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass

from portal.domain.seats import NoteState, State
from site_config.i18n import _, day


@dataclass(frozen=True)
class Step:
    """One step of the way: its name, what it means where it is the present one, and whether it lies
    behind.
    """

    name: str
    words: str = ""
    is_now: bool = False
    is_past: bool = False


NOW = {
    State.WAITING: (
        _("On the waiting list"),
        _(
            "When a place is free, it is offered to people in the order in which they asked. We "
            "cannot say how long it takes. "
            "Look here now and then: an offer stands on this page. Each look keeps your request "
            "for another 90 days."
        ),
    ),
    State.SEATED: (
        _("You have a place"),
        _(
            "The hosts write to you here, or reach you in the way you chose. You may come, "
            "listen and say nothing. "
            "If it is not for you, you can pause or leave. You need no reason."
        ),
    ),
    State.PAUSED: (
        _("You have paused"),
        _("Your place is kept, and nobody expects you until you come back."),
    ),
    State.LEFT: (_("You have left"), _("You can still read this page, or delete it now.")),
    State.DECLINED: (
        _("No place this time"),
        _(
            "The hosts could not give you a place in this group. That does not mean you should "
            "be without support. "
            "If they wrote to you, it stands below."
        ),
    ),
    State.PASSED: (
        _("The offer ran out"),
        _(
            "The place went to the next person. It is not held against you. If you would still "
            "like to come, ask once more with the form."
        ),
    ),
}
NOTE = [
    (
        NoteState.RECEIVED,
        _("Received"),
        _("Your words are here. Nobody has opened the newest ones yet."),
    ),
    (NoteState.READ, _("Read"), _("Someone has read your note. There is no reply yet.")),
    (NoteState.ANSWERED, _("Answered"), _("There is a reply below. You may write again.")),
    (
        NoteState.CLOSED,
        _("Closed"),
        _(
            "The readers are done with this note. You can still read it, add something, or "
            "delete it."
        ),
    ),
]


def of_request(state: State, until: datetime.datetime | None, zone: str = "UTC") -> list[Step]:
    """The way of a request: sent, perhaps a list and an offer, a place. ``until`` is the end of an
    offer, told on the clock of ``zone``.
    """
    sent, waited = Step(_("Sent"), is_past=True), Step(NOW[State.WAITING][0], is_past=True)
    ahead = [Step(_("A place is offered to you")), Step(_("You have a place"))]
    if state is State.WAITING:
        return [sent, _now(state), *ahead]
    if state is State.OFFERED:
        return [
            sent,
            waited,
            Step(_("A place is free for you"), _offer(until, zone), is_now=True),
            ahead[1],
        ]
    return [sent, _now(state)]


def of_note(state: NoteState) -> list[Step]:
    """The way of a note: received, read, answered, closed."""
    reached = [known for known, _name, _words in NOTE].index(state)
    return [
        Step(name, words if n == reached else "", is_now=n == reached, is_past=n < reached)
        for n, (_known, name, words) in enumerate(NOTE)
    ]


def _now(state: State) -> Step:
    name, words = NOW[state]
    return Step(name, words, is_now=True)


def _offer(until: datetime.datetime | None, zone: str) -> str:
    if until is None:
        return _("You can take it here. You need not, and you need no reason.")
    there = until.astimezone(zoneinfo.ZoneInfo(zone))
    return _(
        "Take it by {day}, {time} on the clock of {zone}. After that it goes to the next person. "
        "You need not take it, and you need "
        "no reason."
    ).format(
        day=day(there.date().isoformat()),
        time=f"{there:%H:%M}",
        zone=zone.rpartition("/")[2].replace("_", " "),
    )
