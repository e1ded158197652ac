"""Several processes, builds of several ages: the newest build decides which groups are gone and what
room they have, in whatever order the processes come. An older one that is served again takes nothing
away, and nothing of its own is taken from it.
"""

from __future__ import annotations

import datetime

from portal.crypto import new_ref
from portal.domain.submissions import Sealed
from portal.storage import groups, submissions
from portal.storage.groups import NewRequest, sync_capacities
from portal.storage.tables import facts
from portal.storage.tables import groups as group_rows
from portal.storage.tables import submissions as kept
from tests.harness.databases import START, CopyDatabase, together

HOUR = datetime.timedelta(hours=1)
EARLIER, LATER = START - HOUR, START
OLD, NEW = {"carers": 10, "gone-since": 5}, {"carers": 1, "new-since": 5}


def standing(database: CopyDatabase) -> dict[str, bool]:
    """Every group that has a row, and whether it is on the site."""
    return {row.slug: row.gone_on is None for row in database.rows(group_rows)}


def two_wait(database: CopyDatabase) -> None:
    circle = database.begin_circle()
    for number in range(2):
        new = NewRequest(
            "carers", bytes([number]) * 32, b"k" * 32, 1, 0, Sealed(circle.id, b"words"), new_ref()
        )
        assert groups.add_request(database.store, new) == "waiting"


def test_a_newer_build_takes_the_place_of_an_older_one(database: CopyDatabase) -> None:
    assert sync_capacities(database.store, {**OLD, "carers": 0}, EARLIER)
    two_wait(database)
    assert sync_capacities(database.store, NEW, LATER)
    assert standing(database) == {"carers": True, "gone-since": False, "new-since": True}
    assert groups.seat_counts(database.store, "carers").taken == 1


def test_an_older_build_takes_nothing_away_and_gives_no_seats(database: CopyDatabase) -> None:
    assert sync_capacities(database.store, {**NEW, "carers": 0}, LATER)
    two_wait(database)
    before = database.rows(facts)
    assert not sync_capacities(database.store, OLD, EARLIER)
    assert standing(database) == {"carers": True, "gone-since": True, "new-since": True}
    counts = groups.seat_counts(database.store, "carers")
    assert (counts.taken, counts.waiting) == (0, 2)
    assert database.rows(facts) == before, "and the newest build stays known"


def test_a_build_that_is_put_back_keeps_the_people_of_its_groups(database: CopyDatabase) -> None:
    """Somebody has a seat; a build without the group is served; the one before is put back."""
    assert sync_capacities(database.store, OLD, EARLIER)
    circle, ref = database.begin_circle(), new_ref()
    seated = NewRequest("gone-since", b"l" * 32, b"k" * 32, 1, 5, Sealed(circle.id, b"words"), ref)
    assert groups.add_request(database.store, seated) == "seated"
    assert sync_capacities(database.store, NEW, LATER)
    assert [row.ends_on is None for row in database.rows(kept)] == [False]
    assert not sync_capacities(database.store, OLD, EARLIER)
    assert [row.ends_on for row in database.rows(kept)] == [None], "kept as long as the seat"
    database.move(days=40)
    submissions.purge(database.store)
    assert submissions.by_ref(database.store, ref) is not None


def test_a_group_of_an_older_build_takes_requests(database: CopyDatabase) -> None:
    """Its row was never made, or was purged: the page says that places are open."""
    assert sync_capacities(database.store, NEW, LATER)
    sync_capacities(database.store, {**NEW, "fresh": 5}, EARLIER)
    circle = database.begin_circle()
    new = NewRequest("fresh", b"l" * 32, b"k" * 32, 1, 5, Sealed(circle.id, b"words"), new_ref())
    assert groups.add_request(database.store, new) == "seated"


def test_the_same_build_may_come_again(database: CopyDatabase) -> None:
    """A process that starts anew, and two builds in one second."""
    assert sync_capacities(database.store, NEW, LATER)
    assert sync_capacities(database.store, NEW, LATER)


def test_a_build_from_the_future_keeps_no_later_one_out(database: CopyDatabase) -> None:
    assert sync_capacities(database.store, OLD, START + 1000 * HOUR)
    database.move(hours=1)
    assert sync_capacities(database.store, NEW, START + HOUR)
    assert standing(database)["gone-since"] is False


def test_builds_that_come_at_once_end_with_the_newest(database: CopyDatabase) -> None:
    """Each of four processes has a build of its own age; the newest is the one with four groups."""
    (database.folder / "age").mkdir()
    done = together(
        database.folder,
        database.env,
        4,
        first=(
            "import datetime; context = AppContext.made(config); "
            "ages = ready.parent / 'age'; age = 1\n"
            "while True:\n"
            "    try: (ages / str(age)).touch(exist_ok=False); break\n"
            "    except FileExistsError: age += 1"
        ),
        then=(
            "groups.sync_capacities(context.store, {f'group-{n}': 5 for n in range(age)}, "
            "context.clock.now() - datetime.timedelta(hours=5 - age))"
        ),
    )
    assert done == [("", 0)] * 4
    assert standing(database) == {f"group-{n}": True for n in range(4)}
    newest = {row.name: row.value for row in database.rows(facts)}[groups.NEWEST_BUILD]
    assert int.from_bytes(newest, "big") == int((START - HOUR).timestamp())
