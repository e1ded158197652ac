"""The database is locked, full, read-only or gone: whoever writes keeps their words, nothing is
half stored, and the same worker goes on.
"""

from __future__ import annotations

import contextlib
import http.client
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.storage.engine import PATIENCE
from tests.harness.page_rules import page_rules
from tests.harness.people import Page
from tests.harness.postgres import Postgres
from tests.harness.watched_portal import CARE, CARERS, CODE, LOGIN, NOTE, Guest, Watched, watched

WORDS = "Half a page about tea"
LIST = "/portal/groups/after-depression/join"
# As many as the server has hands.
AT_ONCE = 8


@dataclass(frozen=True)
class Deed:
    """Something that somebody is about to do. ``reads``: it needs the database only to look
    something up.
    """

    who: Guest
    path: str
    fields: dict[str, str]
    reads: bool = False

    def do(self) -> Page:
        twin = Guest(f"http://{self.who.host}", self.who.clock)
        twin.cookies = dict(self.who.cookies)
        return twin.post(self.path, self.fields)


def deeds(portal: Watched) -> dict[str, Deed]:
    """One of everything that people and hosts do, ready to be sent."""
    somebody, host = portal.guest(), portal.host()
    known = set(host.records())
    place, question = (
        portal.guest().join("after-depression", nickname="Wren").code,
        somebody.note("Is there tea?").code,
    )
    records = {
        host.get(f"{CARE}record/{ref}").tree.css_first("h1").text(): f"{CARE}record/{ref}"
        for ref in set(host.records()) - known
    }
    fresh = host.get(records["A note"]).fields("reply")
    token = {"csrf_token": fresh["csrf_token"]}
    somebody.ready_to_join("carers", nickname="Kestrel", needs=WORDS)
    join = {
        **somebody.page.fields("send"),
        "consent_words": "yes",
        "consent_peer": "yes",
        "go": "send",
    }
    somebody.get(NOTE)
    somebody.press(NOTE, "check", topic="site", text=WORDS, reply="yes")
    note = {**somebody.page.fields("send"), "go": "send"}
    form_token = somebody.get(NOTE).fields("check")["form_token"]
    own, waits = somebody.open(question).fields("write"), {**somebody.open(place).fields("write")}
    log_in = {
        **portal.guest().get(LOGIN).fields(),
        "name": portal.copy.reader,
        "kept": WORDS,
        "ref": records["A note"][-16:],
    }
    stranger = portal.guest()
    log_in["csrf_token"] = stranger.get(LOGIN).fields()["csrf_token"]
    portal.clock.go_on(seconds=3)
    return {
        "join": Deed(somebody, CARERS, join),
        "note": Deed(somebody, NOTE, note),
        "note without a reply": Deed(
            somebody, NOTE, {**note, "reply": "no", "form_token": form_token}
        ),
        "first page": Deed(somebody, CARERS, {**join, "page": "1", "go": "page2"}, reads=True),
        "back": Deed(somebody, CARERS, {**join, "go": "page1"}, reads=True),
        "check": Deed(somebody, CARERS, {**join, "go": "check"}, reads=True),
        "look at a note": Deed(somebody, NOTE, {**note, "page": "1", "go": "check"}, reads=True),
        "message": Deed(somebody, CODE, {**own, "words": WORDS, "go": "write"}),
        "correction": Deed(somebody, CODE, {**own, "note": WORDS, "go": "correct"}),
        "leave": Deed(somebody, CODE, {**waits, "words": WORDS, "go": "leave-sure"}),
        "log in": Deed(stranger, LOGIN, {**log_in, "passphrase": portal.copy.passphrase}),
        "wrong log in": Deed(
            stranger, LOGIN, {**log_in, "passphrase": "no words", "name": "Sasha"}
        ),
        "reply": Deed(host, records["A note"], {**fresh, "words": WORDS, "go": "reply"}),
        "close": Deed(host, records["A note"], {**token, "words": WORDS, "go": "done"}),
        "seat": Deed(host, records["A request"], {**token, "words": WORDS, "go": "seat"}),
    }


LATER = {"wrong log in": 422}


def refused_and_then_taken(
    portal: Watched, trouble: Callable[[], AbstractContextManager[None]], *, reads: bool
) -> dict[str, Page]:
    """Does everything while the database is in trouble, and again when it is well. ``reads``: it
    can still be read from.
    """
    todo = deeds(portal)
    before = portal.rows()
    with trouble(), ThreadPoolExecutor(AT_ONCE) as pool:
        pages = dict(zip(todo, pool.map(lambda deed: deed.do(), todo.values()), strict=True))
    for name, page in pages.items():
        assert page.status == (200 if todo[name].reads and reads else 503), (
            f"{name}: {page.status} {page.text[:200]}"
        )
        assert WORDS in page.body, f"{name}: {page.text[:300]}"
        page_rules(page.body, name)
    assert portal.rows() == before, "nothing is half stored"
    for name in ("join", "note"):
        assert pages[name].fields("send")["needs" if name == "join" else "text"] == WORDS, (
            "Send stands there again"
        )
    for name, deed in todo.items():
        # A place in the list must be given before it is left.
        if name != "leave":
            page = deed.do()
            assert page.status == LATER.get(name, 200), f"{name}: {page.status} {page.text[:300]}"
    assert todo["leave"].do().status == 200
    assert len(portal.rows()["submissions"]) == len(before["submissions"]) + 3
    portal.still_works()
    return pages


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.fixture(scope="module")
def big(
    site: Path, tmp_path_factory: pytest.TempPathFactory, postgres: Postgres
) -> Iterator[Watched]:
    """A portal on PostgreSQL."""
    folder = tmp_path_factory.mktemp("portal")
    (folder / "secret").write_text("s" * 64)
    url = postgres.database()
    with watched(
        site, folder, HANDRAIL_DATABASE_URL=url, HANDRAIL_SECRET_FILE=str(folder / "secret")
    ) as found:
        yield found
    postgres.drop(url)


@contextmanager
def locked(portal: Watched) -> Iterator[None]:
    """Another process writes and does not end."""
    with contextlib.closing(
        sqlite3.connect(portal.copy.config.data_dir / "handrail.sqlite3", isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(portal: Watched) -> Iterator[None]:
    """No file of the server can grow, as on a full disk."""
    pid = portal.copy.running.process.pid
    usual = resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)


@contextmanager
def read_only(portal: Watched) -> Iterator[None]:
    """The database answers and takes nothing, as when a standby has taken over."""
    url = sa.make_url(portal.copy.config.database_url)
    engine = sa.create_engine(url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")

    def set_to(what: str) -> None:
        with engine.connect() as connection:
            connection.execute(sa.text("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"))
            connection.execute(
                sa.text(
                    f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = {what}'
                )
            )
            connection.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                    "current_database() AND pid <> pg_backend_pid()"
                )
            )

    set_to("on")
    yield
    set_to("off")


def test_a_locked_database_is_waited_for_and_then_said_to_be_busy_and_exit_leaves_all_the_same(
    portal: Watched,
) -> None:
    host, left = portal.host(), []

    @contextmanager
    def locked_while_somebody_leaves() -> Iterator[None]:
        with locked(portal), ThreadPoolExecutor(1) as pool:
            leaving = pool.submit(host.ask, "GET", "/portal/exit")
            yield
            left.append(leaving.result())

    began = time.monotonic()
    refused_and_then_taken(portal, locked_while_somebody_leaves, reads=True)
    assert time.monotonic() - began > PATIENCE
    assert ([page.status for page in left], host.cookies) == ([303], {})


def test_a_writer_that_comes_to_its_end_in_time_is_waited_for_without_a_word(
    portal: Watched,
) -> None:
    somebody = portal.guest()
    somebody.get(NOTE)
    somebody.press(NOTE, "check", topic="site", text=WORDS, reply="yes")
    somebody.wait()
    with ThreadPoolExecutor(1) as pool:
        with locked(portal):
            answer = pool.submit(somebody.press, NOTE, "send")
            time.sleep(1)
            assert not answer.done()
        assert answer.result().code


def test_a_full_disk_stores_nothing_and_loses_nothing(portal: Watched) -> None:
    refused_and_then_taken(portal, lambda: full(portal), reads=True)


def test_a_database_that_can_only_be_read_stores_nothing_and_loses_nothing(big: Watched) -> None:
    refused_and_then_taken(big, lambda: read_only(big), reads=True)


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_database_that_went_away_is_found_again_by_the_same_worker(
    big: Watched, postgres: Postgres, how: str
) -> None:
    worker = big.copy.running.process.pid
    pages = refused_and_then_taken(big, lambda: postgres.pause(how), reads=False)
    assert pages["first page"].fields("page2")["nickname"] == "Kestrel", (
        "a page that stores nothing can be gone on from"
    )
    assert pages["look at a note"].fields("check")["text"] == WORDS
    assert big.copy.running.process.pid == worker and big.copy.running.process.poll() is None


def test_pages_that_need_the_database_say_so_and_keep_help_first(
    big: Watched, postgres: Postgres
) -> None:
    host = big.host()
    host.get(NOTE)
    with postgres.pause():
        for path in (NOTE, CARERS, LIST, CARE, f"{CARE}sessions", f"{CARE}record/{'0' * 16}"):
            page = host.get(path)
            assert page.status == 503, path
            assert "Please try again in a minute" in page.text
            page_rules(page.body, path)
        assert host.get(CODE).status == host.get(LOGIN).status == 200
        assert (host.get("/portal/health").status, host.page.body) == (503, "database\n")
        left = host.ask("GET", "/portal/exit")
        assert (left.status, left.headers["location"]) == (303, "https://www.bbc.co.uk/weather")
        assert left.headers["clear-site-data"] == '"cookies"'
        assert host.cookies == {}, "the cookies go, whatever the database does"
        assert big.guest().get("/crisis/").status == 200
    assert big.guest().get("/portal/health").body == "ok\n"


def test_what_no_database_can_hold_is_answered_alike_on_both_engines(
    portal: Watched, big: Watched
) -> None:
    for copy in (portal, big):
        host = copy.host()
        token = {"csrf_token": host.get(NOTE).fields()["csrf_token"]}
        for odd in ("%00", "%ff", "9" * 40, "%f0%9f%ab%82", "a%00b", "-1"):
            assert host.get(f"{CARE}record/{odd}").status == 404, odd
            assert (
                host.post(f"{CARE}record/{odd}", {**token, "go": "reply", "words": WORDS}).status
                == 404
            ), odd
            assert host.get(f"/portal/groups/{odd}/join").status == 404, odd
        assert host.post(f"{CARE}sessions", {**token, "end": "a\0b"}).status == 200
        somebody = copy.guest()
        token = {"csrf_token": somebody.get(NOTE).fields()["csrf_token"]}
        assert (
            somebody.post(
                NOTE, {**token, "topic": "site", "text": "tea\0time", "go": "check"}
            ).status
            == 422
        )
        assert somebody.post(CODE, {**token, "code": "tea\0time"}).status == 404
        assert (
            somebody.post(LOGIN, {**token, "name": "tea\0time", "passphrase": "tea\0time"}).status
            == 422
        )
        copy.still_works()


@pytest.mark.parametrize("instead", ["nothing", "a folder", "no database"])
def test_a_database_file_that_was_taken_away_is_missed_and_found_again_when_it_is_back(
    portal: Watched, instead: str
) -> None:
    """A server that wrote on into the file that is gone would say "sent", and all of it would be
    lost.
    """
    file = portal.copy.config.data_dir / "handrail.sqlite3"
    todo, before = deeds(portal), portal.rows()
    aside = file.with_name("aside")
    aside.mkdir()
    # With what SQLite keeps beside it: the three belong together.
    for part in file.parent.glob("handrail.sqlite3*"):
        part.rename(aside / part.name)
    file.mkdir() if instead == "a folder" else file.write_bytes(
        b"no tables" * 999
    ) if instead == "no database" else None
    for name in ("join", "note", "message", "reply", "log in"):
        page = todo[name].do()
        assert page.status == 503, name
        assert WORDS in page.body, name
    assert portal.guest().get("/portal/health").status == 503
    for part in file.parent.glob("handrail.sqlite3*"):
        part.rmdir() if part.is_dir() else part.unlink()
    for part in aside.iterdir():
        part.rename(file.parent / part.name)
    aside.rmdir()
    assert portal.rows() == before
    for name in ("join", "note", "message", "reply", "log in"):
        assert todo[name].do().status == 200, name
    portal.still_works()


def test_a_backup_that_took_the_place_of_the_database_is_what_the_server_goes_on_with(
    portal: Watched,
) -> None:
    file = portal.copy.config.data_dir / "handrail.sqlite3"
    old = portal.guest().note("In the backup").code
    with (
        contextlib.closing(sqlite3.connect(file)) as now,
        contextlib.closing(sqlite3.connect(file.with_name("backup"))) as backup,
    ):
        now.backup(backup)
    new = portal.guest().note("After the backup").code
    for ending in ("-wal", "-shm"):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
    file.with_name("backup").replace(file)
    assert portal.guest().open(old).status == 200
    assert portal.guest().open(new).status == 404
    portal.still_works()


def test_somebody_who_hangs_up_in_the_middle_leaves_no_trace(portal: Watched) -> None:
    before = portal.rows()
    for _ in range(12):
        with contextlib.closing(
            http.client.HTTPConnection(portal.guest().host, timeout=60)
        ) as line:
            line.putrequest("POST", NOTE)
            line.putheader("Content-Length", "5000")
            line.endheaders()
            line.send(b"text=half a word")
    assert portal.rows() == before
    portal.still_works()
