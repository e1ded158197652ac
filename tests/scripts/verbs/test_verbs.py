"""The verbs for content: check, build and new, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.project_copies import PYTHON, verb, visible
from tests.harness.servers import free_port, wait_for


def test_check_names_file_and_line_of_a_broken_file_and_fails(small: Path) -> None:
    group = small / "content/groups/carers.md"
    text = group.read_text(encoding="utf-8")
    group.write_text(re.sub(r"(?m)^capacity: .*$", "capacity: many", text), encoding="utf-8")
    line = text[: text.index("\ncapacity:")].count("\n") + 2
    done = verb(small, "check")
    assert done.returncode == 1
    assert f"content/groups/carers.md:{line} capacity" in done.stdout
    assert "Traceback" not in done.stderr
    assert verb(small, "check", "content/about").returncode == 0
    assert (
        f"file=content/groups/carers.md,line={line},title=To mend::"
        in verb(small, "check", "--format", "github").stdout
    )
    assert verb(small, "check", "nowhere.md").returncode == 1


def test_a_broken_file_stops_the_build_and_the_old_site_stands(small: Path) -> None:
    assert verb(small, "build").returncode == 0
    before = (small / "site/index.html").read_bytes()
    (small / "content/about/us.md").write_text("---\ntitle: 'never closed\n---\n", encoding="utf-8")
    done = verb(small, "build")
    assert done.returncode == 1
    assert "content/about/us.md:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (small / "site/index.html").read_bytes() == before
    assert sorted(path.name for path in small.glob(".site*")) in ([], [".site.new"])


def test_a_lost_mark_in_the_layout_stops_the_build(small: Path) -> None:
    template = small / "site_config/theme/404.html"
    template.write_text(
        template.read_text(encoding="utf-8").replace("<!-- handrail:content -->", ""),
        encoding="utf-8",
    )
    done = verb(small, "build")
    assert done.returncode == 1
    assert "handrail:content" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small / "site").exists()


def test_a_content_folder_that_is_empty_or_missing_is_said(small: Path) -> None:
    shutil.rmtree(small / "content")
    for state in ("missing", "empty"):
        done = verb(small, "build")
        assert done.returncode == 1, state
        assert "content" in done.stderr
        assert "Traceback" not in done.stderr
        (small / "content").mkdir(exist_ok=True)


def test_new_refuses_a_title_it_cannot_use(small: Path) -> None:
    for title in ("", "   ", "x" * 71, "a\x07b", "\u202eevil", "…", "日本語"):
        done = verb(small, "new", "page", title)
        assert done.returncode == 1, repr(title)
        assert "Traceback" not in done.stderr, repr(title)
        assert done.stderr.strip(), repr(title)


def test_new_never_writes_outside_its_folder(small: Path) -> None:
    for words in (["../../evil"], ["a/b"], ["C:\\evil"], ["--", "-rf"], ["CON"]):
        before = set(small.rglob("*.md"))
        done = verb(small, "new", "page", *words)
        assert done.returncode == 0, (words, done.stderr)
        added = set(small.rglob("*.md")) - before
        assert [path.parent for path in added] == [small / "content/about"], words


def test_new_leaves_an_address_to_the_project_that_makes_a_page_there(small: Path) -> None:
    for kind, title in (("coping", "For"), ("guideline", "Words")):
        done = verb(small, "new", kind, title)
        assert (done.returncode, "Give another title." in done.stderr) == (1, True), done.stderr


def test_new_keeps_letters_that_do_not_fall_apart(small: Path) -> None:
    assert verb(small, "new", "coping", "Größe, smørrebrød, Łódź").returncode == 0
    assert (small / "content/coping/grosse-smorrebrod-lodz.md").is_file()


def test_an_unknown_verb_lists_the_known_ones(small: Path) -> None:
    done = subprocess.run(
        [PYTHON, "-m", "scripts", "sevre"], cwd=small, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "serve" in done.stderr


def test_build_never_replaces_a_folder_that_is_not_a_build(small: Path) -> None:
    (small / "precious").mkdir()
    (small / "precious/thesis.txt").write_text("years", encoding="utf-8")
    (small / "a-file").write_text("x", encoding="utf-8")
    before = sorted(path.relative_to(small).as_posix() for path in small.rglob("*.md"))
    (small / "fresh.manifest.json").mkdir()
    done = verb(small, "build", "--into", "fresh")
    assert done.returncode == 1 and "fresh.manifest.json is a folder" in done.stderr
    assert not (small / "fresh").exists()
    for name in (".", "content", "docs", "precious", "a-file"):
        done = verb(small, "build", "--into", name)
        assert done.returncode == 1, name
        assert "not a folder that a build may replace" in done.stderr, name
    assert sorted(path.relative_to(small).as_posix() for path in small.rglob("*.md")) == before
    assert (small / "precious/thesis.txt").is_file()
    assert (small / "a-file").is_file()


def test_two_builds_at_once_leave_one_whole_site(small: Path) -> None:
    command = [sys.executable, "-m", "scripts.cli", "build"]
    both = [
        subprocess.Popen(
            command, cwd=small, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert (small / "site/404.html").is_file()
    whole = re.findall(r"Built (\d+) pages", "".join(out for out, _ in said))
    assert whole == [str(len(list((small / "site").rglob("*.html"))))] * 2


def test_a_build_that_was_ended_between_its_two_renames_loses_nothing(small: Path) -> None:
    assert verb(small, "build").returncode == 0
    (small / "site").rename(small / ".site.old")
    (small / "content/about/us.md").write_text("broken", encoding="utf-8")
    assert verb(small, "build").returncode == 1
    assert (small / "site/index.html").is_file()


def test_mkdocs_by_hand_does_not_touch_what_is_served(small: Path) -> None:
    assert verb(small, "build").returncode == 0
    before = (small / "site/index.html").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=small,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    pages = [
        {
            path.relative_to(site): visible(path.read_text(encoding="utf-8"))
            for path in site.rglob("*.html")
        }
        for site in (small / "site", small / ".build/by-hand")
    ]
    assert pages[0] == pages[1]
    assert (small / "site/index.html").read_bytes() == before


@pytest.mark.parametrize(
    "body",
    ["[x](http://[evil)", "*" * 3000, "![a](" * 2000],
    ids=["an address that is none", "stars", "pictures never closed"],
)
def test_text_that_makes_a_parser_stumble_is_said_and_never_hangs(small: Path, body: str) -> None:
    path = small / "content/about/a.md"
    path.write_text(
        f"---\nkind: page\ntitle: A\ndescription: A.\nwritten: 2026-11-21\n---\n{body}\n",
        encoding="utf-8",
    )
    verb(small, "check")
    done = verb(small, "build")
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr


def test_a_demonstration_tells_who_may_log_in_and_is_served(small: Path, tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.cli", "serve", "--demo"],
            cwd=small,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "HANDRAIL_PORT": str(port)},
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/portal/care/login", process, within=120)
    finally:
        process.terminate()
        process.wait()
    said = log.read_text(encoding="utf-8")
    assert "Everyone here is invented. Readers log in at /portal/care/:\n    " in said
    assert f"Handrail is at http://127.0.0.1:{port} " in said
    assert "Traceback" not in said
