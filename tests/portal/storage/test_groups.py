"""Places in a group, against a list on paper: whatever people and hosts do in whatever order,
nobody jumps the list.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete

from portal import crypto
from portal.crypto import new_ref
from portal.domain.seats import Transition
from portal.domain.submissions import Sealed
from portal.storage import groups as places
from portal.storage import submissions
from portal.storage.circles import Circle
from portal.storage.groups import NewRequest
from portal.storage.tables import groups as groups
from portal.storage.tables import submissions as requests
from tests.harness.amounts import examples
from tests.harness.databases import CopyDatabase

SLUG = "evening"
HOLDS = {"seated", "paused", "offered"}
# What may be wished for in which state, and what it leads to: written down once more, so that a
# slip in the real table shows.
STEPS = {
    Transition.ACCEPT: {"offered": "seated"},
    Transition.PAUSE: {"seated": "paused"},
    Transition.RESUME: {"paused": "seated"},
    Transition.LEAVE: dict.fromkeys(("waiting", "offered", "seated", "paused"), "left"),
    Transition.DECLINE: dict.fromkeys(("waiting", "offered", "seated", "paused"), "declined"),
}
KEPT_DAYS = {"waiting": 90, "offered": 90, "passed": 90, "declined": 90, "left": 30}


@dataclass
class Person:
    """One line of the list on paper."""

    number: int
    ref: str
    lookup: bytes
    state: str
    touched: datetime.date
    until: datetime.datetime | None = None


class Group(RuleBasedStateMachine):
    """A group as the database has it, and the same group as a list of people."""

    database: CopyDatabase
    circle: Circle

    @initialize(capacity=st.integers(0, 3), crowd=st.integers(0, 5))
    def open_a_group(self, capacity: int, crowd: int) -> None:
        with self.database.store.write() as connection:
            connection.execute(delete(requests))
            connection.execute(delete(groups))
        self.people: list[Person] = []
        self.joined, self.capacity, self.largest, self.gone = 0, capacity, capacity, None
        self.before: dict[int, tuple[str, bool]] = {}
        places.sync_capacities(self.database.store, {SLUG: capacity}, self.database.now)
        for _ in range(crowd):
            self.join()

    # What people do.

    @precondition(lambda self: self.gone is None)
    @rule()
    def join(self) -> None:
        ref, lookup = new_ref(), crypto.token()
        told = places.add_request(self.database.store, self.request(ref, lookup))
        self.joined += 1
        waits = self.among("waiting") or self.taken() >= self.capacity
        self.people.append(
            Person(self.joined, ref, lookup, "waiting" if waits else "seated", self.today)
        )
        assert told == self.people[-1].state

    @precondition(lambda self: self.gone is None and self.people)
    @rule(which=st.integers(0, 50))
    def send_the_same_page_again(self, which: int) -> None:
        assert (
            places.add_request(
                self.database.store, self.request(new_ref(), self.any(self.people, which).lookup)
            )
            is None
        )

    @precondition(lambda self: self.found())
    @rule(which=st.integers(0, 50), wish=st.sampled_from(list(STEPS)))
    def wish(self, which: int, wish: Transition) -> None:
        person = self.any(self.found(), which)
        then = STEPS[wish].get(person.state)
        assert places.apply_transition(self.database.store, person.ref, SLUG, wish) == then
        if then:
            self.put(person, then)

    @precondition(lambda self: self.found())
    @rule(which=st.integers(0, 50))
    def look(self, which: int) -> None:
        person = self.any(self.found(), which)
        record = submissions.by_lookup(self.database.store, person.lookup)
        assert record is not None
        submissions.mark_seen_by_person(self.database.store, record)
        if person.state in {"waiting", "offered"}:
            person.touched = self.today

    @precondition(lambda self: self.found())
    @rule(which=st.integers(0, 50))
    def delete_everything(self, which: int) -> None:
        person = self.any(self.found(), which)
        record = submissions.by_lookup(self.database.store, person.lookup)
        assert record is not None
        submissions.delete_submission(self.database.store, record)
        self.strike(person)

    # What hosts do.

    @precondition(lambda self: self.found())
    @rule(which=st.integers(0, 50))
    def give_a_place(self, which: int) -> None:
        person = self.any(self.found(), which)
        first = min((other.number for other in self.found() if other.state == "waiting"), default=0)
        may = person.state == "offered" or (
            person.state == "waiting" and self.taken() < self.capacity and person.number == first
        )
        assert places.apply_transition(
            self.database.store, person.ref, SLUG, Transition.SEAT, self.capacity
        ) == ("seated" if may else None)
        if may:
            self.put(person, "seated")

    @precondition(lambda self: self.among("offered"))
    @rule(which=st.integers(0, 50), code_only=st.booleans())
    def tell_of_an_offer(self, which: int, code_only: bool) -> None:
        person = self.any(self.among("offered"), which)
        places.start_offer_clock(self.database.store, person.ref, SLUG, code_only=code_only)
        if person.state == "offered" and person.until is None:
            person.until, person.touched = (
                self.database.now + datetime.timedelta(days=7 if code_only else 3),
                self.today,
            )

    # What happens by itself.

    @rule(hours=st.sampled_from([1, 71, 73, 24 * 8, 24 * 29, 24 * 31, 24 * 89]), seen=st.booleans())
    def time_goes_by(self, hours: int, seen: bool) -> None:
        self.database.move(hours=hours)
        # Whose time ran out on this day is no longer called; that is nobody's jump.
        self.remember()
        if seen and self.gone is None:
            places.promote_waitlist(self.database.store, SLUG, self.capacity)
            self.settled()

    @rule()
    def purge(self) -> None:
        over = [person for person in self.people if self.is_over(person)]
        assert submissions.purge(self.database.store).submissions == len(over)
        for person in over:
            self.strike(person)
        if self.gone and not self.people:
            self.joined = 0

    # What happens to the content.

    @precondition(lambda self: self.gone is None)
    @rule(capacity=st.integers(0, 5))
    def change_the_capacity_where_nobody_has_settled_yet(self, capacity: int) -> None:
        self.capacity, self.largest = capacity, max(self.largest, capacity)

    @rule(capacity=st.integers(0, 5))
    def start_again_with_a_capacity(self, capacity: int) -> None:
        self.capacity, self.gone = capacity, None
        self.largest = max(self.largest, capacity)
        places.sync_capacities(self.database.store, {SLUG: capacity}, self.database.now)
        self.settled()

    @rule()
    def take_the_group_off_the_site(self) -> None:
        self.gone = self.gone or self.today
        places.sync_capacities(self.database.store, {}, self.database.now)

    # What always holds.

    @invariant()
    def the_database_says_what_the_list_says(self) -> None:
        rows = sorted(self.database.rows(requests), key=lambda row: row.number)
        assert [
            (row.number, row.state, row.until, row.touched_on, row.ends_on) for row in rows
        ] == [
            (person.number, person.state, person.until, person.touched, self.ends(person))
            for person in self.people
        ]

    @invariant()
    def the_counts_are_exact(self) -> None:
        rows, found = self.database.rows(requests), self.database.rows(groups)
        if not found:
            assert rows == [] and self.gone
            return
        assert found[0].taken == sum(row.state in HOLDS for row in rows)
        assert found[0].waiting == sum(row.state == "waiting" for row in rows)
        assert found[0].next_no == self.joined, "numbers have a gap, or one was given twice"
        assert found[0].taken <= self.largest

    @invariant()
    def nobody_jumps_the_list(self) -> None:
        now = {person.number: person.state for person in self.people}
        called = [
            number
            for number, (state, _over) in self.before.items()
            if state == "waiting" and now.get(number) in {"offered", "seated"}
        ]
        still = [
            number
            for number, (state, over) in self.before.items()
            if state == "waiting" and not over and now.get(number) == "waiting"
        ]
        assert max(called, default=0) < min(still, default=math.inf)
        self.remember()

    # The list on paper.

    @property
    def today(self) -> datetime.date:
        return self.database.now.date()

    def remember(self) -> None:
        self.before = {
            person.number: (person.state, self.is_over(person)) for person in self.people
        }

    def among(self, state: str) -> list[Person]:
        return [person for person in self.people if person.state == state]

    def taken(self) -> int:
        return sum(person.state in HOLDS for person in self.people)

    def ends(self, person: Person) -> datetime.date | None:
        days = KEPT_DAYS.get(person.state)
        ends = [person.touched + datetime.timedelta(days=days)] if days else []
        return min(
            [*ends, *([self.gone + datetime.timedelta(days=30)] if self.gone else [])], default=None
        )

    def is_over(self, person: Person) -> bool:
        ends = self.ends(person)
        return ends is not None and ends < self.today

    def found(self) -> list[Person]:
        return [person for person in self.people if not self.is_over(person)]

    def put(self, person: Person, state: str) -> None:
        held = person.state in HOLDS
        person.state, person.until, person.touched = state, None, self.today
        if held and state not in HOLDS:
            self.offer()

    def strike(self, person: Person) -> None:
        self.people.remove(person)
        if person.state in HOLDS:
            self.offer()

    def offer(self) -> bool:
        first = next((person for person in self.found() if person.state == "waiting"), None)
        if first:
            self.put(first, "offered")
        return first is not None

    def settled(self) -> None:
        for person in self.among("offered"):
            if person.until and person.until < self.database.now:
                self.put(person, "passed")
        while self.taken() < self.capacity and self.offer():
            pass

    def any(self, people: list[Person], which: int) -> Person:
        return people[which % len(people)]

    def request(self, ref: str, lookup: bytes) -> NewRequest:
        person = crypto.pair()
        envelope = crypto.seal(b"words", ref, [self.circle.public_key, person.public])
        return NewRequest(
            SLUG, lookup, person.public, 1, self.capacity, Sealed(self.circle.id, envelope), ref
        )


def test_whose_time_is_over_is_not_called_though_nobody_has_purged_yet(
    database: CopyDatabase,
) -> None:
    machine = type("Group", (Group,), {"database": database, "circle": database.begin_circle()})()
    machine.open_a_group(capacity=1, crowd=1)
    database.move(days=40)
    machine.join()
    database.move(days=60)
    machine.join()
    database.move(days=31)
    machine.remember()
    machine.wish(0, Transition.LEAVE)
    for check in (
        machine.the_database_says_what_the_list_says,
        machine.nobody_jumps_the_list,
        machine.the_counts_are_exact,
    ):
        check()
    assert [person.state for person in machine.people] == ["left", "waiting", "offered"]


def test_a_host_gives_a_free_place_to_the_lowest_number_and_to_nobody_else(
    database: CopyDatabase,
) -> None:
    machine = type("Group", (Group,), {"database": database, "circle": database.begin_circle()})()
    machine.open_a_group(capacity=0, crowd=3)
    machine.change_the_capacity_where_nobody_has_settled_yet(2)
    for which in (1, 2, 0, 2, 1, 2):
        machine.give_a_place(which)
        machine.nobody_jumps_the_list()
    assert [person.state for person in machine.people] == ["seated", "seated", "waiting"]


def test_places_are_given_as_a_list_on_paper_would(
    database: CopyDatabase, request: pytest.FixtureRequest
) -> None:
    few = 50 if database.store.is_sqlite else 15
    machine = type("Group", (Group,), {"database": database, "circle": database.begin_circle()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(request.config, few, 500),
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
