"""Several processes, builds of several ages: the newest build decides which groups there are and
what room they have, in whatever order the processes come.
"""

from __future__ import annotations

import datetime

from portal.domain.submissions import Sealed, new_ref
from portal.storage import groups
from portal.storage.groups import NewRequest, sync_capacities
from portal.storage.tables import facts
from portal.storage.tables import places as group_rows
from tests.harness.databases import START, Ground, together

HOUR = datetime.timedelta(hours=1)
EARLIER, LATER = START - HOUR, START
OLD, NEW = {"carers": 10, "gone-since": 5}, {"carers": 1, "new-since": 5}


def standing(ground: Ground) -> dict[str, bool]:
    """Every group that has a row, and whether it is on the site."""
    return {row.slug: row.gone_on is None for row in ground.rows(group_rows)}


def two_wait(ground: Ground) -> None:
    circle = ground.begin_circle()
    for number in range(2):
        new = NewRequest(
            "carers", bytes([number]) * 32, b"k" * 32, 1, 0, Sealed(circle.id, b"words"), new_ref()
        )
        assert groups.add_request(ground.store, new) == "waiting"


def test_a_newer_build_takes_the_place_of_an_older_one(ground: Ground) -> None:
    assert sync_capacities(ground.store, {**OLD, "carers": 0}, EARLIER)
    two_wait(ground)
    assert sync_capacities(ground.store, NEW, LATER)
    assert standing(ground) == {"carers": True, "gone-since": False, "new-since": True}
    assert groups.seat_counts(ground.store, "carers").taken == 1


def test_an_older_build_changes_nothing(ground: Ground) -> None:
    assert sync_capacities(ground.store, {**NEW, "carers": 0}, LATER)
    two_wait(ground)
    before = ground.rows(group_rows), ground.rows(facts)
    assert not sync_capacities(ground.store, OLD, EARLIER)
    assert (ground.rows(group_rows), ground.rows(facts)) == before


def test_the_same_build_may_come_again(ground: Ground) -> None:
    """A process that starts anew, and two builds in one second."""
    assert sync_capacities(ground.store, NEW, LATER)
    assert sync_capacities(ground.store, NEW, LATER)


def test_a_build_from_the_future_keeps_no_later_one_out(ground: Ground) -> None:
    assert sync_capacities(ground.store, OLD, START + 1000 * HOUR)
    ground.move(hours=1)
    assert sync_capacities(ground.store, NEW, START + HOUR)
    assert standing(ground)["gone-since"] is False


def test_builds_that_come_at_once_end_with_the_newest(ground: Ground) -> None:
    """Each of eight processes has a build of its own age; the newest is the one with eight groups."""
    (ground.folder / "age").mkdir()
    done = together(
        ground.folder,
        ground.env,
        8,
        first=(
            "import datetime; context = AppContext.made(config); "
            "ages = here.parent / 'age'; age = 1\n"
            "while True:\n"
            "    try: (ages / str(age)).touch(exist_ok=False); break\n"
            "    except FileExistsError: age += 1"
        ),
        then=(
            "groups.sync_capacities(context.store, {f'group-{n}': 5 for n in range(age)}, "
            "context.clock.now() - datetime.timedelta(hours=9 - age))"
        ),
    )
    assert done == [("", 0)] * 8
    assert standing(ground) == {f"group-{n}": True for n in range(8)}
    newest = {row.name: row.value for row in ground.rows(facts)}[groups.NEWEST_BUILD]
    assert int.from_bytes(newest, "big") == int((START - HOUR).timestamp())
