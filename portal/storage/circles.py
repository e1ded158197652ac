"""Readers, and the circle whose key opens what people wrote."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal import crypto
from portal.crypto import Pair
from portal.storage.engine import Store
from portal.storage.tables import circles, members, messages, readers, records, sessions

EVERYONE = "everyone"
BATCH = 200
# Built once: to build a statement costs more than to run it.
CURRENT = (
    select(circles.c.id, circles.c.public_key)
    .where(circles.c.name == EVERYONE, circles.c.successor.is_(None))
    .where(select(members.c.reader).where(members.c.circle == circles.c.id).exists())
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
    """There is a reader of this name already."""


@dataclass(frozen=True)
class Circle:
    """A circle of readers: its number, and the public key that words are sealed to (32 bytes)."""

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
    ``Replaced``.
    """
    found = connection.execute(IN_USE, {"circle": circle}).one_or_none()
    if found is None:
        raise KeyRotated


def all_facilitators(store: Store) -> list[Facilitator]:
    """Everyone who may read, by name."""
    with store.read() as connection:
        rows = connection.execute(
            select(
                readers.c.id, readers.c.name, readers.c.public_key, readers.c.locked_key
            ).order_by(readers.c.name)
        )
        return [Facilitator(row.id, row.name, row.public_key, row.locked_key) for row in rows]


def facilitator_by_name(store: Store, name: str) -> Facilitator | None:
    """One reader by name."""
    return next((found for found in all_facilitators(store) if found.name == name), None)


def circle_keys(store: Store, reader_id: int, pair: Pair) -> dict[int, Pair]:
    """The circle keys that a reader holds, by circle, opened with the reader's own pair. Raises
    ``crypto.Closed``.
    """
    with store.read() as connection:
        rows = connection.execute(
            select(circles.c.id, circles.c.public_key, members.c.sealed_key)
            .join(members, members.c.circle == circles.c.id)
            .where(members.c.reader == reader_id)
        ).all()
    return {
        row.id: Pair(row.public_key, crypto.open_with(pair.private, row.sealed_key)) for row in rows
    }


def add_facilitator(
    store: Store, name: str, public: bytes, locked: bytes, held: dict[int, Pair] | None
) -> None:
    """Adds a reader. ``held`` are the circle keys of the reader who lets them in; None begins a
    circle with this one alone.

    Raises ``Taken``.
    """
    today = store.clock.today()
    try:
        with store.write() as connection:
            number = connection.execute(
                insert(readers)
                .values(name=name, public_key=public, locked_key=locked, added_on=today)
                .returning(readers.c.id)
            ).scalar_one()
            _let_in(connection, number, public, held, today)
    except IntegrityError as error:
        raise NameTaken(name) from error


def reset_facilitator(
    store: Store, reader_id: int, public: bytes, locked: bytes, held: dict[int, Pair] | None
) -> None:
    """Gives a reader a new pair and passphrase, and ends their sessions.

    ``held`` are the circle keys of another reader. None means that nobody else holds them: a new
    circle begins, and what was sealed before can be opened with codes alone.
    """
    with store.write() as connection:
        connection.execute(
            update(readers)
            .where(readers.c.id == reader_id)
            .values(public_key=public, locked_key=locked)
        )
        connection.execute(delete(members).where(members.c.reader == reader_id))
        connection.execute(delete(sessions).where(sessions.c.reader == reader_id))
        _let_in(connection, reader_id, public, held, store.clock.today())


def remove_facilitator(store: Store, reader_id: int) -> None:
    """Takes a reader out, with sessions and keys, and gives the circle a new key that only the
    others hold.

    What was written before is still sealed to the old key until ``reseal`` has gone through it.
    """
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.reader == reader_id))
        connection.execute(delete(members).where(members.c.reader == reader_id))
        connection.execute(delete(readers).where(readers.c.id == reader_id))
        _begin_circle(connection, store.clock.today())


def reseal(store: Store, held: dict[int, Pair]) -> int:
    """Seals everything that lies under an old circle key to the key in use now, in batches; may be
    stopped and begun again.

    ``held`` are the circle keys of a reader who holds both. Gives how many envelopes were moved;
    old keys that nothing needs any more are thrown away.
    """
    moved = 0
    newest = current(store)
    while newest is not None:
        done = sum(_batch(store, table, held, newest) for table in (records, messages))
        moved += done
        if not done:
            break
    with store.write() as connection:
        needed = select(records.c.circle).union(select(messages.c.circle))
        old = select(circles.c.id).where(
            circles.c.successor.is_not(None), circles.c.id.not_in(needed)
        )
        connection.execute(delete(members).where(members.c.circle.in_(old)))
    return moved


def reseal_pending(store: Store) -> bool:
    """Whether something still lies under an old key that a reader holds: ``reseal`` was stopped, or
    has to run.
    """
    with store.read() as connection:
        old = (
            select(circles.c.id)
            .join(members, members.c.circle == circles.c.id)
            .where(circles.c.successor.is_not(None))
        )
        return any(
            connection.execute(select(table.c.id).where(table.c.circle.in_(old)).limit(1)).first()
            for table in (records, messages)
        )


def _batch(store: Store, table: Table, held: dict[int, Pair], newest: Circle) -> int:
    with store.write() as connection:
        rows = connection.execute(
            select(table.c.id, table.c.circle, table.c.envelope)
            .where(table.c.circle != newest.id, table.c.circle.in_(list(held)))
            .limit(BATCH)
            .with_for_update()
        ).all()
        for row in rows:
            connection.execute(
                update(table)
                .where(table.c.id == row.id)
                .values(
                    circle=newest.id,
                    envelope=crypto.reseal(row.envelope, held[row.circle], newest.public_key),
                )
            )
        return len(rows)


def _let_in(
    connection: Connection,
    reader_id: int,
    public: bytes,
    held: dict[int, Pair] | None,
    today: datetime.date,
) -> None:
    if held is None:
        _begin_circle(connection, today)
    for circle, pair in (held or {}).items():
        connection.execute(
            insert(members).values(
                circle=circle, reader=reader_id, sealed_key=crypto.seal_to(public, pair.private)
            )
        )


def _begin_circle(connection: Connection, today: datetime.date) -> None:
    """A circle with a new key, sealed to every reader there is; it takes the place of the one
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
    for row in connection.execute(select(readers.c.id, readers.c.public_key)).all():
        connection.execute(
            insert(members).values(
                circle=number,
                reader=row.id,
                sealed_key=crypto.seal_to(row.public_key, pair.private),
            )
        )
