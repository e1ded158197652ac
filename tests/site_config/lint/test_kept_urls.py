"""Addresses that people may have kept: none is lost, and an old one leads to one page alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_config import exports
from site_config.lint import kept_urls
from site_config.lint.run import run_all
from site_config.model import Catalogue, Problem, load
from site_config.views import pages
from tests.harness.content_folders import write
from tests.harness.paths import ROOT
from tests.site_config.lint.test_cases import IRELAND

LIST = kept_urls.PUBLISHED
PAGE = "---\nkind: page\ntitle: A page\ndescription: What it is.\nwritten: 2026-11-21\n{}---\n"


def catalogue(folder: Path, **moved: str) -> Catalogue:
    """Pages in ``about/``, each with more lines of front matter, the first of which is line 6."""
    write(
        folder,
        {**IRELAND, **{f"about/{name}.md": PAGE.format(more) for name, more in moved.items()}},
    )
    found, problems = load(folder)
    assert problems == []
    return found


def gone(read: Catalogue, published: str, broken: set[str] | None = None) -> list[Problem]:
    return kept_urls.problems(read, published, LIST, pages.paths(read), broken or set())


def test_a_page_that_stands_where_it_stood_is_in_order(tmp_path: Path) -> None:
    assert (
        gone(
            catalogue(tmp_path, a=""),
            "# A remark\n\n/\n/about/a/\n/crisis/\n/crisis/ie/ # and "
            "another\n/crisis/fr/\n/crisis/ie/sources/\n",
        )
        == []
    )


def test_a_page_that_is_gone_is_an_error_with_the_line_of_its_address(tmp_path: Path) -> None:
    (problem,) = gone(catalogue(tmp_path, a=""), "/about/a/\n/coping/a-walk/\n")
    assert (problem.path, problem.line, problem.level) == (LIST, 2, "error")
    assert problem.what == "people may have kept coping/a-walk/, and no page stands there now"
    assert problem.write == "add it to moved_from of the page that took its place"


def test_a_page_that_went_into_another_folder_is_named(tmp_path: Path) -> None:
    (problem,) = gone(catalogue(tmp_path, walking=""), "/coping/walking/\n")
    assert (
        problem.write
        == "add it to moved_from of the page that took its place, perhaps content/about/walking.md"
    )


def test_a_page_that_says_where_it_stood_is_in_order(tmp_path: Path) -> None:
    assert gone(catalogue(tmp_path, a="moved_from: [coping/a-walk/]\n"), "/coping/a-walk/\n") == []


@pytest.mark.parametrize("more", ["draft: true\n", "draft: true\nmoved_from: [about/a/]\n"])
def test_a_page_that_became_a_draft_is_an_error_that_says_so(tmp_path: Path, more: str) -> None:
    name = "b" if "moved" in more else "a"
    (problem,) = gone(catalogue(tmp_path, **{name: more}), "/about/a/\n")
    assert problem.what == "people may have kept about/a/, and its page is a draft now"
    assert f"content/about/{name}.md" in problem.write


def test_a_page_that_cannot_be_read_is_not_missed_a_second_time(tmp_path: Path) -> None:
    assert gone(catalogue(tmp_path), "/about/a/\n", {"about/a"}) == []


WRONG = {
    "a page stands there": ("moved_from: [about/b/]\n", 6, "about/b.md stands at about/b/"),
    "it is the page's own": (
        "moved_from:\n  - about/old/\n  - about/a/\n",
        8,
        "this is where the page stands now",
    ),
    "the project makes it": (
        "moved_from: [crisis/fr/]\n",
        6,
        "the project makes crisis/fr/ itself",
    ),
    "the portal stands there": (
        "moved_from: [portal/code/]\n",
        6,
        "the project makes portal/code/ itself",
    ),
    "it stands there twice": (
        "moved_from: [about/old/, about/old/]\n",
        6,
        "about/old/ stands here twice",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_old_address_that_cannot_be_one_is_an_error(tmp_path: Path, name: str) -> None:
    more, line, what = WRONG[name]
    read = catalogue(tmp_path, a=more, b="")
    (problem, *_) = [
        one for one in run_all(read, made=lambda: pages.paths(read)) if one.level == "error"
    ]
    assert (problem.path, problem.line, problem.what) == ("content/about/a.md", line, what)
    assert problem.field.startswith("moved_from[")


def test_an_old_address_belongs_to_one_page(tmp_path: Path) -> None:
    read = catalogue(
        tmp_path, a="moved_from: [about/old/]\n", b="moved_from: [about/older/, about/old/]\n"
    )
    (problem,) = kept_urls.moved_from_problems(read)
    assert (problem.path, problem.line, problem.field) == ("content/about/b.md", 6, "moved_from[2]")
    assert problem.what == "about/a.md says that it stood at about/old/, too"


def test_an_old_address_that_nothing_else_has_is_in_order(tmp_path: Path) -> None:
    read = catalogue(
        tmp_path,
        a="moved_from: [about/old/, coping/for/nothing/]\n",
        b="moved_from: [about/older/]\n",
    )
    assert kept_urls.moved_from_problems(read, lambda: pages.paths(read)) == []


def test_the_paths_of_what_is_made_are_those_that_a_build_makes(tmp_path: Path) -> None:
    read, _ = load(ROOT / "content")
    day = read.countries["crisis/ie"].written
    files = exports.files(read, day, "https://example.org/")
    assert pages.paths(read) == {
        *files,
        *(page.path for page in pages.generated_pages(read, day, "https://example.org/", files)),
    }


def test_every_address_of_today_is_kept() -> None:
    read, _ = load(ROOT / "content")
    kept = (ROOT / LIST).read_text(encoding="utf-8").splitlines()
    listed = [line for line in kept if not line.startswith("#")]
    assert listed == sorted(set(listed))
    missing = {f"/{address}" for address in kept_urls.lasting(read, pages.paths(read))} - set(
        listed
    )
    assert missing == set(), "keep them for good: python3 -m scripts published"


def test_no_address_of_ours_alone_is_kept() -> None:
    kept = (ROOT / LIST).read_text(encoding="utf-8").splitlines()
    assert [
        line
        for line in kept
        if line.startswith(("/x/", "/about/specimen/", "/guidelines/words/", "/portal/"))
    ] == []


def test_what_is_made_of_a_file_that_cannot_be_read_is_not_told_as_gone(tmp_path: Path) -> None:
    """Its own mistake is told already, and nothing has moved."""
    catalogue, _ = load(tmp_path)
    list_ = "crisis/zz/card/\ncoping/for/anger/\ncoping/gone/\n"
    assert [problem.line for problem in gone(catalogue, list_, {"crisis/zz"})] == [3]
    assert [problem.line for problem in gone(catalogue, list_)] == [1, 2, 3]
