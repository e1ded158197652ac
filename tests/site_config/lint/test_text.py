"""What a check reads of a page: words in blocks, and the place of each in the file."""

from __future__ import annotations

import pytest

from site_config.lint.markdown.blocks import LONGEST_LINE, Block
from site_config.lint.markdown.text import Text
from site_config.model import load
from tests.harness.paths import ROOT


def words(markdown: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in Text.of_markdown(markdown).blocks]


WORDS_OF_A_PARAGRAPH = {
    "one\ntwo": "one two",
    "**one**\n_two_ three": "one two three",
    "snake_case stays": "snake_case stays",
    "in**side** a word": "inside a word",
    '[words](a.md "title") and [more][ref]': "words and more",
    "![A tree](tree.jpg){.wide} here": "A tree here",
    "see https://example.org/kill?a=b.": "see .",
    "<https://example.org> x": " x",
    "a `code` b": "a  b",
    "``a ` b`` c": " c",
    "a <!-- note --> b": "a  b",
    "<b>bold</b>": "bold",
    "don’t “say”": 'don\'t "say"',
    "don&#8217;t &amp; do": "don't & do",
    "a\u00a0b non\u2011stop": "a b non-stop",
    "\\*kept\\*": "*kept*",
    "> quoted\n> on": "quoted on",
    "[a](b(c)d) e": "a e",
    "3 < 4 and 5 > 2": "3 < 4 and 5 > 2",
    "*a*b*c*": "abc",
    "one  two \t three": "one two three",
    "donʼt self‐harm": "don't self-harm",
    "one<br>two": "one two",
    "one<br />\ntwo": "one two",
    "one\\\ntwo": "one two",
    "com&shy;mit&#8203;ted": "committed",
}


def test_words_of_a_paragraph() -> None:
    wanted = {markdown: [("paragraph", text)] for markdown, text in WORDS_OF_A_PARAGRAPH.items()}
    assert {markdown: words(markdown) for markdown in wanted} == wanted


def test_what_belongs_together_is_one_block_and_what_does_not_is_not() -> None:
    assert words(
        "# One\nText.\n\n1. First\n   goes on\n2. Second\n\n| A | B |\n|---|---|\n| 1 | 2 "
        "|\n\nTwo\n---\nEnd."
    ) == [
        ("heading", "One"),
        ("paragraph", "Text."),
        ("item", "First goes on"),
        ("item", "Second"),
        ("row", "| A | B |"),
        ("row", "| 1 | 2 |"),
        ("heading", "Two"),
        ("paragraph", "End."),
    ]


def test_code_is_no_words_unless_it_is_never_closed() -> None:
    assert words("```\nnot read\n```\nread") == [("paragraph", "read")]
    assert words("```\nread, since it stays open") == [("paragraph", "read, since it stays open")]


def test_a_box_ends_where_its_indent_ends_and_a_quotation_is_told() -> None:
    found = Text.of_markdown(
        '!!! quote "A member wrote"\n\n    Their words.\n\n    More.\n\nOurs.\n\n!!! care\n    '
        "Slowly."
    ).blocks
    assert [(block.text, block.quoted) for block in found] == [
        ("A member wrote", False),
        ("Their words.", True),
        ("More.", True),
        ("Ours.", False),
        ("", False),
        ("Slowly.", False),
    ]


@pytest.mark.parametrize(
    ("markdown", "quoted"),
    [
        ('!!! quote "A member wrote"\n    Theirs.\nOurs.', [False, True, False]),
        ('!!!quote "A member wrote"\n    Theirs.', [False, True]),
        ('!!! Quote "A member wrote"\n    Theirs.', [False, True]),
        (
            '!!! note "x"\n    !!! quote "y"\n        Theirs.\n    Ours.',
            [False, False, True, False],
        ),
        ("!!! quote “A member wrote”\n    Ours.", [False]),
        ('!!! quote "A member wrote"\n\tTheirs.', [False, True]),
        ('??? quote "No box on this site"\n    Ours.', [False]),
    ],
)
def test_members_words_are_those_that_stand_in_the_box_as_markdown_makes_it(
    markdown: str, quoted: list[bool]
) -> None:
    assert [block.quoted for block in Text.of_markdown(markdown).blocks] == quoted


def test_every_letter_knows_its_place() -> None:
    markdown = "First line\nhas  a   **bro**ken word, don&#8217;t\n  and [a link](x.md) more"
    block = Text.of_markdown(markdown).blocks[0]
    lines = markdown.split("\n")
    for word in ("First", "has", "bro", "ken", "and", "a link", "more"):
        line, column = block.place(block.text.index(word))
        assert lines[line - 1][column - 1 :].startswith(word), word


def test_front_matter_of_a_page_is_read_where_it_holds_sentences() -> None:
    catalogue, _ = load(ROOT / "content")
    challenge = Text.of(catalogue.challenges["challenges/mindful-breathing-week"])
    keys = [block.key for block in challenge.blocks if block.key]
    assert keys[0] == "title"
    assert set(keys) - {"caution"} == {
        "title",
        "description",
        "steps.name",
        "steps.do",
        "steps.gentler",
    }
    file = (ROOT / challenge.path).read_text(encoding="utf-8").split("\n")
    for block in challenge.blocks:
        line, column = block.place(0)
        assert not column or file[line - 1][column - 1 :].translate({0x2019: "'"}).startswith(
            block.text[:10]
        ), block


def test_the_name_of_an_operator_is_its_own() -> None:
    catalogue, _ = load(ROOT / "content")
    for slug in ("crisis/ie", "crisis/us"):
        assert {block.key for block in Text.of(catalogue.countries[slug]).blocks} <= {
            "title",
            "description",
            "lines.note",
            "lines.deaf_access",
            "lines.contacting.for_whom",
        }


def test_a_line_that_nobody_would_read_is_not_read() -> None:
    text = Text.of_markdown("a " * LONGEST_LINE + "\nshort")
    assert [block.text for block in text.blocks] == ["short"]


def test_a_block_without_words_has_a_place_all_the_same() -> None:
    assert Block("paragraph").place(0) == (1, 0)


HOSTILE = (
    *("`` a ` ", "[a](", "<a ", "](", "*", "_a", "<!--", "{.", "&a", "`", "|-", '](a "'),
    *("!!! a ", "# ", "- ", "> "),
)


def test_a_hostile_line_is_read_to_its_end() -> None:
    """Whatever a line is made of; how long it takes stands in the bench."""
    for hostile in HOSTILE:
        line = (hostile * LONGEST_LINE)[:LONGEST_LINE]
        blocks = Text.of_markdown(f"{line}\n" * 5 + "\nThe end.").blocks
        assert blocks[-1].text.endswith("The end."), hostile
