"""``bench``: which rows it prints, when it fails, and that what it measures is really kept. No
figure of time is looked at here.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portal.app import create_app
from portal.config import Config
from portal.site import AppContext
from scripts.benchmarks import (
    baseline,
    compare,
    lint_cost,
    load,
    paint,
    portal_cost,
    portal_pages,
    sizes,
)
from scripts.benchmarks.budget_row import Row
from scripts.benchmarks.compare import SEND, Compared, Engine
from scripts.benchmarks.form_reader import NoForm, fields
from scripts.benchmarks.postgres import empty
from scripts.benchmarks.servers import running
from scripts.bootstrap.console import Failure
from site_config.model import manifest
from site_config.postbuild import compress
from tests.built_site.test_pages import address_of
from tests.harness.paths import ROOT
from tests.harness.postgres import Postgres
from tests.harness.project_copies import verb

PAGE_LINE = re.compile(
    r"(?:ok  |OVER) +(?P<size>[\d,]+) of +(?P<budget>[\d,]+) bytes +\d+%  \d requests?  +[\d,]+ "
    r"bytes of script  (?P<where>/.*)"
)
FORM = """<header><form><input name="q"></form></header><main><form id="change"><input type="hidden" name="a" value="1"></form>
<button form="change" name="go" value="back">x</button><form><input name="b" value="2 &amp; 3"><input type="radio" name="c" value="no">
<input type="radio" name="c" value="yes" checked><textarea name="d">
\nfirst &lt; last</textarea><button name="go" value="send">x</button></form></main>"""


def test_sizes_print_a_line_for_each_page_of_the_build_and_of_the_portal_the_worst_first(
    site: Path, tmp_path: Path
) -> None:
    done = verb(ROOT, "bench", "--sizes")
    assert "Traceback" not in done.stderr
    lines = [
        found.groupdict()
        for line in done.stdout.splitlines()
        if (found := PAGE_LINE.fullmatch(line))
    ]
    shares = [
        int(line["size"].replace(",", "")) / int(line["budget"].replace(",", "")) for line in lines
    ]
    assert shares == sorted(shares, reverse=True)
    named = [line["where"] for line in lines]
    assert sorted(where for where in named if not where.startswith("/portal")) == sorted(
        address_of(site, page) for page in site.rglob("*.html")
    )
    env = {"HANDRAIL_SITE_DIR": str(site), "HANDRAIL_DATA_DIR": str(tmp_path)}
    config = Config.from_env(env, ROOT)
    app = create_app(config, AppContext.made(config))
    rules = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/portal") and "GET" in (rule.methods or ())
    }
    assert {
        rule for rule in rules if not any(where.startswith(f"{rule} (") for where in named)
    } == portal_pages.NO_PAGES.keys()
    assert {
        re.sub(r".*\((.+)\)", r"\1", where) for where in named if where.startswith("/portal")
    } == {
        "join, first page",
        "join, first page to mend",
        "join, second page",
        "join, check",
        "join, check to mend",
        "join, done",
        "note, first page",
        "note, first page to mend",
        "note, check",
        "note, done",
        "code, ask",
        "code, not found",
        "code, open",
        "code, edit",
        "care, log in",
        "care, today",
        "care, a record",
        "care, sessions",
    }
    rows = [
        line[:50].rstrip()
        for line in done.stdout.splitlines()
        if re.match(r"(ok|OVER|LOW) +[a-z]", line)
    ]
    assert rows == [
        "ok   a country's page, up to five lines (bytes)",
        "ok   a country's page, more lines (bytes)",
        "ok   the first crisis page (bytes)",
        "ok   any other page with its style (bytes)",
        "ok   requests of a crisis page",
        "ok   requests of any page before the visitor does",
        "ok   script in a page (bytes)",
        "ok   requests to another host",
        "ok   search, once its field has focus (bytes)",
        "ok   portal: addresses whose page is not in the ta",
    ]
    assert done.returncode == 0


HELD = '<li class="c">' * 5
NOISE = "".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(600))


@pytest.mark.parametrize(
    ("where", "html", "broken"),
    [
        ("crisis/ie/", HELD + NOISE[:9_000], "a country's page, up to five lines"),
        ("crisis/ie/", HELD + "<li id=a class=c>" + NOISE[:13_000], "a country's page, more lines"),
        ("crisis/", NOISE[:18_000], "the first crisis page"),
        ("about/", NOISE[:28_000], "any other page with its style"),
        ("about/", f"<style>{NOISE[:28_000]}</style>", "any other page with its style"),
        (
            "about/",
            "<link href=../a.css rel=stylesheet>" + NOISE[:1_000],
            "any other page with its style",
        ),
        ("crisis/ie/card/", "<img src=/x.png>", "requests of a crisis page"),
        ("crisis/ie/", "<style>@font-face{src:url(/x.woff)}</style>", "requests of a crisis page"),
        ("about/", '<img src="/x.png"><link rel="preload" href="/y.js">', "requests of any page"),
        ("about/", f"<script>{NOISE[:5_000]}</script>", "script in a page"),
        (
            "about/",
            "<link rel=stylesheet href=https://example.org/a.css>",
            "requests to another host",
        ),
        (
            "about/",
            "<style>@import 'https://example.org/a.css'</style>",
            "requests to another host",
        ),
    ],
)
def test_a_page_above_a_budget_is_the_first_of_the_table_and_breaks_its_row_alone(
    tmp_path: Path, where: str, html: str, broken: str
) -> None:
    for name, text in {
        "index.html": "x",
        f"{where}index.html": html,
        "a.css": NOISE[:27_500],
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = sizes.of_site(tmp_path)
    over = [row for row in sizes.rows(found) if not row.holds]
    assert [(row.what.startswith(broken), row.where) for row in over] == [(True, f"/{where}")]
    assert sizes.table(found)[0].endswith(f" /{where}")
    assert sizes.table(found)[0].startswith("OVER" if broken in sizes.BUDGETS else "ok  ")


def test_a_page_within_its_budgets_breaks_none(tmp_path: Path) -> None:
    (tmp_path / "crisis/ie").mkdir(parents=True)
    (tmp_path / "crisis/ie/index.html").write_text(
        f"<style>p{{background:url(data:,)}}</style>{HELD}{NOISE[:7_000]}", encoding="utf-8"
    )
    (tmp_path / "index.html").write_text(
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="a.css"><a '
        'href="//example.org">x</a>',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text(NOISE[:20_000], encoding="utf-8")
    found = sizes.of_site(tmp_path)
    assert [row for row in sizes.rows(found) if not row.holds] == []
    assert {page.where: page.requests for page in found} == {"/": 2, "/crisis/ie/": 1}


@pytest.mark.parametrize(
    ("row", "mark", "holds"),
    [
        (Row("x", 3, "", 2), "OVER", False),
        (Row("x", 3, "", 2, gate=False), "over", True),
        (Row("x", 2, "", 2), "ok", True),
        (Row("x", 0.69, "", 0.7, at_least=True), "LOW", False),
        (Row("x", 0.7, "", 0.7, at_least=True), "ok", True),
    ],
)
def test_a_row_above_its_budget_or_below_its_floor_fails_if_it_is_a_gate(
    row: Row, mark: str, holds: bool
) -> None:
    assert str(row).startswith(f"{mark} ")
    assert row.holds is holds


def test_first_paint_is_later_where_a_style_is_a_file_and_a_page_that_is_not_early_enough_breaks_the_row(
    browser: Browser, tmp_path: Path
) -> None:
    page, style = "<!doctype html><title>x</title>{}<p>Words", f"p{{color:red}}/*{NOISE}*/"
    for name, held in (
        ("own", f"<style>{style}</style>"),
        ("file", "<link rel=stylesheet href=/a.css>"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(page.format(held), encoding="utf-8")
    (tmp_path / "file/a.css").write_text(style, encoding="utf-8")
    compress.write_all(tmp_path)
    early, late = (
        paint.row(browser, tmp_path / ours, tmp_path / other, "/", loads=1)
        for ours, other in (("own", "file"), ("file", "own"))
    )
    assert early.worst < late.worst
    assert not late.holds
    assert re.fullmatch(r"/: [\d,]{3,} ms beside [\d,]{3,} ms", early.where)


def taking_people(site: Path) -> str:
    return portal_pages.taking({group.slug: group for group in manifest.read(site).groups})


def test_each_round_keeps_every_form_on_both_sides_and_says_what_it_cost(
    site: Path, tmp_path: Path
) -> None:
    slug = taking_people(site)
    found = compare.compare(portal_cost.SQLITE, site, tmp_path, slug, rounds=2, requests=16)
    assert_compared(found, 2)
    assert baseline.kept(str(tmp_path / "baseline.sqlite3")) == compare.WARM_UP + 32


def test_a_postgres_database_is_measured_left_empty_and_refused_when_something_lies_in_it(
    site: Path, tmp_path: Path, postgres: Postgres
) -> None:
    url = postgres.database()
    slug = taking_people(site)
    with empty(url) as plain:
        assert_compared(
            compare.compare(
                Engine("PostgreSQL", plain), site, tmp_path, slug, rounds=1, requests=8
            ),
            1,
        )
        with pytest.raises(Failure, match="not empty"), empty(url):
            raise AssertionError("a database with something in it was taken")
    with empty(url):
        pass
    postgres.drop(url)
    with pytest.raises(Failure, match="cannot be used"), empty(url):
        raise AssertionError("a database that is not there was taken")


def assert_compared(found: Compared, rounds: int) -> None:
    assert len(found.ratios(SEND)) == len(found.writes) == rounds
    text = "\n".join(portal_cost.table(found))
    for line in (
        "form GET, a second",
        "form GET, CPU",
        "sign-up POST, a second",
        "sign-up POST, CPU",
        "memory of a process",
        "fdatasync",
    ):
        assert line in text
    if Path("/proc/self/smaps_rollup").exists():
        assert "PSS" in text
        assert None not in [
            figure.cpu for side in (found.ours, found.baseline) for figure in side.figures[SEND]
        ]


def test_an_answer_that_is_not_200_and_a_server_that_is_not_there_stop_the_measuring(
    tmp_path: Path,
) -> None:
    database = str(tmp_path / "x.sqlite3")
    baseline.prepare(database)
    with running(
        [sys.executable, "-m", "scripts.benchmarks.baseline", "{port}"],
        "/join",
        1,
        tmp_path,
        **{baseline.DATABASE: database},
    ) as servers:
        fired = load.fire(
            servers.ports,
            [b"GET /join HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"],
            keep=True,
        )
        assert fired.statuses == {"200": 1, "404": 1}
        assert sorted(answer.partition(" ")[2][:3] for answer in fired.answers) == ["200", "404"]
        with pytest.raises(Failure, match="404"):
            compare.Side("x", servers, "/").asked(
                SEND, [b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"]
            )
    with pytest.raises(Failure, match="Connection"):
        load.fire(servers.ports, [b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
    with (
        pytest.raises(Failure, match="did not start"),
        running([sys.executable, "-c", "print('no disk')"], "/", 1, tmp_path),
    ):
        raise AssertionError("a server that ended was measured")


def test_checks_are_measured_on_all_content_on_one_changed_page_and_on_prose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lint_cost, "TIMES", 1)
    monkeypatch.setattr(lint_cost, "PROSE", 20_000)
    assert [(row.what[:15], row.budget, row.worst > 0) for row in lint_cost.rows()] == [
        ("check: CPU s on", 3.0, True),
        ("check --changed", 1.0, True),
        ("check: CPU s of", 2.0, True),
    ]
    with pytest.raises(Failure, match="broke"):
        lint_cost._cpu(ROOT, ["no_such_verb"])


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
    assert (
        "content leaves that out"
        in verb(ROOT, "bench", "--content", "--postgres", "postgresql://x/y").stderr
    )
    assert (
        "paint leaves that out"
        in verb(ROOT, "bench", "--paint", "--postgres", "postgresql://x/y").stderr
    )
    with pytest.raises(Failure, match="postgresql://user@host/name"):
        portal_cost.rows(site, "mysql://x/y")


def test_both_sides_are_served_in_the_same_way() -> None:
    from portal import server

    assert baseline.SERVED == server.SERVED
