"""Seats in groups: who gets one is decided by one statement of the database, alike on both engines
and without a retry.

Each transaction begins by updating the group's row. That is its lock: whatever follows sees the
counts that no other can change. ``taken = seated + paused + offered`` holds after each of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from portal.domain import retention, seats
from portal.domain.seats import HOLDS_A_SEAT, State, Transition
from portal.domain.submissions import REQUEST, Sealed
from portal.storage import circles, rate_limits
from portal.storage.engine import Store, Unavailable, insert_or_ignore, upsert_if_not_less
from portal.storage.tables import facts, groups, submissions


@dataclass(frozen=True)
class SeatCounts:
    """How a group stands: seats taken (seated, paused and offered), and people who wait."""

    taken: int
    waiting: int
    gone_on: datetime.date | None = None


@dataclass(frozen=True)
class NewRequest:
    """A request that is about to be kept. ``capacity`` is how many seats the counting may fill by itself
    (0: everyone waits).
    """

    slug: str
    lookup: bytes
    code_key: bytes
    consent: int
    capacity: int
    sealed: Sealed
    ref: str


NEWEST_BUILD = "newest build"
# Built once: to build a statement costs more than to run it.
HAS_PLACE = and_(groups.c.waiting == 0, groups.c.taken < bindparam("seats"))
COUNTED = (
    update(groups)
    .where(groups.c.slug == bindparam("group"))
    .values(
        next_no=groups.c.next_no + 1,
        taken=groups.c.taken + case((HAS_PLACE, 1), else_=0),
        waiting=groups.c.waiting + case((HAS_PLACE, 0), else_=1),
    )
    .returning(groups.c.next_no, groups.c.waiting)
)
KEPT = insert(submissions)
STANDING = select(groups.c.taken, groups.c.waiting, groups.c.gone_on).where(
    groups.c.slug == bindparam("group")
)


def add_request(store: Store, new: NewRequest) -> State | None:
    """Keeps a request and decides in the same statement whether it is seated or waits. None if the
    same one was kept before.

    Raises ``circles.KeyRotated`` if the words were sealed for a circle whose key has changed meanwhile,
    ``engine.Unavailable``.
    """
    today = store.clock.today()
    try:
        with store.write() as connection:
            row = connection.execute(
                COUNTED, {"group": new.slug, "seats": new.capacity}
            ).one_or_none()
            if row is None:
                raise Unavailable("another process found this group gone")
            state = State.SEATED if row.waiting == 0 else State.WAITING
            circles.lock_current(connection, new.sealed.circle)
            connection.execute(
                KEPT,
                {
                    "ref": new.ref,
                    "kind": REQUEST,
                    "lookup": new.lookup,
                    "code_key": new.code_key,
                    "slug": new.slug,
                    "number": row.next_no,
                    "state": state.value,
                    "until": None,
                    "waits": True,
                    "consent": new.consent,
                    "made_on": today,
                    "touched_on": today,
                    "ends_on": retention.request_ends(state, today),
                    "circle": new.sealed.circle,
                    "envelope": new.sealed.envelope,
                },
            )
            rate_limits.count(connection, "join", store.clock.now())
    except IntegrityError:
        return None
    return state


def sync_capacities(
    store: Store, capacities: Mapping[str, int], built_at: datetime.datetime
) -> bool:
    """Gives each group of a build its row, notes which groups are gone from it, and offers seats
    that became free, all in one transaction.

    Where a newer build was here before, False: an older one that is served again (put back, or from
    a machine whose clock is late) makes the rows of its own groups and brings them back, so that
    nobody in them is purged, and neither notes a group as gone nor offers a seat.

    ``capacities`` are the seats of each group by its slug; 0 where a host alone decides.
    ``built_at`` is the moment of the build; one that lies in the future counts as now, or a machine
    with a wrong clock would keep every later build out.
    """
    now = store.clock.now()
    with store.write() as connection:
        is_newest = _is_newest_build(connection, min(built_at, now))
        known = {
            row.slug: row.gone_on
            for row in connection.execute(select(groups.c.slug, groups.c.gone_on))
        }
        for slug in sorted(capacities.keys() - known.keys()):
            connection.execute(
                insert_or_ignore(connection, groups).values(
                    slug=slug, next_no=0, taken=0, waiting=0, gone_on=None
                )
            )
        for slug, gone in sorted(known.items()):
            if slug in capacities and gone is not None:
                _age(connection, slug, None)
            elif is_newest and slug not in capacities and gone is None:
                _age(connection, slug, now.date())
        # In order: two transactions that lock groups in another order would wait for each other.
        for slug, capacity in sorted(capacities.items()) if is_newest else ():
            _promote(connection, slug, capacity, now)
    return is_newest


def _is_newest_build(connection: Connection, built_at: datetime.datetime) -> bool:
    """Notes the moment of a build unless a later one is known. Whoever notes one has the row locked
    until the transaction ends.
    """
    moment = int(built_at.timestamp()).to_bytes(8, "big")  # bytes compare as the numbers do
    return (
        connection.execute(
            upsert_if_not_less(connection, facts, "value").returning(facts.c.name),
            {"name": NEWEST_BUILD, "value": moment},
        ).one_or_none()
        is not None
    )


def seat_counts(store: Store, slug: str) -> SeatCounts:
    """How a group stands now; nothing taken where it has no row yet."""
    with store.read() as connection:
        row = connection.execute(STANDING, {"group": slug}).one_or_none()
    return SeatCounts(row.taken, row.waiting, row.gone_on) if row else SeatCounts(0, 0)


def apply_transition(
    store: Store,
    ref: str,
    slug: str,
    asked: Transition,
    capacity: int = 0,
    also: Callable[[Connection], None] | None = None,
) -> State | None:
    """Does what a person or a host wishes for a request, with all that follows for the seats. None
    if it cannot be done now.

    ``capacity`` matters for ``Transition.SEAT`` alone: a host seats the lowest waiting number, and only
    where a place is free. ``also`` is done in the same transaction, or not at all. Raises
    ``circles.KeyRotated`` from it.
    """
    try:
        return _wished(store, ref, slug, asked, capacity, also)
    except IntegrityError:
        return None


def _wished(
    store: Store,
    ref: str,
    slug: str,
    asked: Transition,
    capacity: int,
    also: Callable[[Connection], None] | None,
) -> State | None:
    with store.write() as connection:
        row = _lock(connection, slug)
        found = connection.execute(
            select(submissions.c.id, submissions.c.state, submissions.c.number).where(
                submissions.c.ref == ref, submissions.c.slug == slug
            )
        ).one_or_none()
        if row is None or found is None:
            return None
        state = State(found.state)
        then = seats.state_machine.next_state(state, asked)
        if then is None:
            return None
        if (
            asked is Transition.SEAT
            and state is State.WAITING
            and not (
                row.taken < capacity
                and found.number == _first(connection, slug, store.clock.today())
            )
        ):
            return None
        _move(connection, found.id, then, store.clock.today(), row.gone_on)
        _count(connection, slug, state, then)
        if state in HOLDS_A_SEAT and then not in HOLDS_A_SEAT:
            _pass_on(connection, slug, store.clock.today(), row.gone_on)
        if also:
            also(connection)
        return then


def start_offer_clock(store: Store, ref: str, slug: str, *, code_only: bool) -> None:
    """Begins the time of an offer that has none yet: a host told the person, or they opened their
    page for the first time.
    """
    now = store.clock.now()
    with store.write() as connection:
        row = _lock(connection, slug)
        connection.execute(
            update(submissions)
            .where(
                submissions.c.ref == ref,
                submissions.c.state == State.OFFERED.value,
                submissions.c.until.is_(None),
            )
            .values(
                until=seats.offer_ends(now, code_only=code_only),
                touched_on=now.date(),
                ends_on=retention.request_ends(
                    State.OFFERED, now.date(), row.gone_on if row else None
                ),
            )
        )


def promote_waitlist(store: Store, slug: str, capacity: int) -> None:
    """Takes back offers whose time is over, and offers free places to the lowest waiting numbers."""
    now = store.clock.now()
    with store.read() as connection:
        row = connection.execute(
            select(groups.c.taken, groups.c.waiting).where(groups.c.slug == slug)
        ).one_or_none()
        late = connection.execute(_late(slug, now).limit(1)).one_or_none()
    if late is None and (row is None or row.waiting == 0 or row.taken >= capacity):
        return
    with store.write() as connection:
        _promote(connection, slug, capacity, now)


def _promote(connection: Connection, slug: str, capacity: int, now: datetime.datetime) -> None:
    row = _lock(connection, slug)
    if row is None:
        return
    for late in connection.execute(_late(slug, now)).all():
        _move(connection, late.id, State.PASSED, now.date(), row.gone_on)
        _count(connection, slug, State.OFFERED, State.PASSED)
        _pass_on(connection, slug, now.date(), row.gone_on)
    row = _lock(connection, slug)
    for _ in range(min(capacity - row.taken, row.waiting)):
        _pass_on(connection, slug, now.date(), row.gone_on)


def _late(slug: str, now: datetime.datetime) -> Select[Any]:
    return (
        select(submissions.c.id)
        .where(
            submissions.c.slug == slug,
            submissions.c.state == State.OFFERED.value,
            submissions.c.until < now,
        )
        .order_by(submissions.c.number)
    )


def delete_request(
    connection: Connection, submission: int, slug: str, today: datetime.date
) -> None:
    """Deletes a request with its messages and passes its place on. Must come first in its
    transaction.
    """
    row = _lock(connection, slug)
    found = connection.execute(
        select(submissions.c.state).where(submissions.c.id == submission)
    ).one_or_none()
    if found is None or row is None:
        return
    state = State(found.state)
    connection.execute(delete(submissions).where(submissions.c.id == submission))
    _count(connection, slug, state, None)
    if state in HOLDS_A_SEAT:
        _pass_on(connection, slug, today, row.gone_on)


def _lock(connection: Connection, slug: str) -> Any:
    """The group's row, locked until the transaction ends. Must come first in it."""
    return connection.execute(
        update(groups)
        .where(groups.c.slug == slug)
        .values(next_no=groups.c.next_no)
        .returning(groups.c.taken, groups.c.waiting, groups.c.gone_on)
    ).one_or_none()


def _first(connection: Connection, slug: str, today: datetime.date) -> int | None:
    """The lowest waiting number. A request whose time is over, and which is not purged yet, is not
    called any more.
    """
    in_time: ColumnElement[bool] = or_(
        submissions.c.ends_on.is_(None), submissions.c.ends_on >= today
    )
    lowest: int | None = connection.execute(
        select(func.min(submissions.c.number)).where(
            submissions.c.slug == slug, submissions.c.state == State.WAITING.value, in_time
        )
    ).scalar_one()
    return lowest


def _move(
    connection: Connection,
    submission: int,
    then: State,
    today: datetime.date,
    gone: datetime.date | None,
) -> None:
    connection.execute(
        update(submissions)
        .where(submissions.c.id == submission)
        .values(
            state=then.value,
            until=None,
            touched_on=today,
            ends_on=retention.request_ends(then, today, gone),
        )
    )


def _count(connection: Connection, slug: str, state: State, then: State | None) -> None:
    taken = int(then in HOLDS_A_SEAT) - int(state in HOLDS_A_SEAT)
    waiting = int(then is State.WAITING) - int(state is State.WAITING)
    if taken or waiting:
        connection.execute(
            update(groups)
            .where(groups.c.slug == slug)
            .values(taken=groups.c.taken + taken, waiting=groups.c.waiting + waiting)
        )


def _pass_on(
    connection: Connection, slug: str, today: datetime.date, gone: datetime.date | None
) -> None:
    """Offers a free place to the lowest waiting number, if anyone waits. Whoever tells them finds
    it on the hosts' page.
    """
    first = connection.execute(
        select(submissions.c.id).where(
            submissions.c.slug == slug, submissions.c.number == _first(connection, slug, today)
        )
    ).scalar_one_or_none()
    if first is not None:
        _move(connection, first, State.OFFERED, today, gone)
        _count(connection, slug, State.WAITING, State.OFFERED)
        connection.execute(update(submissions).where(submissions.c.id == first).values(waits=True))


def _age(connection: Connection, slug: str, gone: datetime.date | None) -> None:
    """Notes the day on which a group was found gone, or that it is back, and gives its records the
    ends that follow.
    """
    connection.execute(update(groups).where(groups.c.slug == slug).values(gone_on=gone))
    for row in connection.execute(
        select(submissions.c.id, submissions.c.state, submissions.c.touched_on).where(
            submissions.c.slug == slug
        )
    ).all():
        connection.execute(
            update(submissions)
            .where(submissions.c.id == row.id)
            .values(ends_on=retention.request_ends(State(row.state), row.touched_on, gone))
        )
