"""The verbs for content: check, build and new, in a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts.copies import PYTHON, verb


def test_check_names_file_and_line_of_a_broken_file_and_fails(project: Path) -> None:
    group = project / "content/groups/carers.md"
    text = group.read_text(encoding="utf-8")
    group.write_text(re.sub(r"(?m)^capacity: .*$", "capacity: many", text), encoding="utf-8")
    line = text[: text.index("\ncapacity:")].count("\n") + 2
    done = verb(project, "check")
    assert done.returncode == 1
    assert f"content/groups/carers.md:{line} capacity" in done.stdout
    assert "Traceback" not in done.stderr
    assert verb(project, "check", "content/coping").returncode == 0
    assert f"file=content/groups/carers.md,line={line}::" in verb(project, "check", "--format", "github").stdout
    assert verb(project, "check", "nowhere.md").returncode == 1


def test_a_broken_file_stops_the_build_and_the_old_site_stands(project: Path) -> None:
    assert verb(project, "build").returncode == 0
    before = (project / "site/index.html").read_bytes()
    (project / "content/coping/panic.md").write_text("---\ntitle: 'never closed\n---\n", encoding="utf-8")
    done = verb(project, "build")
    assert done.returncode == 1
    assert "content/coping/panic.md:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "site/index.html").read_bytes() == before
    assert sorted(path.name for path in project.glob(".site*")) in ([], [".site.new"])


def test_a_lost_mark_in_the_layout_stops_the_build(project: Path) -> None:
    template = project / "site_config/theme/404.html"
    template.write_text(template.read_text(encoding="utf-8").replace("<!-- handrail:content -->", ""), encoding="utf-8")
    done = verb(project, "build")
    assert done.returncode == 1
    assert "handrail:content" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_a_content_folder_that_is_empty_or_missing_is_said(project: Path) -> None:
    shutil.rmtree(project / "content")
    for state in ("missing", "empty"):
        done = verb(project, "build")
        assert done.returncode == 1, state
        assert "content" in done.stderr
        assert "Traceback" not in done.stderr
        (project / "content").mkdir(exist_ok=True)


@pytest.mark.parametrize("kind", ["coping", "challenge", "group", "page"])
def test_new_begins_a_draft_that_is_understood_and_never_built(project: Path, kind: str) -> None:
    done = verb(project, "new", kind, "A walk at night: “slowly” & well")
    assert done.returncode == 0, done.stderr
    path = project / re.search(r"Begun: (\S+)", done.stdout)[1]
    assert "draft: true" in path.read_text(encoding="utf-8")
    assert verb(project, "check").returncode == 0
    assert verb(project, "build").returncode == 0
    assert not list((project / "site").rglob("*a-walk-at-night*"))
    assert verb(project, "new", kind, "A walk at night: “slowly” & well").returncode == 1
    path.write_text(path.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")
    unfilled = verb(project, "check")
    assert unfilled.returncode == 1
    assert "still to be filled in" in unfilled.stdout
    path.write_text(path.read_text(encoding="utf-8").replace("FILL IN", "Written"), encoding="utf-8")
    assert verb(project, "build").returncode == 0
    assert "A walk at night: “slowly” &amp; well" in next((project / "site").rglob("*a-walk-at-night*/index.html")).read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ["", "   ", "x" * 71, "a\x00b".replace("\x00", "\x07"), "\u202eevil", "…", "日本語"])
def test_new_refuses_a_title_it_cannot_use(project: Path, title: str) -> None:
    done = verb(project, "new", "page", title)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize("title", ["../../evil", "a/b", "C:\\evil", "-rf", "CON"])
def test_new_never_writes_outside_its_folder(project: Path, title: str) -> None:
    before = set(project.rglob("*.md"))
    done = verb(project, "new", "page", "--", title) if title.startswith("-") else verb(project, "new", "page", title)
    assert done.returncode == 0, done.stderr
    added = set(project.rglob("*.md")) - before
    assert [path.parent for path in added] == [project / "content/about"]


def test_an_unknown_verb_lists_the_known_ones(project: Path) -> None:
    done = subprocess.run([PYTHON, "-m", "scripts", "sevre"], cwd=project, capture_output=True, text=True)
    assert done.returncode == 2
    assert "serve" in done.stderr


@pytest.mark.parametrize("name", [".", "content", "docs", "precious", "a-file"])
def test_build_never_replaces_a_folder_that_is_not_a_build(project: Path, name: str) -> None:
    (project / "precious").mkdir()
    (project / "precious/thesis.txt").write_text("years", encoding="utf-8")
    (project / "a-file").write_text("x", encoding="utf-8")
    before = sorted(path.relative_to(project).as_posix() for path in project.rglob("*.md"))
    done = verb(project, "build", "--into", name)
    assert done.returncode == 1
    assert "not a folder that a build may replace" in done.stderr
    assert sorted(path.relative_to(project).as_posix() for path in project.rglob("*.md")) == before
    assert (project / "precious/thesis.txt").is_file()


def test_two_builds_at_once_leave_one_whole_site(project: Path) -> None:
    command = [sys.executable, "-m", "scripts.inside", "build"]
    both = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert (project / "site/404.html").is_file()
    assert len(list((project / "site/crisis").glob("??/index.html"))) >= 171


def test_a_build_that_was_ended_between_its_two_renames_loses_nothing(project: Path) -> None:
    assert verb(project, "build").returncode == 0
    (project / "site").rename(project / ".site.old")
    (project / "content/coping/panic.md").write_text("broken", encoding="utf-8")
    assert verb(project, "build").returncode == 1
    assert (project / "site/index.html").is_file()


def test_mkdocs_by_hand_does_not_touch_what_is_served(project: Path) -> None:
    assert verb(project, "build").returncode == 0
    before = (project / "site/index.html").read_bytes()
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (project / "site/index.html").read_bytes() == before


@pytest.mark.parametrize("body", ["[x](http://[evil)", "*" * 3000, "![a](" * 2000], ids=["an address that is none", "stars", "pictures never closed"])
def test_text_that_makes_a_parser_stumble_is_said_and_never_hangs(project: Path, body: str) -> None:
    path = project / "content/about/a.md"
    path.write_text(f"---\nkind: page\ntitle: A\ndescription: A.\nwritten: 2026-11-21\n---\n{body}\n", encoding="utf-8")
    verb(project, "check")
    done = verb(project, "build")
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr
