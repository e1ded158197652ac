"""The checks of the whole catalogue, each with something good and something bad."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_config.lint import consistency, page, wording
from site_config.lint.markdown import reading_grade
from site_config.lint.markdown.text import Text
from site_config.lint.run import run_all
from site_config.model import Catalogue, Problem, errors, load
from tests.harness.content_folders import write
from tests.harness.paths import ROOT

Read = Callable[..., Catalogue]
ORGANISATION_FILE = ROOT / "content/about/organisation.md"
CARE = '!!! care "Take care"\n\n    Stop when it hurts.\n\n## How to do it\n\n1. One step.\n'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads files of content on top of the ground, which must be in order as far as the model goes."""

    def catalogue(**files: str) -> Catalogue:
        write(tmp_path, {path.replace("__", "/") + ".md": text for path, text in files.items()})
        found, problems = load(tmp_path)
        assert problems == []
        return found

    return catalogue


def page_file(body: str, keys: str = "kind: page") -> str:
    """A page whose body begins in line 7, or later when it has more keys."""
    return f"---\n{keys}\ntitle: A page\ndescription: What it is.\nwritten: 2026-11-21\n---\n{body}"


def coping(body: str = CARE, **keys: str) -> str:
    more = "".join(f"\n{key}: {value}" for key, value in keys.items())
    return page_file(
        body,
        "kind: coping\nhelps_with: [panic]\nminutes: 5\nwhere: [at-home]\nevidence: "
        "some\nevidence_note: Trials."
        "\nsources: [{title: A study, date: undated, seen: excerpt}]" + more,
    )


def country(code: str) -> str:
    return (
        f"---\nkind: country\ntitle: Somewhere\ncountry: {code}\nwritten: 2026-11-21\n"
        'emergency: [{number: "112", service: all, sources: [{title: A list, date: '
        "undated}]}]\n---\n"
    )


def mistakes(catalogue: Catalogue) -> list[Problem]:
    """What stops a build, of what the checks of pages and of words find."""
    texts = [(entry, Text.of(entry)) for entry in catalogue.entries()]
    return errors(
        [
            problem
            for entry, text in texts
            for problem in [*page.problems(entry, text), *wording.problems(text, page.CHECKS)]
        ]
    )


def graded(catalogue: Catalogue) -> list[Problem]:
    """Pages that are too hard to read."""
    return [
        problem
        for entry in catalogue.entries()
        for problem in wording.problems(Text.of(entry), page.CHECKS)
        if problem.rule == "reading-grade"
    ]


def said(problems: list[Problem]) -> list[tuple[int, str]]:
    """The line of each Problem, and what is wrong in it."""
    return [(problem.line, problem.what) for problem in problems]


def test_an_organisation_whose_country_has_lines_is_in_order(read: Read) -> None:
    assert consistency.problems(read(crisis__ie=country("IE"))) == []


def test_an_organisation_whose_country_has_no_lines_is_an_error(read: Read) -> None:
    (problem,) = consistency.problems(read(crisis__gb=country("GB")))
    assert (problem.path, problem.field, problem.what) == (
        "content/about/organisation.md",
        "country",
        "there are no crisis lines for IE",
    )
    assert problem.write == "add content/crisis/ie.md"
    assert problem.level == "error"


@pytest.mark.parametrize(("path", "shape"), [("index", "home"), ("crisis/index", "countries")])
def test_a_copy_without_its_first_pages_is_an_error(read: Read, path: str, shape: str) -> None:
    catalogue = read(crisis__ie=country("IE"))
    del catalogue.pages[path]
    (problem,) = consistency.problems(catalogue)
    assert (problem.path, problem.level) == (f"content/{path}.md", "error")
    assert shape in problem.write


def test_what_is_left_of_the_example_is_refused_under_another_name(read: Read) -> None:
    shipped = ORGANISATION_FILE.read_text(encoding="utf-8")
    group = shipped.replace("name: Example community", "name: Lighthouse").replace(
        "example: true\n", ""
    )
    catalogue = read(
        about__organisation=group,
        crisis__ie=country("IE"),
        about__a=page_file("", "kind: page\nexample: true"),
    )
    found = {(problem.path, problem.field) for problem in consistency.problems(catalogue)}
    assert found == {
        ("content/about/a.md", "example"),
        *(("content/about/organisation.md", key) for key in consistency.SHIPPED),
    }
    shown = read(
        about__organisation=shipped,
        crisis__ie=country("IE"),
        about__a=page_file("", "kind: page\nexample: true"),
    )
    assert consistency.problems(shown) == []


def test_a_file_that_cannot_be_read_is_not_missed_a_second_time(read: Read) -> None:
    catalogue = read(
        coping__a=coping(next="[coping/b]"), about__a=page_file("[see](../coping/b.md)")
    )
    assert (
        run_all(
            catalogue,
            [Problem(f"content/{name}.md", 3, "", "x", "y") for name in ("crisis/ie", "coping/b")],
        )
        == []
    )
    assert len(run_all(catalogue)) == 3


def test_next_names_pages_that_exist(read: Read) -> None:
    catalogue = read(
        crisis__ie=country("IE"),
        coping__a=coping(next="[coping/b, about/us]"),
        coping__b=coping(),
        about__us=page_file(""),
    )
    assert consistency.problems(catalogue) == []


def test_next_that_names_no_page_or_a_draft_is_an_error(read: Read) -> None:
    catalogue = read(
        crisis__ie=country("IE"),
        coping__a=coping(next="[coping/gone, coping/b]"),
        coping__b=coping(draft="true"),
    )
    assert [
        (problem.path, problem.field, problem.what) for problem in consistency.problems(catalogue)
    ] == [
        ("content/coping/a.md", "next[1]", "there is no page coping/gone"),
        ("content/coping/a.md", "next[2]", "there is no page coping/b"),
    ]


GOOD = {
    "headings below the big one": "## Two\n\n### Three\n",
    "a number sign in a sentence": "We are #1 in town, and 2 = 2.\n",
    "a link to a page": "[us](a.md), [us](a.md#here), [home](../index.md), "
    '[home](<../index.md>), [us](a.md "Us")\n',
    "a link to the web": "[web](https://example.org/a.md), <https://example.org/>\n",
    "a link inside the page": "[below](#below)\n",
    "a link to a number": "[call](tel:112)\n",
    "a picture with words": "![A bench by a lake](bench.png)\n",
    "words about personal data": "Personal data: we keep none. JavaScript: not needed. In our "
    "style.\n",
    "code in a line": "Write `<script>` or ``a ` style=`` in your notes.\n",
    "code in a block": "```\n<script>\n# not a heading\n```\n",
    "code in a block of waves, with another fence inside": "~~~ html\n```\n<script>\n~~~\n",
    "a table": "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "an abbreviation and a footnote": "HTML[^1]\n\n[^1]: A note.\n",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_has_no_problem(read: Read, name: str) -> None:
    assert said(mistakes(read(about__a=page_file(GOOD[name])))) == []


HEADING = "the big heading is made from title:"
SCRIPT = "a page may not carry a script"
STYLE = "a page may not carry a style of its own"
FOREIGN = "nothing may be loaded from another host"
BAD = {
    "a second big heading": ("Words.\n\n# One\n", 9, HEADING),
    "a big heading without a space": ("#One\n", 7, HEADING),
    "a big heading that is underlined": ("One\n===\n", 8, HEADING),
    "a big heading in HTML": ("<h1>One</h1>\n", 7, HEADING),
    "a script": ("Words.\n<script>alert(1)</script>\n", 8, "`<script>` may not stand in a page"),
    "a script in capitals": ("< SCRIPT src=x>\n", 7, "`<SCRIPT>` may not stand in a page"),
    "a frame": ("<iframe src=x>\n", 7, "`<iframe>` may not stand in a page"),
    "a form": ("<form>\n", 7, "`<form>` may not stand in a page"),
    "a style sheet": ("<style>p {}</style>\n", 7, "`<style>` may not stand in a page"),
    "a link to a style sheet": ("<link rel=stylesheet>\n", 7, "`<link>` may not stand in a page"),
    "a base": ("<base href=/x>\n", 7, "`<base>` may not stand in a page"),
    "a script in an attribute": ('<b onclick="x()">\n', 7, SCRIPT),
    "a script in an attribute behind a stroke": ("<b/onclick=x()>\n", 7, SCRIPT),
    "a script in an attribute on a line of its own": ("<b\nonclick=x()>\n", 8, SCRIPT),
    "a script in braces": ("Words\n{: onclick=x() }\n", 8, SCRIPT),
    "a script in braces without a space": ("**Words**{onclick=x()}\n", 7, SCRIPT),
    "a style in an attribute": ('<b style="color: red">\n', 7, STYLE),
    "a style in braces": ("**Words**{style=color:red}\n", 7, STYLE),
    "an address that is a script": (
        "[x](javascript:alert(1))\n",
        7,
        "`javascript:` is not an address",
    ),
    "an address that hides a script": (
        "[x](java&#115;cript&#58;alert(1))\n",
        7,
        "`javascript:` is not an address",
    ),
    "an address in brackets that is a script": (
        "[x]( <javascript:alert(1)>)\n",
        7,
        "`javascript:` is not an address",
    ),
    "an address below that is a script": (
        "[x][1]\n\n[1]: vbscript:x\n",
        9,
        "`vbscript:` is not an address",
    ),
    "an address that holds data": ("[x](data:text/html,x)\n", 7, "`data:` is not an address"),
    "an address in HTML that is a script": (
        '<a href="javascript:x">Our rules</a>\n',
        7,
        "`javascript:` is not an address",
    ),
    "a picture without words": (
        "![](bench.png)\n",
        7,
        "a picture has no words for those who cannot see it",
    ),
    "a picture with blank words": (
        "![ ](bench.png)\n",
        7,
        "a picture has no words for those who cannot see it",
    ),
    "a picture from another host": (
        "![Bench](https://example.org/b.png)\n",
        7,
        "a picture may not come from another host",
    ),
    "a picture from another host, without a scheme": (
        "![Bench](//example.org/b.png)\n",
        7,
        "a picture may not come from another host",
    ),
    "a picture from another host in HTML": (
        '<img alt="Bench" src="https://example.org/b.png">\n',
        7,
        FOREIGN,
    ),
    "pictures from another host in HTML": (
        "<img alt=Bench\nsrcset=//example.org/b.png>\n",
        8,
        FOREIGN,
    ),
    "a script behind a block of code": (
        "```\n~~~\n```\n<script>\n",
        10,
        "`<script>` may not stand in a page",
    ),
    "a script in a block that is never closed": (
        "```\n<script>\n",
        8,
        "`<script>` may not stand in a page",
    ),
    "a script in a block that a shorter fence does not close": (
        "````\n```\n<script>\n",
        9,
        "`<script>` may not stand in a page",
    ),
    "a script between marks that are no code": (
        "\\`<script>\\`\n",
        7,
        "`<script>` may not stand in a page",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_has_one_problem_with_its_line(read: Read, name: str) -> None:
    body, line, what = BAD[name]
    (problem,) = mistakes(read(about__a=page_file(body)))
    assert (problem.path, problem.line, problem.what) == ("content/about/a.md", line, what)
    assert problem.write
    assert problem.level == "error"


def test_lines_are_counted_behind_long_front_matter_and_code(read: Read) -> None:
    catalogue = read(
        about__a=page_file("```\na\n```\n\n# One\n", "kind: page\nkeywords:\n  - one\n  - two")
    )
    assert said(mistakes(catalogue)) == [(14, HEADING)]


@pytest.mark.parametrize(
    ("body", "in_order"),
    [
        (CARE, True),
        ("Two lines.\n\n" + CARE, True),
        ("1. One step.\n\n" + CARE, False),
        ("## How to do it\n\n1. One step.\n", False),
        ("Words alone.\n", False),
        ("```\n" + CARE + "```\n", False),
    ],
    ids=["care first", "words first", "steps first", "no care", "neither", "care as code"],
)
def test_a_coping_page_says_first_what_to_take_care_of(
    read: Read, body: str, in_order: bool
) -> None:
    found = mistakes(read(coping__a=coping(body)))
    assert said(found) == ([] if in_order else [(13, "the steps come before what to take care of")])


def test_other_pages_need_no_box(read: Read) -> None:
    assert mistakes(read(about__a=page_file("1. One step.\n"))) == []


EASY = "The cat sat on the mat. " * 7
HARD = "Together we remember gentle winter mornings. " * 7


def test_a_grade_is_the_formula_of_flesch_and_kincaid() -> None:
    # 6 words a sentence; 6 and 13 syllables: 0.39 × 6 + 11.8 × 1 − 15.59 and 0.39 × 6 + 11.8 × 13/6
    # − 15.59
    assert reading_grade.grade(EASY) == pytest.approx(-1.45)
    assert reading_grade.grade(HARD) == pytest.approx(12.3167, abs=0.0001)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1),
        ("made", 1),
        ("tree", 1),
        ("table", 2),
        ("asked", 1),
        ("wanted", 2),
        ("panic", 2),
        ("remember", 3),
        ("née", 1),
        ("self-care", 2),
        ("rhythm", 1),
        ("hmm", 1),
    ],
)
def test_syllables_are_groups_of_vowels(word: str, syllables: int) -> None:
    assert reading_grade.grade(f"{word} " * 40) == pytest.approx(
        0.39 * 40 + 11.8 * syllables - 15.59
    )


def test_few_words_have_no_grade() -> None:
    assert reading_grade.grade("word " * 39) is None
    assert reading_grade.grade("word " * 40) is not None
    assert reading_grade.grade("") is None


def test_a_page_that_is_hard_to_read_is_a_warning(read: Read) -> None:
    (problem,) = graded(read(about__a=page_file(HARD), about__b=page_file(EASY)))
    assert (problem.path, problem.line, problem.level) == ("content/about/a.md", 7, "warning")
    assert "reading grade 12.3, above 9" in problem.what


def test_a_guide_beside_the_crisis_lines_must_be_easier_than_other_pages(read: Read) -> None:
    # 6 words a sentence and 10 syllables: grade 6.4
    between = "We remember many days of winter. " * 7
    guide = "kind: page\nshape: guide"
    (problem,) = graded(
        read(
            crisis__a=page_file(between, guide),
            crisis__b=page_file(EASY, guide),
            about__c=page_file(between),
        )
    )
    assert (problem.path, problem.line, problem.level) == ("content/crisis/a.md", 8, "warning")
    assert "reading grade 6.4, above 6" in problem.what


@pytest.mark.parametrize(
    "extra",
    [
        "## Incomprehensible organisational responsibilities\n\n",
        "| Incomprehensible | responsibilities |\n|---|---|\n\n",
        "```\nIncomprehensible organisational responsibilities\n```\n\n",
        '!!! care "Incomprehensible responsibilities"\n\n',
        "`incomprehensible` ",
        "<incomprehensible-responsibilities>\n",
    ],
    ids=["heading", "table", "code", "box", "code in a line", "tag"],
)
def test_what_is_no_sentence_does_not_count(read: Read, extra: str) -> None:
    entry = read(about__a=page_file(extra + EASY)).pages["about/a"]
    assert reading_grade.grade(reading_grade.text_of(Text.of(entry))) == pytest.approx(-1.45)


def test_items_of_a_list_are_sentences_and_links_are_their_words(read: Read) -> None:
    listed = "".join(
        f"{mark} the cat sat on the [mat](https://example.org/incomprehensible)\n"
        for mark in ("-", "1.", "*", ">") * 2
    )
    entry = read(about__a=page_file(listed)).pages["about/a"]
    assert reading_grade.grade(reading_grade.text_of(Text.of(entry))) == pytest.approx(-1.45)


def test_all_checks_are_run_in_the_order_of_files_and_lines(read: Read) -> None:
    catalogue = read(about__a=page_file(HARD + "\n\n# One\n"), coping__a=coping("1. One step.\n"))
    found = run_all(catalogue)
    assert [(problem.path, problem.line, problem.level) for problem in found] == [
        ("content/about/a.md", 7, "warning"),
        ("content/about/a.md", 7, "suggestion"),
        ("content/about/a.md", 9, "error"),
        ("content/about/organisation.md", 9, "error"),
        ("content/coping/a.md", 13, "error"),
    ]
