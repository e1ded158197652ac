"""How long each record is kept. Everything that is stored has an end, and one rule here that names
it.

Sources: the founders' notes on feedback and groups (§3, *How long*); the privacy promise says the
same in words.
"""

from __future__ import annotations

import datetime

from portal.domain.seats import NoteState, State

DAY = datetime.timedelta(days=1)
WAITING_DAYS = 90
OVER_DAYS = {State.DECLINED: 90, State.PASSED: 90, State.LEFT: 30}
NOTE_WITH_CODE_DAYS = 90
NOTE_CLOSED_DAYS = 30
NOTE_AT_MOST_DAYS = 90
GROUP_GONE_DAYS = 30
COUNTER_HOURS = 48
THROTTLE_KEY_HOURS = 24
SESSION_IDLE = datetime.timedelta(minutes=30)
SESSION_AT_MOST = datetime.timedelta(hours=12)


def request_ends(
    state: State, touched: datetime.date, gone: datetime.date | None = None
) -> datetime.date | None:
    """The last day of a request; None while it holds a place in a group that exists.

    ``touched`` is the day on which its person or a host did something last, ``gone`` the day on
    which its group was taken off the site: 30 days later at most, everything about that group ends.
    """
    own = (
        None
        if state in {State.SEATED, State.PAUSED}
        else touched + OVER_DAYS.get(state, WAITING_DAYS) * DAY
    )
    ends = [day for day in (own, gone + GROUP_GONE_DAYS * DAY if gone else None) if day is not None]
    return min(ends) if ends else None


def note_ends(
    state: NoteState, made: datetime.date, touched: datetime.date, *, has_code: bool
) -> datetime.date:
    """The last day of a note: with a code 90 days after the last word, without one 30 days after it
    was closed, 90 at most.
    """
    if has_code:
        return touched + NOTE_WITH_CODE_DAYS * DAY
    latest = made + NOTE_AT_MOST_DAYS * DAY
    return min(touched + NOTE_CLOSED_DAYS * DAY, latest) if state is NoteState.CLOSED else latest


def session_is_over(
    started: datetime.datetime, seen: datetime.datetime, now: datetime.datetime
) -> bool:
    """Whether a facilitator's session is over: 30 minutes without use, or 12 hours in all."""
    return now - seen > SESSION_IDLE or now - started > SESSION_AT_MOST
