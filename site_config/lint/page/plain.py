"""Whether a page can be read by somebody who is tired: sentences, paragraphs, capitals, and a grade
by a published formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_config.lint.markdown import reading_grade
from site_config.lint.markdown.blocks import Block
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at, problem_in
from site_config.model import Problem

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
ENDS = re.compile(r"[.!?:][\"')\]]{0,3}(?:\s+|$)")
SHOUTED = re.compile(r"\b[A-Z]{2,}(?:[\s,'-]{1,3}(?:[A-Z]{2,}|[AI]))*(?:[\s,'-]{1,3}[A-Z]{2,})\b")
LEAST_SHOUTED = 3


def readability(text: Text, rule: Rule) -> Iterator[Problem]:
    """A page whose grade is above the most that we take. Beside the crisis lines people read in
    fear: there it is less.
    """
    if text.kind == "country":
        return
    most = rule.params["guide_grade" if text.shape == "guide" else "max_grade"]
    reached = reading_grade.grade(reading_grade.text_of(text), rule.params["min_words"])
    if reached is not None and reached > most:
        line = text.entry.body_line if text.entry else 1
        yield problem_at(text, rule, line, detail=f"reading grade {reached:.1f}, above {most}")


def long_sentence(text: Text, rule: Rule) -> Iterator[Problem]:
    """A sentence with more words than one breath holds."""
    for block in _prose(text):
        for start, sentence in sentences(block.text):
            words = len(WORD.findall(sentence))
            if words > rule.params["max_words"]:
                yield problem_in(text, rule, block, start, f"{words} words")


def long_paragraph(text: Text, rule: Rule) -> Iterator[Problem]:
    """A paragraph with more sentences than a tired reader keeps together."""
    for block in _prose(text):
        many = sum(1 for _ in sentences(block.text)) if block.kind == "paragraph" else 0
        if many > rule.params["max_sentences"]:
            yield problem_in(text, rule, block, 0, f"{many} sentences")


def all_caps(text: Text, rule: Rule) -> Iterator[Problem]:
    """Several words in capitals, one after another. A single one is mostly a name."""
    for block in text.blocks:
        if block.quoted or text.kind == "country":
            continue
        for said in SHOUTED.finditer(block.text):
            if len(WORD.findall(said[0])) >= LEAST_SHOUTED:
                yield problem_in(text, rule, block, said.start(), f"“{said[0][:40]}”")


def sentences(words: str) -> Iterator[tuple[int, str]]:
    """The sentences of a line with the place at which each begins. What stands behind a colon is
    one of its own.
    """
    start = 0
    for end in ENDS.finditer(words):
        if WORD.search(words, start, end.start()):
            yield start, words[start : end.start()]
        start = end.end()
    if WORD.search(words, start):
        yield start, words[start:]


def _prose(text: Text) -> Iterator[Block]:
    """The words that are ours and are sentences. A member's own are not judged, nor the notes of an
    operator.
    """
    if text.kind != "country":
        yield from (
            block
            for block in text.blocks
            if block.kind in {"paragraph", "item", "value"} and not block.quoted
        )


CHECKS = {
    "readability": readability,
    "long_sentence": long_sentence,
    "long_paragraph": long_paragraph,
    "all_caps": all_caps,
}
