"""What tired people write: each file of ``bad/`` gets its one kind sentence at the right line, and
nothing unsafe is ever built.

To add one, see ``bad/README.md``. No code is needed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from scripts.benchmarks.bad_content import BAD, BadFile, bad_files
from site_config.lint.run import run_all
from site_config.model import Problem, load
from site_config.views import pages
from tests.harness.content_folders import write
from tests.harness.page_rules import page_rules
from tests.harness.project_copies import small_copy
from tests.site_config.lint.test_cases import IRELAND

FILES = bad_files()
PAGES = [one for one in FILES if one.at.endswith(".md") and one.at.islower()]
SHOWS = "about/shows.md"
GOOD = (BAD / "good.md").read_bytes()
KILLED_AFTER = 300


def shows() -> bytes:
    """A page with every picture that a page shows."""
    return (
        GOOD
        + "".join(f"\n![A thing on a table]({one.name})\n" for one in FILES if one.shown).encode()
    )


def verb(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A verb in a process of its own, which is killed when it takes too long."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.cli", *words],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=KILLED_AFTER,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with all of it at once: a broken file must never hide another."""
    folder = small_copy(tmp_path_factory.mktemp("bad") / "project")
    write(folder / "content", {**{one.at: one.raw for one in FILES}, SHOWS: shows()}, bare=True)
    return folder


@pytest.fixture(scope="module")
def said(project: Path) -> dict[str, list[dict[str, Any]]]:
    """What ``check`` says of each file."""
    done = verb(project, "check", "--format", "json", "--all")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, list[dict[str, Any]]] = {}
    for problem in json.loads(done.stdout)["problems"]:
        found.setdefault(problem["path"], []).append(problem)
    return found


def test_each_file_gets_its_sentence_at_the_right_line(
    said: dict[str, list[dict[str, Any]]],
) -> None:
    wrong = {one.name: wrong_with(one, said.get(f"content/{one.at}", [])) for one in FILES}
    assert {name: why for name, why in wrong.items() if why} == {}


def wrong_with(one: BadFile, found: list[dict[str, Any]]) -> str:
    """What is not as it is expected of one file; empty where all is."""
    shown = "\n".join(
        f"{problem['line']}:{problem['column']} {problem['level']}: {problem['what']} — "
        f"{problem['write']}"
        for problem in found
    )
    if one.more:
        found = [problem for problem in found if problem["level"] == "error"]
    if one.few and len({problem["line"] for problem in found}) == 1:
        found = found[:1]
    if len(found) != len(one.problems):
        return f"{len(one.problems)} expected, found:\n{shown}"
    as_wanted = all(
        (problem["line"], problem["level"]) == (wanted["line"], wanted.get("level", "error"))
        and wanted.get("says", "") in problem["what"]
        and wanted.get("write", "") in problem["write"]
        and wanted.get("column", problem["column"]) == problem["column"]
        and problem["write"]
        for wanted, problem in zip(one.problems, found, strict=True)
    )
    return "" if as_wanted else f"{one.problems} expected, found:\n{shown}"


def test_nothing_is_said_of_the_pages_beside_them(said: dict[str, list[dict[str, Any]]]) -> None:
    assert set(said) - {f"content/{one.at}" for one in FILES} == set()


def test_a_good_file_in_the_place_of_the_bad_one_passes(tmp_path: Path) -> None:
    """In one process: what was wrong with the one is not remembered of the other."""
    wrong = []
    for one in (one for one in PAGES if one.problems):
        place = "about/page.md" if one.at.count("/") else one.at
        for raw, is_bad in ((one.raw, True), (GOOD, False)):
            write(tmp_path / one.name, {**IRELAND, place: raw})
            found = problems_of(tmp_path / one.name)
            if bool(found) != (is_bad or place != "about/page.md"):
                wrong.append((one.name, is_bad, *map(str, found)))
    assert wrong == []


def problems_of(content: Path) -> list[Problem]:
    catalogue, read = load(content)
    return [*read, *run_all(catalogue, read, made=lambda: pages.paths(catalogue))]


def test_a_folder_that_is_called_like_a_page_or_a_picture(tmp_path: Path) -> None:
    write(tmp_path, {**IRELAND, "about/page.md/notes.txt": b"", "about/bench.png/notes.txt": b""})
    said = {
        (problem.path, problem.what)
        for problem in problems_of(tmp_path)
        if problem.level == "error"
    }
    assert said == {
        ("content/about/page.md", "a folder is called like a page"),
        ("content/about/bench.png", "a folder is called like a picture"),
    }


@pytest.mark.skipif(os.name == "nt", reason="needs a right of its own there")
def test_a_link_out_of_the_tree_is_neither_read_nor_built(tmp_path: Path) -> None:
    write(tmp_path / "content", IRELAND)
    (tmp_path / "secret.md").write_bytes(GOOD)
    (tmp_path / "content/about/secret.md").symlink_to("../../secret.md")
    (problem,) = problems_of(tmp_path / "content")
    assert (problem.path, problem.line, problem.what) == (
        "content/about/secret.md",
        1,
        "this is a link to another place",
    )


def test_a_build_is_refused_and_names_every_file(project: Path) -> None:
    into = project.parent / "refused"
    done = verb(project, "build", "--into", str(into))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert not into.exists()
    for one in FILES:
        for problem in one.problems:
            assert (f"content/{one.at}:{problem['line']}" in done.stderr) == (
                problem.get("level", "error") == "error"
            ), one.name


def test_what_is_only_odd_is_built_and_nothing_unsafe_with_it(
    project: Path, tmp_path: Path
) -> None:
    for one in FILES:
        # Whether a page of any length is held is another test's subject: it takes long.
        if len(one.raw) > 80_000 or any(
            problem.get("level", "error") == "error" for problem in one.problems
        ):
            (project / "content" / one.at).unlink()
    (project / "content" / SHOWS).unlink()
    done = verb(project, "build", "--into", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*.svg")) == []
    for one in PAGES:
        built = tmp_path / "site" / one.at.removesuffix(".md") / "index.html"
        if built.is_file():
            html = built.read_text(encoding="utf-8")
            page_rules(html, f"/{one.at.removesuffix('.md')}/")
            assert not any(
                "alert(" in (node.text() or "") for node in HTMLParser(html).css("script")
            ), one.name
    title = (
        HTMLParser(
            (tmp_path / "site/about/tags-in-the-title/index.html").read_text(encoding="utf-8")
        )
        .css_first("h1")
        .text()
    )
    assert title == '"><img src=x onerror=alert(1)>'
    assert "{{ 6 * 7 }}" in (tmp_path / "site/about/template-in-words/index.html").read_text(
        encoding="utf-8"
    )
