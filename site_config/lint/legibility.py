"""Whether a page can be read at all: blocks that end, paragraphs and pages that somebody gets
through, lists that a phone can show.

What is far too long is refused before Markdown sees it: some of it would keep Markdown busy for
minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_config.lint.markdown.blocks import (
    ADMONITION,
    CODE,
    FENCE,
    ITEM,
    LONGEST_LINE,
    ROW,
    no_code,
)
from site_config.lint.markdown.render import LONGEST_BODY, LONGEST_PARAGRAPH, MOST_BRACKETS
from site_config.model import Catalogue, Entry, Problem
from site_config.model.front_matter import dotted

MOST_HEADINGS = 60
# Four blanks a level.
DEEPEST = 6
HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]*[^\s#]")
# An address that goes on in the next line leads nowhere, and may hide what it is.
BROKEN_ADDRESS = re.compile(
    r"\]\([ \t]{0,9}<?([^\s()<>]{1,400})\n[ \t]{0,9}(?![\"'])[^\s()<>]{1,400}>?\s{0,9}[\"'()]"
)
# What looks like a tag and does not end: a browser may take all that follows for a part of it.
OPEN_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*+(?!>)")
# Lists and quotations that begin inside one another in one line. Markdown gives up at some hundred
# of them.
IN_ONE_LINE = re.compile(r"\s*(?:(?:[-*+>]|\d{1,4}[.)])\s+|>){12}")
LIKE_A_BOX = re.compile(r"\s*(?:!!!|\?\?\?\+?)\s*[\w\"“]")
Lines = list[tuple[int, str]]


def problems(catalogue: Catalogue) -> list[Problem]:
    """What keeps pages from being read, each at its first line."""
    return [
        problem
        for entry in catalogue.entries()
        for problem in [*_curly(entry), *(_of(entry) if entry.body.strip() else ())]
    ]


def _curly(entry: Entry) -> Iterator[Problem]:
    """Values in quotes as a text program makes them: YAML takes these for letters."""
    for where, place in entry.places.items():
        if (
            len(place.raw) > 1
            and place.raw[0] in "“”„‘"
            and place.raw[-1] in "”“’‘"
            and not place.quoted
        ):
            yield Problem(
                f"content/{entry.path}",
                place.line,
                dotted(where),
                "the curly quotes around this value will be shown",
                'write plain quotes ", or none',
                "warning",
            )


def _of(entry: Entry) -> Iterator[Problem]:
    path, lines = f"content/{entry.path}", list(no_code(entry.body, entry.body_line))
    long = _too_long(lines)
    if long is not None:
        number, what = long
        yield Problem(
            path,
            number,
            "",
            f"{what}, and nobody can read it",
            "break it into paragraphs with an empty line between them",
        )
        return
    # A fence whose block ends is no line of prose.
    opened = next(
        (number for number, line in lines if FENCE.match(line) and not CODE.search(line)), None
    )
    if opened is not None:
        yield Problem(
            path,
            opened,
            "",
            "a block of code begins here and never ends",
            "put a line with the same marks below it",
        )
    if "!!!" in entry.body or "???" in entry.body:
        yield from _boxes(path, lines)
    if "<" in entry.body:
        yield from _at_first(
            OPEN_TAG,
            path,
            lines,
            "a tag begins here and does not end",
            "close it with >, or write &lt; for the sign itself",
        )
    if "](" in entry.body:
        yield from _at_first(
            BROKEN_ADDRESS,
            path,
            lines,
            "the address of this link is broken over two lines",
            "write it in one line",
        )
    headings = [number for number, line in lines if HEADING.match(line)]
    if len(entry.body) > LONGEST_BODY:
        yield Problem(
            path,
            entry.body_line,
            "",
            f"the page is {len(entry.body):,} characters long: nobody gets to its end",
            "split it into several pages",
            "warning",
        )
    elif len(headings) > MOST_HEADINGS:
        yield Problem(
            path,
            headings[MOST_HEADINGS],
            "",
            f"the page has {len(headings):,} headings",
            "split it into several pages",
            "warning",
        )
    level, at = max(
        (
            (len(found[1].expandtabs(4)) // 4 + 1, -number)
            for number, line in lines
            if (found := ITEM.match(line))
        ),
        default=(0, 0),
    )
    if level > DEEPEST:
        yield Problem(
            path,
            -at,
            "",
            f"a list stands {level} levels deep, and a phone cannot show it",
            "keep to two levels",
            "warning",
        )


def _boxes(path: str, lines: Lines) -> Iterator[Problem]:
    """What was meant as a box, and would be shown as letters or without its words."""
    for n, (number, line) in enumerate(lines):
        box = ADMONITION.match(line)
        if box is None:
            if LIKE_A_BOX.match(line):
                yield Problem(
                    path,
                    number,
                    "",
                    "this looks like a box, and would be shown as it is written",
                    'write it such as !!! care "Take care", with straight quotes and nothing '
                    "behind them",
                )
            continue
        below = next((words for _, words in lines[n + 1 :] if words.strip()), "").expandtabs(4)
        if len(below) - len(below.lstrip(" ")) < len(box[1].expandtabs(4)) + 4:
            yield Problem(
                path,
                number,
                "",
                "this box has no words in it",
                "put four blanks before each line that belongs in it",
            )


def _too_long(lines: Lines) -> tuple[int, str] | None:
    """The first line, or the first of a paragraph, that is too long, and what it is in words. Items
    and rows stand for themselves.
    """
    size = first = brackets = 0
    for number, line in lines:
        if len(line) > LONGEST_LINE:
            return number, f"this line is {len(line):,} characters long"
        if IN_ONE_LINE.match(line):
            return number, "in this line more than ten lists or quotations begin inside one another"
        if not line.strip() or ITEM.match(line) or ROW.match(line) or HEADING.match(line):
            size = brackets = 0
        first = first if size else number
        size, brackets = size + len(line), brackets + line.count("[")
        if size > LONGEST_PARAGRAPH:
            return (
                first,
                f"a paragraph that begins here is longer than {LONGEST_PARAGRAPH:,} characters",
            )
        if brackets > MOST_BRACKETS:
            return first, f"a paragraph that begins here holds more than {MOST_BRACKETS} brackets"
    return None


def _at_first(
    pattern: re.Pattern[str], path: str, lines: Lines, what: str, write: str
) -> Iterator[Problem]:
    """A Problem at the first place outside of code where a pattern is found, if any: where its
    group begins, if it has one.
    """
    body = "\n".join(
        CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line
        for _, line in lines
    )
    found = pattern.search(body)
    if found:
        at = found.start(pattern.groups)
        yield Problem(
            path,
            lines[body.count("\n", 0, at)][0],
            "",
            what,
            write,
            column=at - body.rfind("\n", 0, at),
        )
