"""The help block: a box that leads to somebody, where a page speaks of suicide or self-harm."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from site_config.lint.markdown.blocks import Block, Box
from site_config.lint.markdown.markup import chunks, of_chunk
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at, problem_in
from site_config.model import Problem

# Above their words stand numbers already.
WITH_NUMBERS = frozenset({"guide", "countries"})
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
CALLS, WRITES = ("tel:",), ("sms:", "mailto:", "http:", "https:")


def missing(text: Text, rule: Rule) -> Iterator[Problem]:
    """A page that speaks of the topic and has no help block, or a help block that leads nowhere.

    The box that says what to take care of may be it, too, where it stands above the second heading.
    """
    if text.kind == "country" or text.shape in WITH_NUMBERS:
        return
    spoken = _topic(text, re.compile(rule.params["topic_pattern"], re.I))
    if spoken is None:
        yield from (
            problem_at(text, rule, box.line, box.column, what=rule.params["without_link"])
            for box in help_boxes(text)
            if not _addresses(text, box)
        )
        return
    if any(
        leads_to_lines(text, box)
        for box in text.boxes
        if box.kind == "help" or (box.kind == "care" and _above(text, box)[1] < 2)
    ):
        return
    blocks = help_boxes(text)
    if not blocks:
        block, said = spoken
        yield problem_in(text, rule, block, said.start(), detail=f"“{said[0]}”")
    else:
        yield problem_at(
            text, rule, blocks[0].line, blocks[0].column, what=rule.params["without_link"]
        )


def late(text: Text, rule: Rule) -> Iterator[Problem]:
    """A help block below so many words or headings that a reader in distress may not get there."""
    for box in help_boxes(text)[:1]:
        words, headings = _above(text, box)
        if words > rule.params["max_words"] or headings > rule.params["max_headings"]:
            yield problem_at(
                text,
                rule,
                box.line,
                box.column,
                f"{words} words and {headings} headings stand above it",
            )


def choices(text: Text, rule: Rule) -> Iterator[Problem]:
    """A help block that offers one way alone. The page of crisis lines offers many, so a link to it
    is enough.
    """
    for box in help_boxes(text):
        addresses = _addresses(text, box)
        if not addresses or leads_to_lines(text, box):
            continue
        written = [address for address in addresses if address.startswith(WRITES)]
        if (
            not written
            or len(written) + sum(address.startswith(CALLS) for address in addresses) < 2
        ):
            yield problem_at(text, rule, box.line, box.column)


def help_boxes(text: Text) -> list[Box]:
    """The help blocks of a page."""
    return [box for box in text.boxes if box.kind == "help"]


def leads_to_lines(text: Text, box: Box) -> bool:
    """Whether a box has a link to a page with crisis lines."""
    here = posixpath.dirname(text.path.removeprefix("content/"))
    for address in _addresses(text, box):
        # Of a piece of Markdown nobody knows where it stands.
        goal = (
            posixpath.normpath(posixpath.join("/" + here, address.partition("#")[0])).strip("/")
            + "/"
        )
        if ":" not in address and goal.startswith("crisis/"):
            return True
    return False


def _above(text: Text, box: Box) -> tuple[int, int]:
    """How many words and how many headings stand above a box in the body."""
    above = [
        block
        for block in text.blocks
        if block.kind != "value" and block.key != "title" and block.place(0)[0] < box.line
    ]
    return sum(len(WORD.findall(block.text)) for block in above), sum(
        block.kind == "heading" and block.level > 1 for block in above
    )


def _addresses(text: Text, box: Box) -> list[str]:
    numbers = set(box.lines)
    return [
        target.address
        for chunk in chunks(text)
        for target in of_chunk(chunk)
        if target.line in numbers and not target.picture
    ]


def _topic(text: Text, pattern: re.Pattern[str]) -> tuple[Block, re.Match[str]] | None:
    for block in text.blocks:
        said = pattern.search(block.text)
        if said:
            return block, said
    return None


CHECKS = {"help_block": missing, "help_block_position": late, "help_choices": choices}
