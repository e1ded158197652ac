"""Everything that is kept has an end: each rule with a moved clock, on both engines."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml

from portal import crypto, sealed_store
from portal.domain import retention
from portal.domain.seats import Transition
from portal.domain.submissions import Submission
from portal.storage import groups as places
from portal.storage import rate_limits, sessions, submissions
from portal.storage.tables import counters, login_throttles, messages
from portal.storage.tables import groups as groups
from portal.storage.tables import sessions as rows
from portal.storage.tables import submissions as kept
from tests.harness.databases import START, People
from tests.harness.paths import ROOT

CASES = yaml.safe_load((ROOT / "tests/portal/cases/retention.yml").read_text(encoding="utf-8"))
WISHES = {
    "paused": [Transition.PAUSE],
    "left": [Transition.LEAVE],
    "declined": [Transition.DECLINE],
}
DAY = datetime.timedelta(days=1)


def test_every_state_of_a_request_has_a_case() -> None:
    from portal.domain.seats import State

    assert {case["state"] for case in CASES if case["record"] == "request"} == set(State)


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_a_record_is_there_until_its_last_day_and_gone_the_day_after(
    people: People, case: dict[str, Any]
) -> None:
    people.begin_circle()
    places.sync_capacities(people.store, {"carers": 10}, people.now)
    record, keys = _brought_about(people, case)
    if case.get("group_gone"):
        _at(people, case["group_gone"])
        places.sync_capacities(people.store, {}, people.now)
    if "later" in case:
        _at(people, case["later"])
        _done_later(people, record, case["does"])
    if case["kept"] == "never ends":
        people.move(days=4000)
        submissions.purge(people.store)
        assert submissions.by_ref(people.store, record.ref) is not None
        return
    _at(people, case["kept"])
    submissions.purge(people.store)
    assert submissions.by_ref(people.store, record.ref) is not None, "gone too early"
    people.move(days=1)
    assert submissions.by_ref(people.store, record.ref) is None, (
        "past its end, and found all the same, before any purge"
    )
    assert submissions.by_lookup(people.store, keys) is None
    assert submissions.purge(people.store).submissions == 1
    assert people.rows(kept) == [row for row in people.rows(kept) if row.ref != record.ref]
    assert people.rows(messages) == []


def _brought_about(people: People, case: dict[str, Any]) -> tuple[Submission, bytes]:
    state = case.get("state", "")
    if case["record"] == "note":
        _code, keys = people.write("A clock is late.", reply=case["reply"])
        lookup = keys.lookup
        record = people.found(keys)
        if state == "closed":
            submissions.mark_done(people.store, record)
        return record, lookup
    group = people.site_context.group("carers")
    assert group is not None
    crowd = group.capacity if state in {"waiting", "offered", "passed"} else 0
    others = [people.ask(group, "carers", f"Other {n}")[1] for n in range(crowd)]
    _code, keys = people.ask(group, "carers")
    record = people.found(keys)
    for wish in WISHES.get(state, []):
        assert places.apply_transition(people.store, record.ref, "carers", wish)
    if state in {"offered", "passed"}:
        assert places.apply_transition(
            people.store, people.found(others[0]).ref, "carers", Transition.LEAVE
        )
        submissions.delete_submission(people.store, people.found(others[0]))
    if state == "passed":
        assert places.apply_transition(people.store, record.ref, "carers", Transition.LAPSE)
    record = people.found(keys)
    assert record.state == state
    return record, keys.lookup


def _done_later(people: People, record: Submission, does: str) -> None:
    if does == "look":
        submissions.mark_seen_by_person(people.store, record)
    elif does == "close":
        submissions.mark_done(people.store, record)
    else:
        assert sealed_store.add_message(
            people.site_context, record, "hello", crypto.token(), by_host=does == "reply"
        )


def _at(people: People, day: datetime.date) -> None:
    people.set(START + (day - START.date()) * 1)


def test_a_purge_passes_on_the_places_of_those_it_takes_away(people: People) -> None:
    people.begin_circle()
    places.sync_capacities(people.store, {"carers": 10}, people.now)
    group = people.site_context.group("carers")
    assert group is not None
    keys = [people.ask(group, "carers", f"Person {n}")[1] for n in range(group.capacity + 2)]
    places.apply_transition(people.store, people.found(keys[0]).ref, "carers", Transition.LEAVE)
    assert people.found(keys[group.capacity]).state == "offered"
    people.move(days=60)
    submissions.mark_seen_by_person(people.store, people.found(keys[-1]))
    people.move(days=40)
    submissions.purge(people.store)
    counts = places.seat_counts(people.store, "carers")
    assert (counts.taken, counts.waiting) == (group.capacity, 0)
    assert people.found(keys[-1]).state == "offered", (
        "the place of the offer that ended went to the one who still looks"
    )


def test_a_group_that_comes_back_keeps_its_people(people: People) -> None:
    people.begin_circle()
    places.sync_capacities(people.store, {"carers": 10}, people.now)
    group = people.site_context.group("carers")
    assert group is not None
    _code, keys = people.ask(group, "carers")
    places.sync_capacities(people.store, {}, people.now)
    assert people.found(keys).ends_on == START.date() + retention.GROUP_GONE_DAYS * DAY
    people.move(days=20)
    places.sync_capacities(people.store, {"carers": 10}, people.now)
    assert people.found(keys).ends_on is None
    places.sync_capacities(people.store, {}, people.now)
    people.move(days=31)
    submissions.purge(people.store)
    assert people.rows(kept) == []
    assert people.rows(groups) == []


def test_sessions_counters_and_slowed_lanes_end(people: People) -> None:
    people.begin_circle()
    sessions.begin(people.store, 1, crypto.pair().private, b"t" * 32)
    for _ in range(5):
        sessions.record_failure(people.store, b"lane")
    rate_limits.count_in_own_transaction(people.store, "code")
    submissions.purge(people.store)
    assert [len(people.rows(table)) for table in (rows, login_throttles, counters)] == [1, 1, 1]
    people.move(hours=0.6)
    submissions.purge(people.store)
    assert [len(people.rows(table)) for table in (rows, login_throttles, counters)] == [0, 1, 1]
    people.move(hours=25)
    submissions.purge(people.store)
    assert [len(people.rows(table)) for table in (rows, login_throttles, counters)] == [0, 0, 1]
    people.move(hours=25)
    submissions.purge(people.store)
    assert people.rows(counters) == []


@pytest.mark.parametrize(
    ("idle", "whole", "over"), [(29, 29, False), (31, 31, True), (1, 719, False), (1, 721, True)]
)
def test_a_session_ends_after_half_an_hour_unused_or_half_a_day(
    idle: int, whole: int, over: bool
) -> None:
    now = START
    minute = datetime.timedelta(minutes=1)
    assert retention.session_is_over(now - whole * minute, now - idle * minute, now) is over
