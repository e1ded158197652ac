"""Requests and notes with their messages: found by a code, listed for hosts, changed, deleted, and
purged when their time is over.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from portal.domain import retention
from portal.domain.rate_limits import hour_of
from portal.domain.seats import NoteState, State
from portal.domain.submissions import NOTE, REQUEST, Message, Sealed, Submission
from portal.storage import circles, rate_limits
from portal.storage.engine import Store
from portal.storage.groups import delete_request
from portal.storage.tables import counters, groups, login_throttles, messages, sessions, submissions

COLUMNS = (
    submissions.c.id,
    submissions.c.ref,
    submissions.c.kind,
    submissions.c.state,
    submissions.c.code_key,
    submissions.c.slug,
    submissions.c.number,
    submissions.c.until,
    submissions.c.waits,
    submissions.c.consent,
    submissions.c.made_on,
    submissions.c.touched_on,
    submissions.c.ends_on,
    submissions.c.circle,
    submissions.c.envelope,
)

BY_LOOKUP = select(*COLUMNS).where(
    submissions.c.lookup == bindparam("lookup"),
    or_(submissions.c.ends_on.is_(None), submissions.c.ends_on >= bindparam("today")),
)


@dataclass(frozen=True)
class NewNote:
    """A note that is about to be kept. ``code_key`` is None where no reply is wished for: then
    nobody outside can open it.
    """

    lookup: bytes
    code_key: bytes | None
    sealed: Sealed
    ref: str


@dataclass(frozen=True)
class Purged:
    """What a purge took away."""

    submissions: int
    sessions: int
    counters: int


def add_note(store: Store, new: NewNote) -> bool:
    """Keeps a note. False if the same one was kept before. Raises ``circles.KeyRotated``,
    ``engine.Unavailable``.
    """
    today = store.clock.today()
    ends = retention.note_ends(NoteState.RECEIVED, today, today, has_code=new.code_key is not None)
    try:
        with store.write() as connection:
            circles.lock_current(connection, new.sealed.circle)
            connection.execute(
                insert(submissions).values(
                    ref=new.ref,
                    kind=NOTE,
                    lookup=new.lookup,
                    code_key=new.code_key,
                    slug=None,
                    number=None,
                    state=NoteState.RECEIVED.value,
                    until=None,
                    waits=True,
                    consent=None,
                    made_on=today,
                    touched_on=today,
                    ends_on=ends,
                    circle=new.sealed.circle,
                    envelope=new.sealed.envelope,
                )
            )
            rate_limits.count(connection, "note", store.clock.now())
    except IntegrityError:
        return False
    return True


def by_lookup(store: Store, lookup: bytes) -> Submission | None:
    """The record that a code finds. One statement, whether there is one, there was one, or there
    never was.
    """
    with store.read() as connection:
        row = connection.execute(
            BY_LOOKUP, {"lookup": lookup, "today": store.clock.today()}
        ).one_or_none()
    return _submission(row) if row else None


def by_ref(store: Store, ref: str) -> Submission | None:
    """The record of this name, for a facilitator."""
    wanted = select(*COLUMNS).where(
        submissions.c.ref == ref,
        or_(submissions.c.ends_on.is_(None), submissions.c.ends_on >= store.clock.today()),
    )
    return _one(store, wanted)


def waiting(store: Store) -> list[Submission]:
    """What waits for a host, oldest first."""
    return _many(
        store,
        select(*COLUMNS)
        .where(submissions.c.waits.is_(True))
        .order_by(submissions.c.touched_on, submissions.c.id),
    )


def not_waiting(store: Store) -> list[Submission]:
    """What waits for nobody at this moment: requests by group and number, then notes."""
    return _many(
        store,
        select(*COLUMNS)
        .where(submissions.c.waits.is_(False))
        .order_by(
            submissions.c.kind.desc(), submissions.c.slug, submissions.c.number, submissions.c.id
        ),
    )


def messages_of(store: Store, submission: Submission) -> list[Message]:
    """The messages of a record, oldest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(messages.c.by_host, messages.c.made_on, messages.c.circle, messages.c.envelope)
            .where(messages.c.submission == submission.id)
            .order_by(messages.c.id)
        ).all()
    return [Message(row.by_host, row.made_on, Sealed(row.circle, row.envelope)) for row in rows]


def add_message(
    store: Store, submission: Submission, idempotency_key: bytes, sealed: Sealed, *, by_host: bool
) -> bool:
    """Adds a message. ``idempotency_key`` is the mark of the page it was written on: sent twice, it is kept
    once, and False comes back.

    A person's message waits for a host; a host's answers a note. Raises ``circles.KeyRotated``.
    """
    try:
        with store.write() as connection:
            written(store, submission, idempotency_key, sealed, by_host=by_host)(connection)
    except IntegrityError:
        return False
    return True


def written(
    store: Store, submission: Submission, idempotency_key: bytes, sealed: Sealed, *, by_host: bool
) -> Callable[[Connection], None]:
    """The same as a part of a larger transaction, whose connection it takes."""

    def add(connection: Connection) -> None:
        today = store.clock.today()
        state = (
            (NoteState.ANSWERED if by_host else NoteState.RECEIVED)
            if submission.kind == NOTE
            else None
        )
        circles.lock_current(connection, sealed.circle)
        connection.execute(
            insert(messages).values(
                submission=submission.id,
                idempotency_key=idempotency_key,
                by_host=by_host,
                made_on=today,
                circle=sealed.circle,
                envelope=sealed.envelope,
            )
        )
        _touch(connection, submission, today, waits=not by_host, note=state)
        if not by_host:
            rate_limits.count(connection, "message", store.clock.now())

    return add


def correct(store: Store, submission: Submission, sealed: Sealed) -> None:
    """Puts corrected words in the place of the old ones. Raises ``circles.KeyRotated``."""
    with store.write() as connection:
        circles.lock_current(connection, sealed.circle)
        connection.execute(
            update(submissions)
            .where(submissions.c.id == submission.id)
            .values(circle=sealed.circle, envelope=sealed.envelope)
        )
        _touch(connection, submission, store.clock.today(), waits=True)


def mark_seen_by_person(store: Store, submission: Submission) -> None:
    """Notes that the person opened their page today: what waits is kept from this day on."""
    today = store.clock.today()
    if (
        submission.kind == REQUEST
        and submission.touched_on != today
        and submission.state in {State.WAITING, State.OFFERED}
    ):
        with store.write() as connection:
            _touch(connection, submission, today, waits=submission.waits)


def mark_read(store: Store, submission: Submission) -> None:
    """Notes that a facilitator opened a note for the first time."""
    if submission.kind == NOTE and submission.state == NoteState.RECEIVED:
        with store.write() as connection:
            connection.execute(
                update(submissions)
                .where(
                    submissions.c.id == submission.id,
                    submissions.c.state == NoteState.RECEIVED.value,
                )
                .values(state=NoteState.READ.value)
            )


def mark_done(store: Store, submission: Submission) -> None:
    """Takes a record off the list of what waits; a note is closed by it, and ends 30 days later at
    the latest if it has no code.
    """
    with store.write() as connection:
        _touch(
            connection,
            submission,
            store.clock.today(),
            waits=False,
            note=NoteState.CLOSED if submission.kind == NOTE else None,
        )


def delete_submission(store: Store, submission: Submission) -> None:
    """Deletes a record with every word in it, at once, from the database's log too. A place that it
    held goes to the next person.
    """
    _forget(store, submission)
    store.tidy()


def _forget(store: Store, submission: Submission) -> None:
    with store.write() as connection:
        if submission.slug is not None:
            delete_request(connection, submission.id, submission.slug, store.clock.today())
        else:
            connection.execute(delete(submissions).where(submissions.c.id == submission.id))


def purge(store: Store) -> Purged:
    """Deletes everything whose time is over: records with their messages, sessions, counters, and
    throttle keys of log-in.
    """
    now = store.clock.now()
    over = _many(store, select(*COLUMNS).where(submissions.c.ends_on < now.date()))
    for submission in over:
        _forget(store, submission)
    idle, oldest = now - retention.SESSION_IDLE, now - retention.SESSION_AT_MOST
    with store.write() as connection:
        gone = connection.execute(
            delete(sessions).where(or_(sessions.c.seen < idle, sessions.c.started < oldest))
        ).rowcount
        hour = hour_of(now) - retention.COUNTER_HOURS
        counted = connection.execute(delete(counters).where(counters.c.hour < hour)).rowcount
        connection.execute(
            delete(login_throttles).where(
                login_throttles.c.not_before
                < now - datetime.timedelta(hours=retention.THROTTLE_KEY_HOURS)
            )
        )
        used = select(submissions.c.slug).where(submissions.c.slug.is_not(None))
        connection.execute(
            delete(groups).where(groups.c.gone_on.is_not(None), groups.c.slug.not_in(used))
        )
    store.tidy()
    return Purged(len(over), gone, counted)


def _touch(
    connection: Connection,
    submission: Submission,
    today: datetime.date,
    *,
    waits: bool,
    note: NoteState | None = None,
) -> None:
    """Notes that something was done today, and what follows for the record's end. Its state is read
    anew: another may have moved it.
    """
    row = connection.execute(
        select(submissions.c.state, groups.c.gone_on)
        .select_from(submissions.outerjoin(groups))
        .where(submissions.c.id == submission.id)
        .with_for_update(of=submissions, key_share=True)
    ).one_or_none()
    if row is None:
        return
    state = note.value if note else row.state
    ends = (
        retention.note_ends(
            NoteState(state), submission.made_on, today, has_code=submission.code_key is not None
        )
        if submission.kind == NOTE
        else retention.request_ends(State(state), today, row.gone_on)
    )
    connection.execute(
        update(submissions)
        .where(submissions.c.id == submission.id)
        .values(state=state, touched_on=today, ends_on=ends, waits=waits)
    )


def _one(store: Store, wanted: Select[Any]) -> Submission | None:
    found = _many(store, wanted)
    return found[0] if found else None


def _many(store: Store, wanted: Select[Any]) -> list[Submission]:
    with store.read() as connection:
        rows = connection.execute(wanted).all()
    return [_submission(row) for row in rows]


def _submission(row: Any) -> Submission:
    return Submission(
        row.id,
        row.ref,
        row.kind,
        row.state,
        row.code_key,
        row.slug,
        row.number,
        row.until,
        row.waits,
        row.consent,
        row.made_on,
        row.touched_on,
        row.ends_on,
        Sealed(row.circle, row.envelope),
    )
