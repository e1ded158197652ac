"""Places in a group: in which states a request can be, what may follow, and what a person is told.

The counting itself is one statement of the database (``portal/storage/groups.py``); here stands
what it means.
"""

from __future__ import annotations

import datetime
from enum import StrEnum

HOLD = datetime.timedelta(hours=72)
HOLD_FOR_CODE_ONLY = datetime.timedelta(days=7)


class State(StrEnum):
    """Where a request for a group is."""

    WAITING = "waiting"
    OFFERED = "offered"
    SEATED = "seated"
    PAUSED = "paused"
    LEFT = "left"
    DECLINED = "declined"
    PASSED = "passed"


class NoteState(StrEnum):
    """Where a note is."""

    RECEIVED = "received"
    READ = "read"
    ANSWERED = "answered"
    CLOSED = "closed"


class Transition(StrEnum):
    """What somebody asks to happen to a request."""

    ACCEPT = "accept"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "leave"
    SEAT = "seat"
    DECLINE = "decline"
    LAPSE = "lapse"


# States that hold one of the places of a group: the sum of them is what the group's row calls
# taken.
HOLDS_A_SEAT = frozenset({State.SEATED, State.PAUSED, State.OFFERED})
ACTIVE = HOLDS_A_SEAT | {State.WAITING}
TRANSITIONS: dict[Transition, tuple[frozenset[State], State]] = {
    Transition.ACCEPT: (frozenset({State.OFFERED}), State.SEATED),
    Transition.PAUSE: (frozenset({State.SEATED}), State.PAUSED),
    Transition.RESUME: (frozenset({State.PAUSED}), State.SEATED),
    Transition.LEAVE: (ACTIVE, State.LEFT),
    Transition.SEAT: (frozenset({State.WAITING, State.OFFERED}), State.SEATED),
    Transition.DECLINE: (ACTIVE, State.DECLINED),
    Transition.LAPSE: (frozenset({State.OFFERED}), State.PASSED),
}


def next_state(state: State, wish: Transition) -> State | None:
    """The state that follows a wish, or None where it cannot be wished for (twice, or too late)."""
    allowed, then = TRANSITIONS[wish]
    return then if state in allowed else None


def allowed_transitions(state: State) -> list[Transition]:
    """What the person who holds the code may wish for in a state."""
    own = (Transition.ACCEPT, Transition.PAUSE, Transition.RESUME, Transition.LEAVE)
    return [wish for wish in own if next_state(state, wish)]


def open_capacity(signup: str, capacity: int) -> int:
    """How many places the counting statement may fill by itself: none where content says that new
    requests wait.
    """
    return capacity if signup == "open" else 0


def offer_ends(now: datetime.datetime, *, code_only: bool) -> datetime.datetime:
    """When an offer that begins to run now lapses: after 72 hours, or 7 days for those who look
    with their code alone.
    """
    return now + (HOLD_FOR_CODE_ONLY if code_only else HOLD)
