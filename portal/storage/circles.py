"""Facilitators, and the circle whose key opens what people wrote."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal import crypto
from portal.crypto import Pair
from portal.storage.engine import Store
from portal.storage.tables import (
    circle_members,
    circles,
    facilitators,
    messages,
    sessions,
    submissions,
)

EVERYONE = "everyone"
BATCH = 200
# Built once: to build a statement costs more than to run it.
CURRENT = (
    select(circles.c.id, circles.c.public_key)
    .where(circles.c.name == EVERYONE, circles.c.successor.is_(None))
    .where(
        select(circle_members.c.facilitator).where(circle_members.c.circle == circles.c.id).exists()
    )
    .order_by(circles.c.id.desc())
)
IN_USE = (
    select(circles.c.id)
    .where(circles.c.id == bindparam("circle"), circles.c.successor.is_(None))
    .with_for_update(read=True)
)


class KeyRotated(Exception):
    """The circle got a new key since these words were sealed; seal them once more."""


class NameTaken(Exception):
    """There is a facilitator of this name already."""


@dataclass(frozen=True)
class Circle:
    """A circle of facilitators: its number, and the public key that words are sealed to (32 bytes)."""

    id: int
    public_key: bytes


@dataclass(frozen=True)
class Facilitator:
    """A person who reads and answers. ``locked_key`` is their private key under their passphrase."""

    id: int
    name: str
    public_key: bytes
    locked_key: bytes


def current(store: Store) -> Circle | None:
    """The circle that words are sealed to now; None while nobody is there to read."""
    with store.read() as connection:
        row = connection.execute(CURRENT).first()
    return Circle(row.id, row.public_key) if row else None


def lock_current(connection: Connection, circle: int) -> None:
    """Makes sure that a circle's key is still the one in use, until this transaction ends. Raises
    ``KeyRotated``.
    """
    found = connection.execute(IN_USE, {"circle": circle}).one_or_none()
    if found is None:
        raise KeyRotated


def all_facilitators(store: Store) -> list[Facilitator]:
    """Everyone who may read, by name."""
    with store.read() as connection:
        rows = connection.execute(
            select(
                facilitators.c.id,
                facilitators.c.name,
                facilitators.c.public_key,
                facilitators.c.locked_key,
            ).order_by(facilitators.c.name)
        )
        return [Facilitator(row.id, row.name, row.public_key, row.locked_key) for row in rows]


def facilitator_by_name(store: Store, name: str) -> Facilitator | None:
    """One facilitator by name, or None."""
    return next((found for found in all_facilitators(store) if found.name == name), None)


def circle_keys(store: Store, facilitator_id: int, pair: Pair) -> dict[int, Pair]:
    """The circle keys that a facilitator holds, by circle, opened with their own pair. Raises
    ``crypto.Closed``.
    """
    with store.read() as connection:
        rows = connection.execute(
            select(circles.c.id, circles.c.public_key, circle_members.c.sealed_key)
            .join(circle_members, circle_members.c.circle == circles.c.id)
            .where(circle_members.c.facilitator == facilitator_id)
        ).all()
    return {
        row.id: Pair(row.public_key, crypto.open_with(pair.private, row.sealed_key)) for row in rows
    }


def add_facilitator(
    store: Store, name: str, public: bytes, locked: bytes, circle_keys: dict[int, Pair] | None
) -> None:
    """Adds a facilitator. ``circle_keys`` are those of the facilitator who lets them in; None begins
    a circle with this one alone.

    Raises ``NameTaken``.
    """
    today = store.clock.today()
    try:
        with store.write() as connection:
            number = connection.execute(
                insert(facilitators)
                .values(name=name, public_key=public, locked_key=locked, added_on=today)
                .returning(facilitators.c.id)
            ).scalar_one()
            _let_in(connection, number, public, circle_keys, today)
    except IntegrityError as error:
        raise NameTaken(name) from error


def reset_facilitator(
    store: Store,
    facilitator_id: int,
    public: bytes,
    locked: bytes,
    circle_keys: dict[int, Pair] | None,
) -> None:
    """Gives a facilitator a new pair and passphrase, and ends their sessions.

    ``circle_keys`` are those of another facilitator. None means that nobody else holds them: a new
    circle begins, and what was sealed before can be opened with codes alone.
    """
    with store.write() as connection:
        connection.execute(
            update(facilitators)
            .where(facilitators.c.id == facilitator_id)
            .values(public_key=public, locked_key=locked)
        )
        connection.execute(
            delete(circle_members).where(circle_members.c.facilitator == facilitator_id)
        )
        connection.execute(delete(sessions).where(sessions.c.facilitator == facilitator_id))
        _let_in(connection, facilitator_id, public, circle_keys, store.clock.today())


def remove_facilitator(store: Store, facilitator_id: int) -> None:
    """Takes a facilitator out, with sessions and keys, and gives the circle a new key that only the
    others hold.

    What was written before is still sealed to the old key until ``reseal`` has gone through it.
    """
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.facilitator == facilitator_id))
        connection.execute(
            delete(circle_members).where(circle_members.c.facilitator == facilitator_id)
        )
        connection.execute(delete(facilitators).where(facilitators.c.id == facilitator_id))
        _begin_circle(connection, store.clock.today())


def reseal(store: Store, circle_keys: dict[int, Pair]) -> int:
    """Seals everything that lies under an old circle key to the key in use now, in batches; may be
    stopped and begun again.

    ``circle_keys`` are those of a facilitator who holds both. Gives how many envelopes were moved;
    old keys that nothing needs any more are thrown away.
    """
    moved = 0
    newest = current(store)
    while newest is not None:
        done = sum(_batch(store, table, circle_keys, newest) for table in (submissions, messages))
        moved += done
        if not done:
            break
    with store.write() as connection:
        needed = select(submissions.c.circle).union(select(messages.c.circle))
        old = select(circles.c.id).where(
            circles.c.successor.is_not(None), circles.c.id.not_in(needed)
        )
        connection.execute(delete(circle_members).where(circle_members.c.circle.in_(old)))
    return moved


def reseal_pending(store: Store) -> bool:
    """Whether something still lies under an old key that a facilitator holds: ``reseal`` was stopped, or
    has to run.
    """
    with store.read() as connection:
        old = (
            select(circles.c.id)
            .join(circle_members, circle_members.c.circle == circles.c.id)
            .where(circles.c.successor.is_not(None))
        )
        return any(
            connection.execute(select(table.c.id).where(table.c.circle.in_(old)).limit(1)).first()
            for table in (submissions, messages)
        )


def _batch(store: Store, table: Table, circle_keys: dict[int, Pair], newest: Circle) -> int:
    with store.write() as connection:
        rows = connection.execute(
            select(table.c.id, table.c.circle, table.c.envelope)
            .where(table.c.circle != newest.id, table.c.circle.in_(list(circle_keys)))
            .limit(BATCH)
            .with_for_update()
        ).all()
        for row in rows:
            connection.execute(
                update(table)
                .where(table.c.id == row.id)
                .values(
                    circle=newest.id,
                    envelope=crypto.reseal(
                        row.envelope, circle_keys[row.circle], newest.public_key
                    ),
                )
            )
        return len(rows)


def _let_in(
    connection: Connection,
    facilitator_id: int,
    public: bytes,
    circle_keys: dict[int, Pair] | None,
    today: datetime.date,
) -> None:
    if circle_keys is None:
        _begin_circle(connection, today)
    for circle, pair in (circle_keys or {}).items():
        connection.execute(
            insert(circle_members).values(
                circle=circle,
                facilitator=facilitator_id,
                sealed_key=crypto.seal_to(public, pair.private),
            )
        )


def _begin_circle(connection: Connection, today: datetime.date) -> None:
    """A circle with a new key, sealed to every facilitator there is; it takes the place of the one
    before.
    """
    pair = crypto.pair()
    number = connection.execute(
        insert(circles)
        .values(name=EVERYONE, public_key=pair.public, made_on=today, successor=None)
        .returning(circles.c.id)
    ).scalar_one()
    connection.execute(
        update(circles)
        .where(circles.c.name == EVERYONE, circles.c.id != number)
        .values(successor=number)
    )
    for row in connection.execute(select(facilitators.c.id, facilitators.c.public_key)).all():
        connection.execute(
            insert(circle_members).values(
                circle=number,
                facilitator=row.id,
                sealed_key=crypto.seal_to(row.public_key, pair.private),
            )
        )
