"""Seats in a group: the state machine of a request, and how long an offer holds.

The counting itself is one statement of the database (``portal/storage/groups.py``); here stands
what it means.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")
HOLD = datetime.timedelta(hours=72)
HOLD_FOR_CODE_ONLY = datetime.timedelta(days=7)


class StateMachine(Generic[S, T]):
    """A finite state machine. ``transitions`` maps each transition to the states from which it may
    be made, and to the one that follows.
    """

    def __init__(self, transitions: Mapping[T, tuple[frozenset[S], S]]) -> None:
        self._transitions = dict(transitions)

    def next_state(self, state: S, asked: T) -> S | None:
        """The state that follows a transition, or None where it cannot be made (twice, or too
        late).
        """
        sources, target = self._transitions[asked]
        return target if state in sources else None

    def allowed(self, state: S, among: Iterable[T] | None = None) -> list[T]:
        """The transitions that may be made from a state, of those in ``among`` (of all)."""
        return [
            asked
            for asked in (self._transitions if among is None else among)
            if state in self._transitions[asked][0]
        ]


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


# States that hold one of the seats of a group: the sum of them is what the group's row calls taken.
HOLDS_A_SEAT = frozenset({State.SEATED, State.PAUSED, State.OFFERED})
ACTIVE = HOLDS_A_SEAT | {State.WAITING}
OF_THE_PERSON = (Transition.ACCEPT, Transition.PAUSE, Transition.RESUME, Transition.LEAVE)
TRANSITIONS: dict[Transition, tuple[frozenset[State], State]] = {
    Transition.ACCEPT: (frozenset({State.OFFERED}), State.SEATED),
    Transition.PAUSE: (frozenset({State.SEATED}), State.PAUSED),
    Transition.RESUME: (frozenset({State.PAUSED}), State.SEATED),
    Transition.LEAVE: (ACTIVE, State.LEFT),
    Transition.SEAT: (frozenset({State.WAITING, State.OFFERED}), State.SEATED),
    Transition.DECLINE: (ACTIVE, State.DECLINED),
    Transition.LAPSE: (frozenset({State.OFFERED}), State.PASSED),
}


state_machine = StateMachine(TRANSITIONS)


def allowed_transitions(state: State) -> list[Transition]:
    """What the person who holds the code may ask for in a state."""
    return state_machine.allowed(state, OF_THE_PERSON)


def open_capacity(signup: str, capacity: int) -> int:
    """How many seats the counting statement may fill by itself: none where content says that new
    requests wait.
    """
    return capacity if signup == "open" else 0


def offer_ends(now: datetime.datetime, *, code_only: bool) -> datetime.datetime:
    """When an offer that begins to run now lapses: after 72 hours, or 7 days for those who look
    with their code alone.
    """
    return now + (HOLD_FOR_CODE_ONLY if code_only else HOLD)
