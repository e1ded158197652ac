"""The rules that look at a whole page: the place of what they find, lines made to keep them busy,
and what they leave alone.

Their examples run in ``test_wording.py``; what they say of small pages stands in
``cases/page-*.yml``.
"""

from __future__ import annotations

from site_config.lint import page, wording
from site_config.lint.markdown.blocks import LONGEST_LINE
from site_config.lint.markdown.markup import targets
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import load_rules
from site_config.model import Problem
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


def found_by(name: str, text: Text) -> list[Problem]:
    """What the rule of a name finds, whatever marks stand in the text."""
    rule = load_rules()[name]
    return list(page.CHECKS[rule.check](text, rule))


def test_what_is_found_on_a_real_page_is_told_at_its_place() -> None:
    for path in ("coping/panic.md", "about/sources.md"):
        real = (CONTENT / path).read_text(encoding="utf-8")
        entry = next(entry for entry in shipped().entries() if entry.path == path)
        before = wording.problems(Text.of(entry), page.CHECKS)
        for name, (written, rule, begins) in MISTAKES.items():
            lines = f"{real}\n\n{written}\n".split("\n")
            changed = entry.model_copy()
            changed.placed(
                path, f"{entry.body}\n\n{written}\n", entry.body_line, entry.places, entry.head
            )
            found = [
                problem
                for problem in wording.problems(Text.of(changed), page.CHECKS)
                if problem.rule == rule and problem not in before
            ]
            assert len(found) == 1, f"{name}: {len(found)} found"
            (one,) = found
            assert lines[one.line - 1][one.column - 1 :].startswith(begins), name
            assert one.path == f"content/{path}", name
            assert one.source == load_rules()[rule].sources[0], name


def test_no_line_keeps_a_rule_from_coming_to_its_end() -> None:
    """As long as a line may be, over and over, in one paragraph and in many. How long it takes
    stands in the bench.
    """
    for hostile in HOSTILE:
        line = (hostile * LONGEST_LINE)[:LONGEST_LINE]
        for body in (
            "\n".join([line] * 5),
            "\n\n".join([line] * 10),
            "a" + " " * (LONGEST_LINE - 2) + "a",
        ):
            text = Text.of_markdown(body)
            last = body.count("\n") + 1
            for rule in RULES:
                assert all(found.line <= last for found in found_by(rule.id, text)), hostile


def test_every_check_has_a_rule_and_every_rule_a_check() -> None:
    assert {rule.check for rule in RULES} == set(page.CHECKS)


def test_a_members_own_words_are_not_judged_for_how_they_are_written() -> None:
    for name in ("all-caps", "long-sentence", "long-paragraph", "stat-source", "reading-grade"):
        for bad in load_rules()[name].bad:
            inside = "\n".join(f"    {line}" for line in bad.split("\n"))
            quoted = f'!!! quote "A member wrote"\n\n{inside}\n'
            assert found_by(name, Text.of_markdown(bad)) != [], bad
            assert found_by(name, Text.of_markdown(quoted)) == [], bad


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
    assert [(box.kind, box.line, box.lines) for box in text.boxes] == [
        ("care", 1, [3, 5, 6, 8]),
        ("help", 5, [6]),
    ]
