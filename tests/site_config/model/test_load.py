"""What cannot stand in a YAML case: folders that are missing or closed, links, and files made to
break a parser.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_config.model import Problem, errors, is_published, load
from site_config.model.front_matter import MOST_BYTES
from tests.harness.content_folders import MINIMAL_CONTENT, write

PAGE = "---\nkind: page\ntitle: A page\ndescription: What it is.\nwritten: 2026-11-21\n{}---\n{}"
SECONDS = 20
ROOT = Path(__file__).parents[3]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with an organisation and a first page."""
    folder = tmp_path / "content"
    write(folder, {})
    return folder


def found(content: Path) -> list[tuple[str, int, str]]:
    """Every Problem as path, line and what is wrong."""
    return [(problem.path, problem.line, problem.what) for problem in load(content)[1]]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    catalogue, problems = load(tmp_path / "content")
    assert catalogue.entries() == []
    assert [(problem.path, problem.what) for problem in problems] == [
        ("content", "there is no content folder"),
        ("content/about/organisation.md", "there is no such file"),
    ]


def test_a_file_instead_of_the_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("x")
    assert found(tmp_path / "content")[0] == ("content", 1, "there is no content folder")


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert found(tmp_path)[0] == ("content", 1, "the content folder is empty")


def test_problems_name_the_folder_as_they_are_told(content: Path) -> None:
    (content / "a.md").write_text("x")
    assert [problem.path for problem in load(content, "inhalt")[1]] == ["inhalt/a.md"]


def test_a_folder_called_like_a_page_is_a_problem_and_its_pages_are_read(content: Path) -> None:
    (content / "a.md").mkdir()
    (content / "a.md" / "b.md").write_text(PAGE.format("", ""))
    catalogue, problems = load(content)
    assert [(problem.path, problem.what) for problem in problems] == [
        ("content/a.md", "a folder is called like a page")
    ]
    assert "a.md/b.md" in {entry.path for entry in catalogue.entries()}


@pytest.mark.parametrize(
    "target",
    [
        "missing.md",
        "a.md",
        "index.md",
        "../outside.md",
        "../missing.md",
        "../outside",
        "about",
        "care/notes.md",
    ],
)
def test_a_link_is_no_way_around_the_rules(content: Path, target: str) -> None:
    (content.parent / "outside.md").write_text(PAGE.format("", ""))
    (content.parent / "outside").mkdir()
    (content.parent / "outside" / "b.md").write_text(PAGE.format("", ""))
    (content / "care").mkdir()
    (content / "care/notes.md").write_text(PAGE.format("", ""))
    (content / "a.md").symlink_to(target)
    assert found(content) == [("content/a.md", 1, "this is a link to another place")]
    assert {entry.path for entry in load(content)[0].entries()} == set(MINIMAL_CONTENT)


@pytest.mark.parametrize("name", ["picture.png", "folder"])
def test_a_picture_or_a_folder_may_not_be_a_link_to_the_outside(content: Path, name: str) -> None:
    (content.parent / "outside").mkdir()
    (content / name).symlink_to("../outside")
    assert found(content) == [(f"content/{name}", 1, "this is a link to another place")]


def test_a_content_folder_may_itself_be_a_link(content: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content)
    assert load(tmp_path / "link")[1] == []


@pytest.fixture
def closed() -> Iterator[Path]:
    """A content folder that others may read, with one page, one picture and one folder that nobody
    may.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, {"a.md": PAGE.format("", ""), "b/c.md": PAGE.format("", ""), "d.png": b""})
        folder.chmod(0o755)
        (folder / "a.md").chmod(0)
        (folder / "d.png").chmod(0)
        (folder / "b").chmod(0)
        yield folder
        (folder / "b").chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such rights")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_what_nobody_has_the_right_to_read_is_a_problem(closed: Path) -> None:
    assert as_nobody(closed) == [
        "content/a.md:1 — the file cannot be read (Permission denied) — give yourself the right "
        "to read it",
        "content/b:1 — the folder cannot be read (Permission denied) — give yourself the right "
        "to read it",
        "content/d.png:1 — the file cannot be read (Permission denied) — give yourself the right "
        "to read it",
    ]


def as_nobody(content: Path) -> list[str]:
    """The Problems that somebody without any rights gets: root would be let in everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            os.write(writing, "\n".join(map(str, load(content)[1])).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said.split("\n")


def test_a_file_of_the_greatest_size_is_read_and_a_larger_one_is_not(content: Path) -> None:
    page = PAGE.format("", "")
    (content / "a.md").write_text(page + "w" * (MOST_BYTES - len(page)))
    assert found(content) == []
    (content / "a.md").write_text(page + "w" * (MOST_BYTES - len(page) + 1))
    assert found(content) == [("content/a.md", 1, "the file is larger than 512,000 bytes")]


HOSTILE = {
    "brackets": "keywords: " + "[" * 100_000 + "]" * 100_000,
    "open brackets": "keywords: " + "[" * 200_000,
    "brackets hidden behind a comment": "# "
    + "]" * 100_000
    + "\nkeywords: "
    + "[" * 100_000
    + "]" * 100_000,
    "brackets hidden behind a quote": "title: '" + "]" * 100_000 + "'\nkeywords: " + "[" * 100_000,
    "braces": "keywords: " + "{a: " * 60_000,
    "dashes": "keywords:\n  " + "- " * 100_000 + "a",
    "question marks": "? " * 100_000 + "a",
    "steps to the right": "\n".join(" " * n + "a:" for n in range(800)),
    "an alias of aliases": "a: &a [x]\n"
    + "\n".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 20)}]"
        for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
    ),
    "a number of many digits": "keywords: [" + "9" * 100_000 + "]",
    "many keys": "\n".join(f"key{n}: 1" for n in range(20_000)),
    "many quotes": "keywords: " + '"a" ' * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_problem_and_never_the_end_of_the_process(
    content: Path, name: str
) -> None:
    (content / "a.md").write_text("---\nkind: page\n" + HOSTILE[name] + "\n---\n")
    code = "import sys; from pathlib import Path; from site_config.model import load; print(load(Path(sys.argv[1]))[1][0].path)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(content)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "content/a.md"), done.stderr[-500:]


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("index.md", True),
        ("coping/panic.md", True),
        ("about/photo.png", True),
        ("about/photo.JPEG", True),
        ("README.md", False),
        ("crisis/README.md", False),
        ("care/notes.md", False),
        ("care/photo.png", False),
        ("coping/care/notes.md", True),
        ("facts.yml", False),
        ("crisis/zones.yaml", False),
        (".env", False),
        ("a/.b/c.md", False),
        ("evil.html", False),
        ("evil.js", False),
        ("notes.txt", False),
        ("panic.MD", False),
        ("panic.markdown", False),
    ],
)
def test_only_pages_and_pictures_are_published(path: str, published: bool) -> None:
    assert is_published(path) is published


def test_a_problem_is_one_sentence_after_another() -> None:
    problem = Problem("content/a.md", 3, "title", "is missing", "add it")
    assert str(problem) == "content/a.md:3 title — is missing — add it"
    assert str(Problem("content/a.md", 3, "", "is empty", "")) == "content/a.md:3 — is empty"


def test_only_errors_stop_a_build_in_the_order_of_lines() -> None:
    first, second = (Problem("a.md", line, "", "is wrong", "mend it") for line in (2, 10))
    assert errors([second, Problem("a.md", 1, "", "is odd", "look", "warning"), first]) == [
        first,
        second,
    ]
