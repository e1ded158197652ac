"""Two hundred people at one moment, twelve places, four server processes: exactly twelve are
seated, on both engines.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.config import Config
from portal.site import AppContext
from portal.staff import accounts
from portal.storage.tables import groups as group_rows
from portal.storage.tables import submissions as kept
from tests.harness.built_copies import copy_layout, write_manifest
from tests.harness.paths import ROOT
from tests.harness.people import Page, Visitor
from tests.harness.postgres import Postgres
from tests.harness.servers import serving

PEOPLE, REPEATS, SEATS, PROCESSES = 200, 40, 12, 4
JOIN = "/portal/groups/carers/join"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(
    request: pytest.FixtureRequest, site: Path, tmp_path: Path
) -> Iterator[dict[str, str]]:
    """What four processes of one copy share: a build with a group of twelve, data, secret,
    database.
    """
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    group = content / "groups/carers.md"
    group.write_text(
        re.sub(r"(?m)^capacity: \d+$", f"capacity: {SEATS}", group.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    built = copy_layout(site, tmp_path / "site")
    write_manifest(built, content)
    secret = tmp_path / "secret"
    secret.write_text("s" * 64, encoding="utf-8")
    shared = {
        "HANDRAIL_SITE_DIR": str(built),
        "HANDRAIL_DATA_DIR": str(tmp_path / "data"),
        "HANDRAIL_SECRET_FILE": str(secret),
        "HANDRAIL_FORMS_PER_HOUR": "100000",
        "HANDRAIL_TESTING": "1",
        "HANDRAIL_CLOCK_FILE": str(tmp_path / "clock"),
    }
    (tmp_path / "clock").write_text("2027-03-01T12:00:00+00:00", encoding="utf-8")
    if request.param == "sqlite":
        yield shared
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.database()
    yield {**shared, "HANDRAIL_DATABASE_URL": url}
    server.drop(url)


def at_the_last_page(address: str, number: int) -> tuple[Visitor, dict[str, str]]:
    """Somebody with everything filled in and the finger on Send."""
    person = Visitor(address)
    person.get(JOIN)
    person.press(JOIN, "page2", age="adult", nickname=f"Person {number}", reach="code")
    person.press(JOIN, "check")
    return person, {
        **person.page.fields("send"),
        "consent_words": "yes",
        "consent_peer": "yes",
        "go": "send",
    }


def test_two_hundred_at_one_moment_fill_twelve_places_and_a_dense_list(
    settings: dict[str, str],
) -> None:
    config, built = Config.from_env(settings, ROOT), Path(settings["HANDRAIL_SITE_DIR"])
    context = AppContext.made(config)
    accounts.ensure_first(context)
    with contextlib.ExitStack() as running:
        addresses = [running.enter_context(serving(built, **settings)) for _ in range(PROCESSES)]
        with ThreadPoolExecutor(16) as pool:
            ready = list(
                pool.map(lambda n: at_the_last_page(addresses[n % PROCESSES], n), range(PEOPLE))
            )
        Path(settings["HANDRAIL_CLOCK_FILE"]).write_text(
            "2027-03-01T12:00:30+00:00", encoding="utf-8"
        )
        # The repeats come from the same page at the same moment, through another process.
        sends = [(n, person, fields) for n, (person, fields) in enumerate(ready)]
        for n, person, fields in sends[:REPEATS]:
            twin = Visitor(addresses[(n + 1) % PROCESSES])
            twin.cookies = dict(person.cookies)
            sends.append((n, twin, fields))
        go = threading.Barrier(len(sends))
        answers: list[tuple[int, str, Page]] = []

        def send(n: int, person: Visitor, fields: dict[str, str]) -> None:
            go.wait()
            answers.append((n, person.host, person.post(JOIN, fields)))

        crowd = [threading.Thread(target=send, args=one) for one in sends]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
    assert {page.status for _n, _host, page in answers} == {200}
    assert len({host for _n, host, _page in answers}) == PROCESSES
    assert len(answers) == PEOPLE + REPEATS
    told: dict[int, set[str]] = {}
    for n, _host, page in answers:
        told.setdefault(n, set()).add(page.code)
    assert all(len(codes) == 1 for codes in told.values()), (
        "the same page sent twice shows the same six words"
    )
    assert len(set.union(*told.values())) == PEOPLE
    assert (
        sum("You have a place" in page.text for n, _host, page in answers if n >= REPEATS) <= SEATS
    )
    with context.store.read() as connection:
        rows = connection.execute(
            sa.select(kept.c.number, kept.c.state).order_by(kept.c.number)
        ).all()
        group = connection.execute(
            sa.select(group_rows.c.next_no, group_rows.c.taken, group_rows.c.waiting).where(
                group_rows.c.slug == "carers"
            )
        ).one()
    assert [row.number for row in rows] == list(range(1, PEOPLE + 1))
    assert [row.state for row in rows] == ["seated"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    assert tuple(group) == (PEOPLE, SEATS, PEOPLE - SEATS)
    context.store.close()


def test_counting_first_and_inserting_then_would_seat_too_many(postgres: Postgres) -> None:
    """The control: the same crowd with a barrier between the two steps that our one statement does
    not have.
    """
    url = postgres.database()
    engine = sa.create_engine(url, pool_size=24)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE seats (person int)"))
    counted = threading.Barrier(24)

    def sit(person: int) -> None:
        with engine.begin() as connection:
            taken = connection.execute(sa.text("SELECT count(*) FROM seats")).scalar_one()
            counted.wait()
            if taken < SEATS:
                connection.execute(
                    sa.text("INSERT INTO seats VALUES (:person)"), {"person": person}
                )

    with ThreadPoolExecutor(24) as pool:
        list(pool.map(sit, range(24)))
    with engine.begin() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM seats")).scalar_one() > SEATS
    engine.dispose()
    postgres.drop(url)
