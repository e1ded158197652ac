"""What forms are made of: each part has a style, and stands in the specimen, where people look at
it and axe does.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.harness.names import served

PARTS = (
    "form.ask-form",
    ".field > label",
    ".field > .hint",
    ".field > input",
    ".field > textarea",
    ".field > select",
    "fieldset.field > legend",
    ".field.has-error > .error-message",
    ".field.has-error > input",
    "fieldset.field.has-error > .choice",
    ".code-field > input",
    ".choice > input[type=radio] + label",
    ".choice > input[checked]",
    ".choice > input[type=checkbox] + label .hint",
    ".choice.has-error",
    ".note.mend[role=alert] > h2.heading-3",
    ".note.mend li > a",
    ".steps > svg > .lit-tread",
    ".steps > svg > .unlit-tread",
    ".steps > svg > .handrail",
    "dl.answers > div > dd + dd > button.button-as-link",
    ".send > .note .button.teal",
    ".send button.button",
    "button.button.secondary",
    "a.button.teal",
    "a.standalone-link",
    ".house > li > i",
    ".thread > .mine > .meta",
    ".thread > .theirs > p.words",
    ".waits > li > a.sheet > .open",
    ".waits > li > a.sheet > .shut",
    ".waits > li.sheet button",
    ".safe > .words",
    ".trap > input[tabindex]",
)


@pytest.fixture(scope="module")
def specimen(site: Path) -> HTMLParser:
    return HTMLParser((site / "about/specimen/index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def style(site: Path) -> str:
    (path,) = site.glob("assets/site.*.css")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_form_stands_in_the_specimen_and_has_a_style(
    specimen: HTMLParser, style: str, part: str
) -> None:
    assert specimen.css_first(served(part)) is not None
    for name in re.findall(r"\.([a-z][\w-]*)", part):
        assert re.search(rf"\.{name}\b", style), name


def test_every_field_of_the_specimen_has_words_of_its_own(specimen: HTMLParser) -> None:
    labelled = {label.attributes["for"] for label in specimen.css("label[for]")}
    fields = [
        field.attributes["id"] for field in specimen.css("main input, main textarea, main select")
    ]
    assert len(fields) > 12
    assert set(fields) <= labelled
    for field in specimen.css("[aria-describedby]"):
        for name in (field.attributes["aria-describedby"] or "").split():
            assert specimen.css_first(f"#{name}") is not None, name


def test_what_machines_fill_in_is_displayed_and_out_of_the_way(
    specimen: HTMLParser, style: str
) -> None:
    rule = re.search(r"\.trap\{([^}]*)\}", style)
    assert rule is not None
    assert "display" not in rule[1]
    assert not re.search(r"(left|right|top|inset[\w-]*|text-indent):-", rule[1]), (
        "moved off the page it would widen it"
    )
    assert specimen.css_first(".trap input").attributes["tabindex"] == "-1"


def test_crisis_pages_carry_no_style_of_forms_and_nothing_that_moves(site: Path) -> None:
    html = (site / "crisis/ie/index.html").read_text(encoding="utf-8")
    assert [
        word for word in (".ask-form", "transition", "animation", "transform") if word in html
    ] == []
