"""The rules that look at a whole page: the place of what they find, lines made to keep them busy,
and what they leave alone.

Their examples run in ``test_wording.py``; what they say of small pages stands in
``cases/page-*.yml``.
"""

from __future__ import annotations

import time

import pytest

from site_config.lint import page, wording
from site_config.lint.markdown.markup import boxes, targets
from site_config.lint.markdown.text import LONGEST_LINE, Text
from site_config.lint.wording.rule import Rule, load_rules
from site_config.lint.wording.run import run_rule
from tests.content.test_shipped import CONTENT, shipped

RULES = [rule for rule in load_rules().values() if rule.kind == "check"]
# What is put at the end of a real page, the rule that speaks of it, and the words at whose
# beginning it must point.
MISTAKES = {
    "a link to here": ("Read it [here](index.md).", "vague-link", "[here]"),
    "a link over two lines": ("Read it [click\nhere](index.md).", "vague-link", "[click"),
    "a number behind a link": ("[A page](index.md), or call 0800 111 2222.", "bare-number", "0800"),
    "an address behind stars": ("**See** https://example.org/a.", "raw-url", "https:"),
    "an address that follows": (
        "See [this page](https://example.org/?utm_source=a).",
        "tracking-link",
        "[this page]",
    ),
    "a picture without words": ("Words ![](bench.png).", "img-alt", "![]"),
    "a picture that hurts": ("Words ![A noose](bench.png).", "harmful-image", "![A noose]"),
    "capitals in a list": ("- Words.\n- PLEASE READ **THIS** FIRST", "all-caps", "PLEASE"),
    "a heading with a method": ("## After an *overdose*", "method-heading", "overdose"),
    "sound without words": ("Hear [the calm](calm.mp3).", "video-transcript", "[the calm]"),
    "a second tab": ('Words <a href="index.md" target="_blank">a page</a>.', "new-tab", "<a"),
    "a big heading": ("# One", "one-h1", "# One"),
}
HOSTILE = [
    "`` a ` ",
    "[a](",
    "[a](b",
    "<a ",
    "<a href=",
    "](",
    "![",
    "*a ",
    "<!--",
    "<!---->",
    "{.",
    "[a]: ",
    "[a][",
    "0 1 2 ",
    "(0 ",
    "+1.2",
    "A B ",
    "a ",
    "a. ",
    "1 in ",
    "| ",
    "#",
    "http://",
    "tel:1",
    "call on ",
    "1%",
    "ten times ",
    "on a=",
    "style ",
    "src=",
    "javascript ",
    "<<",
    "\\",
    '!!! a "',
    "\"'",
]


def body_and_line(path: str) -> tuple[str, int]:
    text = (CONTENT / path).read_text(encoding="utf-8")
    return text, text.count("\n") + 2


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("path", ["coping/panic.md", "about/sources.md"])
def test_what_is_found_on_a_real_page_is_told_at_its_place(path: str, name: str) -> None:
    written, rule, begins = MISTAKES[name]
    real, _ = body_and_line(path)
    whole = f"{real}\n\n{written}\n"
    entry = next(entry for entry in shipped().entries() if entry.path == path)
    changed = entry.model_copy()
    changed.placed(path, entry.body + f"\n\n{written}\n", entry.body_line, entry.places, entry.head)
    before = wording.of_page(Text.of(entry))
    found = [
        problem
        for problem in wording.of_page(Text.of(changed))
        if problem.rule == rule and problem not in before
    ]
    assert len(found) == 1, f"{len(found)} found"
    assert whole.split("\n")[found[0].line - 1][found[0].column - 1 :].startswith(begins)
    assert found[0].path == f"content/{path}" and found[0].source == load_rules()[rule].sources[0]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_line_keeps_a_rule_busy(hostile: str) -> None:
    """As long as a line may be, over and over, in one paragraph and in many."""
    line = (hostile * LONGEST_LINE)[:LONGEST_LINE]
    begun = time.process_time()
    for body in (
        "\n".join([line] * 5),
        "\n\n".join([line] * 10),
        "a" + " " * (LONGEST_LINE - 2) + "a",
    ):
        text = Text.of_markdown(body)
        for rule in RULES:
            run_rule(rule, text)
    assert time.process_time() - begun < 5, "a pattern looks at the same letters again and again"


def test_all_rules_for_pages_are_quick_on_all_content() -> None:
    texts = [Text.of(entry) for entry in shipped().entries()]
    begun = time.process_time()
    for text in texts:
        for rule in RULES:
            run_rule(rule, text)
    # Twice of what was measured is left for a busy machine; the figure itself stands in the bench.
    assert time.process_time() - begun < 1.5


def test_every_check_has_a_rule_and_every_rule_a_check() -> None:
    assert {rule.check for rule in RULES} == set(page.CHECKS)


@pytest.mark.parametrize(
    "name", ["all-caps", "long-sentence", "long-paragraph", "stat-source", "reading-grade"]
)
def test_a_members_own_words_are_not_judged_for_how_they_are_written(name: str) -> None:
    rule: Rule = load_rules()[name]
    for bad in rule.bad:
        inside = "\n".join(f"    {line}" for line in bad.split("\n"))
        assert run_rule(rule, Text.of_markdown(bad)) != []
        assert run_rule(rule, Text.of_markdown(f'!!! quote "A member wrote"\n\n{inside}\n')) == []


def test_links_are_read_in_every_form_in_which_they_are_written() -> None:
    written = (
        "[a](b.md), [c](<d e>) ![f](g.png){.wide} [h][one] [two] <https://i.example> <a "
        "href='j'>k <b>l</b></a> <img src=m alt=n>\n"
        '[![o](p.png)](q.md) \\[r](s) [t](u(v)w "x")\n\n[one]: https://y.example\n[two]: <z.md>\n'
    )
    found = {
        (one.written, one.picture, one.words, one.address)
        for one in targets(Text.of_markdown(written))
    }
    assert found == {
        ("inline", False, "a", "b.md"),
        ("inline", False, "c", "d e"),
        ("inline", True, "f", "g.png"),
        ("named", False, "h", "https://y.example"),
        ("named", False, "two", "z.md"),
        ("auto", False, "https://i.example", "https://i.example"),
        ("html", False, "k <b>l", "j"),
        ("html", True, "n", "m"),
        ("inline", True, "o", "p.png"),
        ("inline", False, "![o](p.png)", "q.md"),
        ("inline", False, "t", "u(v)w"),
        ("definition", False, "", "https://y.example"),
        ("definition", False, "", "z.md"),
    }


def test_a_box_holds_its_lines_and_those_of_boxes_inside_it() -> None:
    text = Text.of_markdown(
        '!!! care "Take care"\n\n    One.\n\n    !!! help\n        Two.\n\n    Three.\n\nFour.\n'
    )
    assert [(box.kind, box.line, [number for number, _ in box.lines]) for box in boxes(text)] == [
        ("care", 1, [3, 5, 6, 8]),
        ("help", 5, [6]),
    ]
