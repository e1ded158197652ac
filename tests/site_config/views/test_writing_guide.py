"""The guide for writers: made from the rules, whole, and without what could hurt a reader of it."""

from __future__ import annotations

import html
from pathlib import Path
from typing import get_args

import pytest

from site_config.lint.wording.rule import Category, load_rules
from site_config.views import writing_guide
from site_config.views.generated_page import GeneratedPage


@pytest.fixture(scope="module")
def guide() -> dict[str, GeneratedPage]:
    """Every page of the guide by its path."""
    return {page.path: page for page in writing_guide.pages()}


def test_every_category_has_a_page_and_every_rule_stands_on_one(
    guide: dict[str, GeneratedPage],
) -> None:
    assert set(writing_guide.CATEGORIES) == set(get_args(Category))
    assert set(guide) == {
        f"{writing_guide.FOLDER}/index.md",
        *(f"{writing_guide.FOLDER}/{key}.md" for key in writing_guide.CATEGORIES),
    }
    shown = [
        rule.id
        for page in guide.values()
        if isinstance(page.view, writing_guide.CategoryView)
        for rule in page.view.rules
    ]
    assert sorted(shown) == sorted(load_rules())


def test_the_first_page_counts_the_rules(guide: dict[str, GeneratedPage]) -> None:
    view = guide[f"{writing_guide.FOLDER}/index.md"].view
    assert isinstance(view, writing_guide.WritingGuideView)
    assert sum(count for _, _, _, count in view.categories) == len(load_rules())


def test_where_an_example_could_hurt_it_is_not_shown(site: Path) -> None:
    for key in writing_guide.WITHOUT_EXAMPLES:
        text = html.unescape(
            (site / writing_guide.FOLDER / key / "index.html").read_text(encoding="utf-8")
        )
        rules = [rule for rule in load_rules().values() if rule.category == key]
        assert [bad for rule in rules for bad in rule.bad if bad in text] == []
        assert [rule.id for rule in rules if rule.id not in text] == []


def test_elsewhere_an_example_of_each_side_is_shown(site: Path) -> None:
    text = html.unescape(
        (site / writing_guide.FOLDER / "promise/index.html").read_text(encoding="utf-8")
    )
    for rule in load_rules().values():
        if rule.category == "promise" and rule.kind == "pattern":
            assert rule.bad[0] in text and rule.good[0] in text, rule.id


def test_each_source_says_how_much_of_it_was_read(site: Path) -> None:
    text = (site / writing_guide.FOLDER / "suicide/index.html").read_text(encoding="utf-8")
    assert "(read)" in text and "(read in part)" in text


def test_pages_near_the_subject_lead_to_somebody(site: Path) -> None:
    for key in ("suicide", "method"):
        main = (
            (site / writing_guide.FOLDER / key / "index.html")
            .read_text(encoding="utf-8")
            .split("<main", 1)[1]
            .split("</main", 1)[0]
        )
        assert main.index("crisis/") < main.index("<h2"), key
