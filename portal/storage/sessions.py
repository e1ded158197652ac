"""Sessions of facilitators, split between cookie and row; and the throttle keys under which wrong
log-ins are counted.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from portal import crypto
from portal.crypto import Pair, new_ref
from portal.domain import login_throttle, retention
from portal.storage.engine import Store, upsert_increment
from portal.storage.tables import facilitators, login_throttles, sessions

GRAIN = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """A facilitator who is logged in, with the pair that opens their keys. It exists while a request is
    answered, and nowhere else.
    """

    ref: str
    facilitator_id: int
    name: str
    pair: Pair


@dataclass(frozen=True)
class Listed:
    """A session as its facilitator sees it in a list."""

    ref: str
    started: datetime.datetime
    seen: datetime.datetime


def begin(store: Store, facilitator_id: int, private: bytes, token: bytes) -> None:
    """Begins a session: the row keeps a hash of the token, and the private key boxed under it. Only
    the cookie has the token.
    """
    now = store.clock.now()
    with store.write() as connection:
        connection.execute(
            insert(sessions).values(
                ref=new_ref(),
                facilitator=facilitator_id,
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
                sessions.c.facilitator,
                sessions.c.boxed_key,
                sessions.c.started,
                sessions.c.seen,
                facilitators.c.name,
                facilitators.c.public_key,
            )
            .join(facilitators, facilitators.c.id == sessions.c.facilitator)
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
    return Session(row.ref, row.facilitator, row.name, pair)


def end(store: Store, token: bytes) -> None:
    """Ends the session of a token. Nothing happens if there is none."""
    with store.write() as connection:
        connection.execute(
            delete(sessions).where(sessions.c.token == crypto.fingerprint(token, "session"))
        )


def of(store: Store, facilitator_id: int) -> list[Listed]:
    """The sessions of a facilitator that still run, newest first."""
    now = store.clock.now()
    with store.read() as connection:
        rows = connection.execute(
            select(sessions.c.ref, sessions.c.started, sessions.c.seen)
            .where(sessions.c.facilitator == facilitator_id)
            .order_by(sessions.c.id.desc())
        ).all()
    return [
        Listed(row.ref, row.started, row.seen)
        for row in rows
        if not retention.session_is_over(row.started, row.seen, now)
    ]


def revoke(store: Store, facilitator_id: int, refs: list[str]) -> None:
    """Ends sessions of a facilitator by their names in the list."""
    with store.write() as connection:
        connection.execute(
            delete(sessions).where(
                sessions.c.facilitator == facilitator_id, sessions.c.ref.in_(refs)
            )
        )


def locked_until(store: Store, throttle_key: bytes) -> datetime.datetime | None:
    """Until when log-in under a throttle key must wait; None if it need not."""
    with store.read() as connection:
        until = connection.execute(
            select(login_throttles.c.not_before).where(
                login_throttles.c.throttle_key == throttle_key
            )
        ).scalar_one_or_none()
    return until if until is not None and until > store.clock.now() else None


def record_failure(store: Store, throttle_key: bytes) -> None:
    """Counts a wrong log-in under a throttle key and makes the next one wait."""
    now = store.clock.now()
    with store.write() as connection:
        failures = connection.execute(
            upsert_increment(connection.dialect.name, login_throttles, "failures").returning(
                login_throttles.c.failures
            ),
            {"throttle_key": throttle_key, "not_before": now, "failures": 1},
        ).scalar_one()
        connection.execute(
            update(login_throttles)
            .where(login_throttles.c.throttle_key == throttle_key)
            .values(not_before=now + login_throttle.lockout_after(failures))
        )


def clear_failures(store: Store, throttle_key: bytes) -> None:
    """Forgets the wrong log-ins of a throttle key."""
    with store.write() as connection:
        connection.execute(
            delete(login_throttles).where(login_throttles.c.throttle_key == throttle_key)
        )
