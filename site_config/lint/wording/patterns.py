"""Looks for words: the rules that are patterns, over the prose of one page."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_config.lint.markdown.blocks import Block
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at
from site_config.model import Problem

# Neither a space nor a letter: no pattern reaches from one block into another.
BETWEEN = "\n\x00\n"
# What no page may hold, not even in a member's own words: it can be tried at home.
JUDGED_IN_QUOTES = frozenset({"method"})


@dataclass(frozen=True)
class Prose:
    """The blocks of a page in one string, so that each pattern looks once. ``folded`` is the same
    without regard to capitals.
    """

    text: str
    folded: str
    starts: list[int]
    blocks: list[Block]

    @classmethod
    def of(cls, text: Text) -> Prose:
        """The prose of a page."""
        starts, at = [], 0
        for block in text.blocks:
            starts.append(at)
            at += len(block.text) + len(BETWEEN)
        whole = BETWEEN.join(block.text for block in text.blocks)
        return cls(whole, whole.casefold(), starts, text.blocks)

    def block(self, offset: int) -> tuple[Block, int]:
        """The block in which a letter stands, and its place there."""
        n = bisect.bisect_right(self.starts, offset) - 1
        return self.blocks[n], offset - self.starts[n]


@dataclass(frozen=True)
class ExceptionSpans:
    """Where the exceptions of a rule match: where each begins, in order, and the last place that
    one of those up to it reaches.
    """

    begins: list[int]
    reaches: list[int]

    @classmethod
    def of(cls, rule: Rule, prose: Prose) -> ExceptionSpans:
        """The exceptions of a rule in the prose of a page."""
        spans = sorted(found.span() for one in rule.excused for found in one.finditer(prose.text))
        return cls(
            [begin for begin, _ in spans],
            list(itertools.accumulate((end for _, end in spans), max)),
        )

    def overlaps(self, match: re.Match[str]) -> bool:
        """Whether an exception shares a letter with a match."""
        before = bisect.bisect_left(self.begins, match.end())
        return before > 0 and self.reaches[before - 1] > match.start()


@functools.lru_cache(maxsize=4)
def _prose(text: Text) -> Prose:
    return Prose.of(text)


def find(text: Text, rule: Rule) -> Iterator[tuple[Problem, int]]:
    """What one rule finds on a page, each with its line and column, and with the line on which it
    ends; once at one place.
    """
    prose = _prose(text)
    excused: ExceptionSpans | None = None
    met: set[tuple[int, int]] = set()
    for pattern, needed in rule.searches:
        if needed and not any(piece in prose.folded for piece in needed):
            continue
        for match in pattern.finditer(prose.text):
            if excused is None:
                excused = ExceptionSpans.of(rule, prose)
            if excused.overlaps(match):
                continue
            block, offset = prose.block(match.start())
            place = block.place(offset)
            if place in met or (block.quoted and rule.category not in JUDGED_IN_QUOTES):
                continue
            met.add(place)
            yield (
                problem_at(text, rule, *place, what=f"“{_shown(match)}”: {rule.message}"),
                block.place(offset + max(0, len(match[0]) - 1))[0],
            )


def _shown(match: re.Match[str]) -> str:
    """The words that were found, short enough for a line."""
    words = " ".join(match[0].split())
    return words if len(words) <= 40 else words[:39] + "…"
