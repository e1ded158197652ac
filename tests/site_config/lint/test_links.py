"""Links that stay on the site: what leads somewhere, what leads nowhere, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from site_config.lint import links
from site_config.lint.markdown import render
from site_config.lint.markdown.text import texts_of
from site_config.lint.run import run_all
from site_config.model import Catalogue, Problem, load
from site_config.views import pages
from tests.harness.content_folders import write
from tests.harness.paths import ROOT
from tests.site_config.lint.test_cases import IRELAND

FRONT = "---\nkind: page\ntitle: A page\ndescription: What it is.\nwritten: 2026-11-21\n"
PAGE = FRONT + "---\n"
PARTS = PAGE + (
    "## Two words\n\n## Two words\n\n## Own {#here}\n\n## With `code` & “quotes” *and* [a "
    "link](a.md)\n\nUnder\n-----\n\n"
    'Words.\n{: #words }\n\n<span id="tag">Words</span>\n\n!!! care "Take care"\n\n    ## '
    "Inside\n\n```\n## Never\n```\n"
)
GROUP = ROOT / "content/groups/carers.md"
GIF = b"GIF89a\x02\0\x03\0\0\0\0,\0\0\0\0\x02\0\x03\0\0\x02\x01\0\0;"
FILES: dict[str, str | bytes] = {
    **IRELAND,
    "about/a.md": PAGE,
    "about/parts.md": PARTS,
    "about/bench.gif": GIF,
    "about/later.md": FRONT + "draft: true\n---\n",
    "coping/index.md": PAGE,
    "about/moved.md": FRONT + "moved_from: [about/old/, coping/older-still/]\n---\n",
    "crisis/alerts.yml": "",
    "care/notes.md": "Words.",
    "groups/carers.md": GROUP.read_text(encoding="utf-8")
    .replace("example: true\n", "")
    .split("\n---\n")[0]
    + "\n---\n",
}
NOWHERE = "the link to {} leads nowhere"


def catalogue(folder: Path, body: str) -> Catalogue:
    write(folder, {**FILES, "about/page.md": PAGE + body})
    found, problems = load(folder)
    assert problems == []
    return found


def found(folder: Path, body: str) -> list[Problem]:
    """What is wrong with the links of a page in ``about/``, whose text begins in line 7."""
    read = catalogue(folder, body)
    return [
        problem
        for problem in links.problems(read, texts_of(read), (), lambda: pages.paths(read))
        if problem.path == "content/about/page.md"
    ]


GOOD = {
    "pages, in each of the ways to write an address": '[a](a.md), [a](<a.md>), [a](a.md "A"), '
    "[a]( a.md ), [a](a.md?x=1), "
    '[home](../index.md), <a href="a.md">a</a>',
    "words over two lines": "[a and\nb](a.md)",
    "a page and itself by their addresses": "[a](/about/a/), [home](/), [a](../a/), [here](./), "
    "[coping](../../coping/), [a](/about/a), <a "
    "href='/about/a/'>a</a>",
    "pages that the project makes": "[France](/crisis/fr/), [France](../../crisis/fr/), "
    "[card](/crisis/data/), [csv](/crisis/data/lines.csv), "
    "[sources](/crisis/ie/sources/), [France](../crisis/fr.md)",
    "the portal": "[note](/portal/feedback), [code](/portal/code), "
    "[join](/portal/groups/carers/join)",
    "parts of this page": "## Two words\n\n[there](#two-words)",
    "parts of other pages": "[a](parts.md#two-words), [b](parts.md#two-words_1), "
    "[c](parts.md#here), [d](/about/parts/#under), [e](parts.md#words), "
    "[f](parts.md#tag), "
    "[g](parts.md#with-code-quotes-and-a-link), [h](parts.md#inside)",
    "a picture": "![A bench](bench.gif) and [large](bench.gif)",
    "names for addresses": "[a][1], [a][], [A] [one]\n\n[1]: a.md\n[a]: <a.md>\n[one]: /about/a/ "
    '"A"',
    "other places": "[web](https://example.org/gone.md), <https://example.org/x.md>, "
    "[call](tel:112), [mail](mailto:a@example.org), [web](//example.org/x)",
    "code and notes": "`[a](gone.md)`\n\n```\n[a](gone.md)\n```\n\nWords.[^1]\n\n[^1]: A "
    "note.\n\nHTML\n\n*[HTML]: A language",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_link_that_leads_somewhere_is_in_order(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, GOOD[name]) == []


BAD = {
    "a page that is gone": (
        "Words.\n\n[gone](gone.md)\n",
        9,
        8,
        NOWHERE.format("gone.md"),
        "name a file that exists",
    ),
    "a name that is misspelt": (
        "[parts](prats.md)\n",
        7,
        9,
        NOWHERE.format("prats.md"),
        "did you mean parts.md?",
    ),
    "a page in another folder": (
        "[coping](organisation.md), [i](../coping/parts.md)\n",
        7,
        32,
        NOWHERE.format("../coping/parts.md"),
        "did you mean parts.md?",
    ),
    "a part of a page that is gone": (
        "[gone](../gone.md#part)\n",
        7,
        8,
        NOWHERE.format("../gone.md#part"),
        "name a file",
    ),
    "the second link of a line": (
        "[a](a.md) and [gone](gone.md)\n",
        7,
        22,
        NOWHERE.format("gone.md"),
        "name a file",
    ),
    "words over two lines": (
        "[a and\nb](gone.md)\n",
        8,
        4,
        NOWHERE.format("gone.md"),
        "name a file",
    ),
    "a file from the root": (
        "[a](/about/a.md)\n",
        7,
        5,
        NOWHERE.format("/about/a.md"),
        "did you mean a.md?",
    ),
    "a page without its ending": ("[a](a)\n", 7, 5, NOWHERE.format("a"), "did you mean a.md?"),
    "an address as a browser would read it from the file": (
        "[a](../about/a/)\n",
        7,
        5,
        NOWHERE.format("../about/a/"),
        "did you mean a.md?",
    ),
    "an address that is no page": (
        "[a](/about/b/)\n",
        7,
        5,
        NOWHERE.format("/about/b/"),
        "name a file",
    ),
    "a country that does not exist": (
        "[a](/crisis/qq/)\n",
        7,
        5,
        NOWHERE.format("/crisis/qq/"),
        "",
    ),
    "a group that does not exist": (
        "[a](/portal/groups/gone/join)\n",
        7,
        5,
        NOWHERE.format("/portal/groups/gone/join"),
        "",
    ),
    "a room of the portal that is none of a visitor's": (
        "[a](/portal/secret)\n",
        7,
        5,
        NOWHERE.format("/portal/secret"),
        "",
    ),
    "a place out of the tree": (
        "[a](../../../secret.md)\n",
        7,
        5,
        NOWHERE.format("../../../secret.md"),
        "name a file",
    ),
    "a draft": (
        "[later](later.md)\n",
        7,
        9,
        "the link to later.md leads to a draft, which is never built",
        "take the link away until",
    ),
    "a draft by its address": (
        "[later](/about/later/)\n",
        7,
        9,
        NOWHERE.format("/about/later/"),
        "",
    ),
    "a page that has moved": (
        "[old](old.md)\n",
        7,
        7,
        "the link to old.md leads to a page that has moved",
        "write moved.md",
    ),
    "the address of a page that has moved": (
        "[old](/coping/older-still/)\n",
        7,
        7,
        "the link to /coping/older-still/ leads to a page that has moved",
        "write moved.md",
    ),
    "notes": (
        "[notes](../README.md)\n",
        7,
        9,
        "the link to ../README.md leads to notes, which are never published",
        "link to a page",
    ),
    "facts": (
        "[alerts](../crisis/alerts.yml)\n",
        7,
        10,
        "the link to ../crisis/alerts.yml leads to notes, which are never published",
        "link to a page",
    ),
    "the folder of care": (
        "[care](../care/notes.md)\n",
        7,
        8,
        "the link to ../care/notes.md leads to notes, which are never published",
        "link to a page",
    ),
    "a part that another page does not have": (
        "[a](parts.md#two-word)\n",
        7,
        5,
        "the link to parts.md#two-word leads to a part that about/parts.md does not have",
        "did you mean #two-words?",
    ),
    "a part in a block of code": (
        "[a](parts.md#never)\n",
        7,
        5,
        "the link to parts.md#never leads to a part that about/parts.md does not have",
        "",
    ),
    "a part that this page does not have": (
        "## Here\n\n[a](#there)\n",
        9,
        5,
        "the link to #there leads to a part that about/page.md does not have",
        "#",
    ),
    "a part by the address of a page": (
        "[a](/about/parts/#nowhere)\n",
        7,
        5,
        "the link to /about/parts/#nowhere leads to a part that about/parts.md does not have",
        "",
    ),
    "a picture that is gone": (
        "![A bench](bensh.gif)\n",
        7,
        12,
        "there is no picture bensh.gif",
        "did you mean bench.gif?",
    ),
    "a picture from the root": (
        "![A bench](/about/bench.gif)\n",
        7,
        12,
        "there is no picture /about/bench.gif",
        "did you mean bench.gif?",
    ),
    "a picture in HTML": (
        '<img alt="A bench" src="bank.png">\n',
        7,
        25,
        "there is no picture bank.png",
        "name a file",
    ),
    "a link in HTML": (
        "Words <a class=\"x\" href='gone.md'>a</a>\n",
        7,
        26,
        NOWHERE.format("gone.md"),
        "name a file",
    ),
    "a name that leads nowhere": (
        "[a][1]\n\n[1]: gone.md\n",
        9,
        6,
        NOWHERE.format("gone.md"),
        "name a file",
    ),
    "a name that stands nowhere": (
        "Words [a][1]\n",
        7,
        7,
        "nothing below says where [1] leads",
        "add a line [1]: with its address",
    ),
    "blanks and capitals that a browser would write otherwise": (
        "[a](A%20page.md)\n",
        7,
        5,
        NOWHERE.format("A page.md"),
        "did you mean page.md?",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_link_that_leads_nowhere_is_told_with_its_place_and_what_was_meant(
    tmp_path: Path, name: str
) -> None:
    body, line, column, what, write = BAD[name]
    (problem,) = found(tmp_path, body)
    assert (problem.line, problem.column, problem.what, problem.level) == (
        line,
        column,
        what,
        "error",
    )
    assert problem.write and write in problem.write


def test_of_many_dead_links_the_first_are_told(tmp_path: Path) -> None:
    many = found(tmp_path, "[a](gone.md)\n\n" * 50)
    assert [problem.line for problem in many] == list(range(7, 29, 2))
    assert many[-1].what == "more links of this page lead nowhere, from here on"


def test_what_could_not_be_read_is_not_missed_a_second_time(tmp_path: Path) -> None:
    read = catalogue(tmp_path, "[b](b.md) and [c](/about/c/)\n")
    assert (
        links.problems(read, texts_of(read), {"about/b", "about/c"}, lambda: pages.paths(read))
        == []
    )


def test_where_nobody_knows_what_the_project_makes_only_files_are_looked_at(tmp_path: Path) -> None:
    read = catalogue(tmp_path, "[a](/crisis/fr/), [b](gone.md)\n")
    (problem,) = links.problems(read, texts_of(read))
    assert problem.what == NOWHERE.format("gone.md")


def test_all_checks_look_at_links(tmp_path: Path) -> None:
    read = catalogue(tmp_path, "[a](gone.md)\n")
    assert NOWHERE.format("gone.md") in {problem.what for problem in run_all(read)}


def test_parts_are_found_by_the_same_extensions_as_in_the_build() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = yaml.safe_load(text[text.index("markdown_extensions:") : text.index("exclude_docs:")])[
        "markdown_extensions"
    ]
    assert [
        name if isinstance(name, str) else next(iter(name)) for name in listed
    ] == render.EXTENSIONS
