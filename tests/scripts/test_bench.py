"""``bench``: which rows it prints, when it fails, and that what it measures is really kept. No figure of time is looked at here."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from portal import create_app
from portal.config import Config
from scripts.measuring import bare, beside, load, pages, portal
from scripts.measuring.answering import NoForm, fields
from scripts.measuring.beside import SEND, Compared, Engine
from scripts.measuring.postgres import empty
from scripts.measuring.rows import Row
from scripts.measuring.servers import running
from scripts.says import Failure
from site_config.model import load as load_content
from tests.conftest import ROOT
from tests.postgres import Postgres
from tests.scripts.copies import verb

FORM = """<header><form><input name="q"></form></header><main><form id="change"><input type="hidden" name="a" value="1"></form>
<button form="change" name="go" value="back">x</button><form><input name="b" value="2 &amp; 3"><input type="radio" name="c" value="no">
<input type="radio" name="c" value="yes" checked><textarea name="d">
\nfirst &lt; last</textarea><button name="go" value="send">x</button></form></main>"""


def test_sizes_print_a_row_for_each_page_of_the_portal_and_none_of_them_is_a_gate_yet(site: Path, tmp_path: Path) -> None:
    done = verb(ROOT, "bench", "--sizes")
    assert "Traceback" not in done.stderr
    rows = [line for line in done.stdout.splitlines() if " portal: " in line]
    named = set(re.findall(r"portal: (.+?) \(bytes\)", done.stdout))
    assert named == {"join, first page", "join, second page", "join, check", "join, done", "note, first page", "note, check", "note, done",
                     "code, ask", "code, open", "code, edit", "care, log in", "care, today", "care, a record", "care, sessions"}
    for row in rows[:-1]:
        assert re.search(r"of +14,000\.00 +/portal/\S+; \d requests, [\d,]+ bytes of script; printed only", row), row
    app = create_app(Config.from_env({"HANDRAIL_SITE_DIR": str(site), "HANDRAIL_DATA_DIR": str(tmp_path)}, ROOT))
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/portal") and "GET" in (rule.methods or ())}
    assert {rule for rule in rules if not any(f" {rule};" in row for row in rows)} == pages.NO_PAGES.keys()
    assert rows[-1].startswith("ok ")


@pytest.mark.parametrize(("row", "mark", "holds"), [
    (Row("x", 3, "", 2), "OVER", False), (Row("x", 3, "", 2, gate=False), "over", True), (Row("x", 2, "", 2), "ok", True),
    (Row("x", 0.69, "", 0.7, at_least=True), "LOW", False), (Row("x", 0.7, "", 0.7, at_least=True), "ok", True),
])
def test_a_row_above_its_budget_or_below_its_floor_fails_if_it_is_a_gate(row: Row, mark: str, holds: bool) -> None:
    assert str(row).startswith(f"{mark} ")
    assert row.holds is holds


def test_each_round_keeps_every_form_on_both_sides_and_says_what_it_cost(site: Path, tmp_path: Path) -> None:
    slug = pages.taking(load_content(ROOT / "content")[0])
    found = beside.compare(portal.SQLITE, site, tmp_path, slug, rounds=2, requests=16)
    assert_compared(found, 2)
    assert bare.kept(str(tmp_path / "bare.sqlite3")) == beside.WARM_UP + 32


def test_a_postgres_database_is_measured_left_empty_and_refused_when_something_lies_in_it(site: Path, tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.database()
    slug = pages.taking(load_content(ROOT / "content")[0])
    with empty(url) as plain:
        assert_compared(beside.compare(Engine("PostgreSQL", plain), site, tmp_path, slug, rounds=1, requests=8), 1)
        with pytest.raises(Failure, match="not empty"), empty(url):
            raise AssertionError("a database with something in it was taken")
    with empty(url):
        pass
    postgres.drop(url)
    with pytest.raises(Failure, match="cannot be used"), empty(url):
        raise AssertionError("a database that is not there was taken")


def assert_compared(found: Compared, rounds: int) -> None:
    assert len(found.ratios(SEND)) == len(found.writes) == rounds
    text = "\n".join(portal.table(found))
    for line in ("form GET, a second", "form GET, CPU", "sign-up POST, a second", "sign-up POST, CPU", "memory of a process", "fdatasync"):
        assert line in text
    if Path("/proc/self/smaps_rollup").exists():
        assert "PSS" in text
        assert None not in [figure.cpu for side in (found.ours, found.bare) for figure in side.figures[SEND]]


def test_an_answer_that_is_not_200_and_a_server_that_is_not_there_stop_the_measuring(tmp_path: Path) -> None:
    database = str(tmp_path / "x.sqlite3")
    bare.prepare(database)
    with running([sys.executable, "-m", "scripts.measuring.bare", "{port}"], "/join", 1, tmp_path, **{bare.DATABASE: database}) as servers:
        fired = load.fire(servers.ports, [b"GET /join HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"], keep=True)
        assert fired.statuses == {"200": 1, "404": 1}
        assert sorted(answer.partition(" ")[2][:3] for answer in fired.answers) == ["200", "404"]
        with pytest.raises(Failure, match="404"):
            beside.Side("x", servers, "/").asked(SEND, [b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"])
    with pytest.raises(Failure, match="Connection"):
        load.fire(servers.ports, [b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
    with pytest.raises(Failure, match="did not start"), running([sys.executable, "-c", "print('no disk')"], "/", 1, tmp_path):
        raise AssertionError("a server that ended was measured")


def test_what_a_browser_would_send_is_read_from_a_page() -> None:
    assert fields(FORM, "send") == {"b": "2 & 3", "c": "yes", "d": "\nfirst < last", "go": "send"}
    assert fields(FORM, "back") == {"a": "1", "go": "back"}
    assert fields(FORM) == {"a": "1"}
    with pytest.raises(NoForm):
        fields(FORM, "other")


def test_parts_that_do_not_go_together_are_told_in_a_sentence(site: Path) -> None:
    done = verb(ROOT, "bench", "--sizes", "--postgres", "postgresql://x/y")
    assert done.returncode == 1
    assert "one of the two" in done.stderr
    with pytest.raises(Failure, match="postgresql://user@host/name"):
        portal.rows(site, "mysql://x/y")


def test_both_sides_are_served_in_the_same_way() -> None:
    from portal import server
    from scripts.measuring import bare

    assert bare.SERVED == server.SERVED
