"""Progress of a request or a note, as steps that the person who sent it can follow."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass

from portal.domain.seats import NoteState, State
from site_config.i18n import N_, _, day


@dataclass(frozen=True)
class Step:
    """One step of the way: its name, what it means where it is the present one, and whether it lies
    behind.
    """

    name: str
    words: str = ""
    is_now: bool = False
    is_past: bool = False


# Name and meaning of the present step.
REQUEST_STEPS = {
    State.WAITING: (
        N_("On the waiting list"),
        N_(
            "When a place is free, it is offered to people in the order in which they asked. We "
            "cannot say how long it takes. Look here now and then: an offer stands on this page. "
            "Each look keeps your request for another 90 days."
        ),
    ),
    State.SEATED: (
        N_("You have a place"),
        N_(
            "The hosts write to you here, or reach you in the way you chose. You may come, listen "
            "and say nothing. If it is not for you, you can pause or leave. You need no reason."
        ),
    ),
    State.PAUSED: (
        N_("You have paused"),
        N_("Your place is kept, and nobody expects you until you come back."),
    ),
    State.LEFT: (N_("You have left"), N_("You can still read this page, or delete it now.")),
    State.DECLINED: (
        N_("No place this time"),
        N_(
            "The hosts could not give you a place in this group. That does not mean you should be "
            "without support. If they wrote to you, it stands below."
        ),
    ),
    State.PASSED: (
        N_("The offer ran out"),
        N_(
            "The place went to the next person. It is not held against you. If you would still "
            "like to come, ask once more with the form."
        ),
    ),
}
NOTE_STEPS = [
    (
        NoteState.RECEIVED,
        N_("Received"),
        N_("Your words are here. Nobody has opened the newest ones yet."),
    ),
    (NoteState.READ, N_("Read"), N_("Someone has read your note. There is no reply yet.")),
    (NoteState.ANSWERED, N_("Answered"), N_("There is a reply below. You may write again.")),
    (
        NoteState.CLOSED,
        N_("Closed"),
        N_(
            "The readers are done with this note. You can still read it, add something, or "
            "delete it."
        ),
    ),
]


def of_request(state: State, until: datetime.datetime | None, zone: str = "UTC") -> list[Step]:
    """The way of a request: sent, perhaps a list and an offer, a place. ``until`` is the end of an
    offer, told on the clock of ``zone``.
    """
    sent, waited = (
        Step(_("Sent"), is_past=True),
        Step(_(REQUEST_STEPS[State.WAITING][0]), is_past=True),
    )
    ahead = [Step(_("A place is offered to you")), Step(_("You have a place"))]
    if state is State.WAITING:
        return [sent, _present(state), *ahead]
    if state is State.OFFERED:
        return [
            sent,
            waited,
            Step(_("A place is free for you"), _offer(until, zone), is_now=True),
            ahead[1],
        ]
    return [sent, _present(state)]


def of_note(state: NoteState) -> list[Step]:
    """The way of a note: received, read, answered, closed."""
    reached = [known for known, _name, _words in NOTE_STEPS].index(state)
    return [
        Step(_(name), _(words) if n == reached else "", is_now=n == reached, is_past=n < reached)
        for n, (_known, name, words) in enumerate(NOTE_STEPS)
    ]


def _present(state: State) -> Step:
    name, words = REQUEST_STEPS[state]
    return Step(_(name), _(words), is_now=True)


def _offer(until: datetime.datetime | None, zone: str) -> str:
    if until is None:
        return _("You can take it here. You need not, and you need no reason.")
    there = until.astimezone(zoneinfo.ZoneInfo(zone))
    return _(
        "Take it by {day}, {time} on the clock of {zone}. After that it goes to the next person. "
        "You need not take it, and you need no reason."
    ).format(
        day=day(there.date().isoformat()),
        time=f"{there:%H:%M}",
        zone=zone.rpartition("/")[2].replace("_", " "),
    )
