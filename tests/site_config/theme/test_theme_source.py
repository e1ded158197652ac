"""What a designer reads: names in css/, js/ and the templates, and lines that fit a window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.harness.names import NAMES
from tests.harness.paths import ROOT
from tests.site_config.postbuild.test_purge import classes

THEME = ROOT / "site_config/theme"
LONGEST = 120
SOURCES = sorted(path for path in THEME.rglob("*") if path.suffix in {".html", ".css", ".js"})
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.S)
IN_SELECTOR = re.compile(r"\.([a-z][\w-]*)")
DATA = re.compile(r"\b(data-[\w-]+)")
# In scripts: what names something of a template is marked, so that the build can shorten it.
MARKED = re.compile(r'\b(selector|classList|attribute)\("([^"]*)"\)')
DATASET = re.compile(r"\.dataset\.(\w+)")
UNMARKED = re.compile(
    r'className = (?!classList\()|(?:querySelector(?:All)?|closest|matches)\("[^"]*(?:\.[a-z]|\[data-)'
    r'|(?:get|set|has|remove)Attribute\("(?:class|data-[a-z]+)"|\.classList\b'
)


def text(path: Path) -> str:
    return COMMENT.sub(" ", path.read_text(encoding="utf-8"))


def in_styles() -> set[str]:
    """Every class that a style sheet names."""
    return {
        name
        for path in THEME.glob("css/*.css")
        for name in IN_SELECTOR.findall(re.sub(r"\{[^{}]*\}", " ", text(path)))
    }


def in_templates() -> set[str]:
    """Every class that a template gives."""
    return {name for path in THEME.rglob("*.html") for name in classes(text(path))}


def data_in_templates() -> set[str]:
    return {name for path in THEME.rglob("*.html") for name in DATA.findall(text(path))}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_no_line_is_wider_than_a_window(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST] == []


def test_no_short_name_stands_in_a_source() -> None:
    assert len(in_styles()) > 80 and len(in_templates()) > 80
    short = set(NAMES.classes.values())
    assert sorted(in_styles() & short) == []
    assert sorted(in_templates() & short) == []
    assert sorted(data_in_templates() & set(NAMES.attributes.values())) == []
    assert [name for name in in_styles() | in_templates() if len(name) < 3] == []


def test_every_name_that_is_shortened_is_used() -> None:
    assert sorted(NAMES.classes.keys() - in_styles() - in_templates()) == []
    assert sorted(NAMES.attributes.keys() - data_in_templates()) == []


@pytest.mark.parametrize("path", sorted(THEME.glob("js/*.js")), ids=lambda path: path.name)
def test_a_script_marks_the_names_that_it_shares_and_a_template_or_style_has_them(
    path: Path,
) -> None:
    script = text(path)
    assert UNMARKED.findall(script) == []
    named = dict.fromkeys(("selector", "classList", "attribute"), "")
    for mark, value in MARKED.findall(script):
        named[mark] += f" {value}"
    known = in_styles() | in_templates()
    assert {*IN_SELECTOR.findall(named["selector"]), *named["classList"].split()} - known == set()
    data = {*DATA.findall(named["selector"]), *named["attribute"].split()}
    data |= {f"data-{name}" for name in DATASET.findall(script)}
    assert data - data_in_templates() == set()
