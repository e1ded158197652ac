"""Marks with which a writer says that a rule is wrong for one line, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from site_config.lint.markdown.text import MARK, Text
from site_config.model import Problem
from site_config.model.sentences import near

IN_FRONT_MATTER = re.compile(r"(?:^|\s)#\s*lang-ok\b:?\s*(\S*)\s*(.*?)\s*$")
FEWEST_WORDS = 2
AS_IN = "write <!-- lang-ok: rule-id why it is right here -->"


@dataclass(frozen=True)
class Mark:
    """One mark: the rule that it names, the reason, where it stands, and the lines for which it
    holds.
    """

    rule: str
    reason: str
    line: int
    column: int
    lines: frozenset[int]


def of(text: Text) -> list[Mark]:
    """Every mark of a page, front matter and body."""
    return [*_found(text.head, IN_FRONT_MATTER), *_found(text.lines, MARK)]


def silenced(problems: Mapping[Problem, int], text: Text, known: Collection[str]) -> list[Problem]:
    """The Problems of one page without those that a mark silences, and what is wrong with the
    marks.

    ``problems`` are given with the line on which their words end: a mark on any of their lines is
    for them. ``known`` are the ids of all rules. A mark that names no rule or gives no reason
    silences nothing.
    """
    kept: list[Problem] = []
    marks = of(text)
    good = [
        mark for mark in marks if mark.rule in known and len(mark.reason.split()) >= FEWEST_WORDS
    ]
    used: set[Mark] = set()
    for problem, last in problems.items():
        over = [
            mark
            for mark in good
            if mark.rule == problem.rule
            and any(problem.line <= line <= last for line in mark.lines)
        ]
        used.update(over)
        if not over:
            kept.append(problem)
    for mark in marks:
        if mark not in used:
            kept.append(_complaint(text, mark, known))
    return kept


def _complaint(text: Text, mark: Mark, known: Collection[str]) -> Problem:
    if mark.rule not in known:
        like = near(mark.rule, known)
        what = f"there is no rule {mark.rule}" if mark.rule else "this mark names no rule"
        return Problem(
            text.path,
            mark.line,
            "",
            what,
            f"did you mean {like}?" if like else AS_IN,
            column=mark.column,
        )
    if len(mark.reason.split()) < FEWEST_WORDS:
        return Problem(
            text.path,
            mark.line,
            "",
            f"this mark does not say why {mark.rule} is wrong here",
            AS_IN,
            column=mark.column,
        )
    return Problem(
        text.path,
        mark.line,
        "",
        f"this mark silences nothing: {mark.rule} finds nothing here",
        "take it away",
        "warning",
        mark.column,
    )


def _found(lines: list[tuple[int, str]], pattern: re.Pattern[str]) -> Iterator[Mark]:
    for n, (number, line) in enumerate(lines):
        if "lang-ok" not in line:
            continue
        # Alone on its line, it stands for the next one that says something else.
        alone = not pattern.sub("", line).strip()
        after = (
            next(
                (later for later, words in lines[n + 1 :] if pattern.sub("", words).strip()), number
            )
            if alone
            else number
        )
        for match in pattern.finditer(line):
            yield Mark(
                match[1],
                match[2],
                number,
                line.index("lang-ok", match.start()) + 1,
                frozenset({number, after}),
            )
