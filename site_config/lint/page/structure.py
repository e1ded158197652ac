"""The bones of a page: headings one below the other, tables with names, emoji where they do no
harm, and front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_config.lint.markdown.blocks import RULE_OF_TABLE
from site_config.lint.markdown.markup import targets
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at, problem_in
from site_config.model import Problem

IN_HTML = re.compile(r"<h([1-6])\b", re.I)
# Python-Markdown needs no blank behind the sign, and one line of = below a line is enough.
BIG = re.compile(r"#(?!#)|=+\s*$|\s*<h1\b", re.I)
EMOJI = re.compile("[\\U0001f000-\\U0001faff\\u2600-\\u27bf\\u2b50\\u2b55\\u20e3\\ufe0f]")
HEAD_CELLS = re.compile(r"\s*\|?(.*?)\|?\s*$")
# Cells of a row, of which a stroke behind a backslash is a part.
CELL = re.compile(r"(?<!\\)\|")


def heading_skip(text: Text, rule: Rule) -> Iterator[Problem]:
    """A heading that is more than one level below the one above it."""
    before = 0
    for line, column, level in _headings(text):
        if before and level > before + 1:
            yield problem_at(text, rule, line, column, f"level {level} below level {before}")
        before = level


def one_big_heading(text: Text, rule: Rule) -> Iterator[Problem]:
    """A big heading beside the one that is made from the title. A piece of Markdown without a title
    needs one of its own.
    """
    big = [(number, line) for number, line in text.prose if BIG.match(line)]
    if text.entry is None and not big:
        yield problem_at(
            text, rule, text.lines[0][0] if text.lines else 1, what=rule.params["none"]
        )
    for number, line in big if text.entry else big[1:]:
        yield problem_at(text, rule, number, len(line) - len(line.lstrip()) + 1)


def heading_pattern(text: Text, rule: Rule) -> Iterator[Problem]:
    """A heading with words that no heading holds, in whatever part of the page."""
    pattern = re.compile(rule.params["pattern"], re.I)
    for block in text.blocks:
        said = pattern.search(block.text) if block.kind == "heading" else None
        if said:
            yield problem_in(text, rule, block, said.start(), f"“{said[0]}”")


def table_header(text: Text, rule: Rule) -> Iterator[Problem]:
    """A table with a column that has no name."""
    lines = dict(text.prose)
    for number, line in text.prose:
        head = lines.get(number - 1, "")
        if "-" in line and "|" in line and RULE_OF_TABLE.fullmatch(line) and "|" in head:
            cells = HEAD_CELLS.sub(r"\1", head)
            empty = next(
                (n for n, cell in enumerate(CELL.split(cells), 1) if not cell.strip()), None
            )
            if empty is not None:
                yield problem_at(
                    text, rule, number - 1, len(head) - len(head.lstrip()) + 1, f"column {empty}"
                )


def emoji(text: Text, rule: Rule) -> Iterator[Problem]:
    """Emoji in a heading or in the words of a link, where they are read out one by one."""
    for block in text.blocks:
        sign = EMOJI.search(block.text) if block.kind == "heading" else None
        if sign:
            yield problem_in(text, rule, block, sign.start())
    for target in targets(text):
        if not target.picture and EMOJI.search(target.words):
            yield problem_at(text, rule, target.line, target.column)


def front_matter(text: Text, rule: Rule) -> Iterator[Problem]:
    """Keys that every page carries. A page of the catalogue has been read with them already, or it
    is not in the catalogue.
    """
    missing = (
        [] if text.entry else [key for key in rule.params["required"] if key not in text.fields]
    )
    if missing:
        yield problem_at(text, rule, 1, 1, ", ".join(missing))


def _headings(text: Text) -> list[tuple[int, int, int]]:
    """The line, the column and the level of each heading, in their order."""
    own = [(*block.place(0), block.level) for block in text.blocks if block.kind == "heading"]
    inner = [
        (number, tag.start() + 1, int(tag[1]))
        for number, line in text.prose
        if "<" in line
        for tag in IN_HTML.finditer(line)
    ]
    return sorted([*own, *inner])


CHECKS = {
    "heading_skip": heading_skip,
    "one_h1": one_big_heading,
    "heading_pattern": heading_pattern,
    "table_header": table_header,
    "emoji": emoji,
    "front_matter": front_matter,
}
