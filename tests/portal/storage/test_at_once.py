"""Two things at one moment: messages to one record, a reader who goes while somebody writes,
processes that start together.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal import crypto, sealed_store
from portal.domain.submissions import Sealed
from portal.staff import accounts
from portal.storage import circles, submissions
from portal.storage import groups as places
from portal.storage.engine import Unavailable
from portal.storage.tables import groups as groups
from portal.storage.tables import messages
from portal.storage.tables import submissions as kept
from tests.harness.databases import People, together

PAIRS, PROCESSES, GROUPS = 60, 4, 100


def test_a_host_and_a_person_may_write_at_the_same_moment(people: People) -> None:
    people.reader("anna")
    _, keys = people.write("A clock is late.")
    record, together = people.found(keys), threading.Barrier(2, timeout=60)

    def write(by_host: bool) -> list[bool]:
        kept = []
        for _ in range(PAIRS):
            together.wait()
            kept.append(
                sealed_store.add_message(
                    people.site_context, record, "hello", crypto.token(), by_host=by_host
                )
            )
        return kept

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(write, (True, False))) == [[True] * PAIRS] * 2
    assert len(people.rows(messages)) == 2 * PAIRS


def test_a_write_under_way_is_waited_for_and_sealed_anew_when_a_reader_goes(people: People) -> None:
    words, held = people.reader("anna")
    _, had = people.reader("ben", held)
    _, keys = people.write("A clock is late.")
    record, circle = people.found(keys), circles.current(people.store)
    assert circle is not None
    removing = threading.Thread(target=accounts.remove, args=(people.context, "ben", held))
    sealed = Sealed(
        circle.id, crypto.seal(b'"under way"', f"{record.ref}/person", [circle.public_key])
    )
    with people.store.write() as connection:
        submissions.written(people.store, record, crypto.token(), sealed, by_host=False)(connection)
        removing.start()
        time.sleep(0.4)
        assert circles.current(people.store) == circle, (
            "the circle was replaced under the hands of somebody who writes"
        )
    removing.join()
    record, now = people.found(keys), people.keys("anna", words)
    assert sealed_store.thread(people.site_context, record, now)[-1].text == "under way"
    assert (
        sealed_store.thread(
            people.site_context, record, {number: had[old] for number in now for old in had}
        )[-1].text
        == sealed_store.LOST
    )


def test_a_group_that_another_process_found_gone_takes_nobody_until_it_is_back(
    people: People,
) -> None:
    people.reader("anna")
    group = people.site_context.group("carers")
    assert group is not None
    places.sync_capacities(people.store, {}, people.now)
    with pytest.raises(Unavailable):
        people.ask(group, "carers")
    assert people.rows(kept) == [] and people.rows(groups) == []
    places.sync_capacities(people.store, {"carers": 10}, people.now)
    _, keys = people.ask(group, "carers")
    assert people.found(keys).state == "seated"


def test_processes_that_start_together_wait_for_nobody_for_ever(people: People) -> None:
    begun = together(
        people.folder,
        people.env,
        PROCESSES,
        first="context = AppContext.made(config)",
        then=f"groups.sync_capacities(context.store, {{f'group-{{n}}': 5 for n in range({GROUPS})}}, context.clock.now())",
    )
    assert begun == [("", 0)] * PROCESSES
    assert len(people.rows(groups)) == GROUPS


def test_content_that_comes_and_goes_in_two_processes_at_once_ends_in_one_state(
    people: People,
) -> None:
    people.reader("anna")
    slugs = {f"group-{number}": 5 for number in range(20)}
    places.sync_capacities(people.store, slugs, people.now)
    together = threading.Barrier(2, timeout=60)

    def begin(backwards: bool) -> None:
        for number in range(10):
            together.wait()
            known = dict(sorted(slugs.items(), reverse=backwards)) if number % 2 else {}
            places.sync_capacities(people.store, known, people.now)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(begin, (True, False)))
    assert len(people.rows(groups)) == len(slugs) and {
        row.gone_on for row in people.rows(groups)
    } == {None}
