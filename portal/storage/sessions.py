"""Sessions of readers, split between cookie and row; and the lanes in which wrong log-ins are
counted.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from portal import crypto
from portal.crypto import Pair
from portal.domain import login_throttle, retention
from portal.domain.submissions import new_ref
from portal.storage.engine import Store, upsert_increment
from portal.storage.tables import lanes, readers, sessions

GRAIN = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """A reader who is logged in, with the pair that opens their keys. It exists while a request is
    answered, and nowhere else.
    """

    ref: str
    reader_id: int
    name: str
    pair: Pair


@dataclass(frozen=True)
class Listed:
    """A session as its reader sees it in a list."""

    ref: str
    started: datetime.datetime
    seen: datetime.datetime


def begin(store: Store, reader_id: int, private: bytes, token: bytes) -> None:
    """Begins a session: the row keeps a hash of the token, and the private key boxed under it. Only
    the cookie has the token.
    """
    now = store.clock.now()
    with store.write() as connection:
        connection.execute(
            insert(sessions).values(
                ref=new_ref(),
                reader=reader_id,
                token=crypto.fingerprint(token, "session"),
                boxed_key=crypto.box(crypto.fingerprint(token, "session box"), private),
                started=now,
                seen=now,
            )
        )


def find(store: Store, token: bytes) -> Session | None:
    """The session of a token, or None if it is over, revoked, or never was."""
    now = store.clock.now()
    with store.read() as connection:
        row = connection.execute(
            select(
                sessions.c.id,
                sessions.c.ref,
                sessions.c.reader,
                sessions.c.boxed_key,
                sessions.c.started,
                sessions.c.seen,
                readers.c.name,
                readers.c.public_key,
            )
            .join(readers, readers.c.id == sessions.c.reader)
            .where(sessions.c.token == crypto.fingerprint(token, "session"))
        ).one_or_none()
    if row is None or retention.session_is_over(row.started, row.seen, now):
        return None
    try:
        pair = Pair(
            row.public_key, crypto.unbox(crypto.fingerprint(token, "session box"), row.boxed_key)
        )
    except crypto.Closed:
        return None
    if now - row.seen >= GRAIN:
        with store.write() as connection:
            connection.execute(update(sessions).where(sessions.c.id == row.id).values(seen=now))
    return Session(row.ref, row.reader, row.name, pair)


def end(store: Store, token: bytes) -> None:
    """Ends the session of a token. Nothing happens if there is none."""
    with store.write() as connection:
        connection.execute(
            delete(sessions).where(sessions.c.token == crypto.fingerprint(token, "session"))
        )


def of(store: Store, reader_id: int) -> list[Listed]:
    """The sessions of a reader that still run, newest first."""
    now = store.clock.now()
    with store.read() as connection:
        rows = connection.execute(
            select(sessions.c.ref, sessions.c.started, sessions.c.seen)
            .where(sessions.c.reader == reader_id)
            .order_by(sessions.c.id.desc())
        ).all()
    return [
        Listed(row.ref, row.started, row.seen)
        for row in rows
        if not retention.session_is_over(row.started, row.seen, now)
    ]


def revoke(store: Store, reader_id: int, refs: list[str]) -> None:
    """Ends sessions of a reader by their names in the list."""
    with store.write() as connection:
        connection.execute(
            delete(sessions).where(sessions.c.reader == reader_id, sessions.c.ref.in_(refs))
        )


def locked_until(store: Store, lane: bytes) -> datetime.datetime | None:
    """Until when a lane is slowed down; None if it is open."""
    with store.read() as connection:
        until = connection.execute(
            select(lanes.c.not_before).where(lanes.c.lane == lane)
        ).scalar_one_or_none()
    return until if until is not None and until > store.clock.now() else None


def record_failure(store: Store, lane: bytes) -> None:
    """Counts a wrong log-in in a lane and slows it down."""
    now = store.clock.now()
    with store.write() as connection:
        failures = connection.execute(
            upsert_increment(connection.dialect.name, lanes, "failures").returning(
                lanes.c.failures
            ),
            {"lane": lane, "not_before": now, "failures": 1},
        ).scalar_one()
        connection.execute(
            update(lanes)
            .where(lanes.c.lane == lane)
            .values(not_before=now + login_throttle.lockout_after(failures))
        )


def clear_failures(store: Store, lane: bytes) -> None:
    """Opens a lane again."""
    with store.write() as connection:
        connection.execute(delete(lanes).where(lanes.c.lane == lane))
