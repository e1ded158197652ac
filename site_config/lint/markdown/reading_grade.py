"""How hard a page is to read, by the formula of Flesch and Kincaid (1975). It sorts work for
people; it never blocks.
"""

from __future__ import annotations

import re

from site_config.lint.markdown.text import Text

FEWEST_WORDS = 40
HEAD = re.compile(r"\s*(#|\||!!!|---)")
LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()]{0,2000}\)")
ITEM = re.compile(r"^\s*([-*+>]|\d+\.)\s+")
MARKUP = re.compile(r"[*_`]|<[^<>]{0,400}>|https?://\S+")


def text_of(text: Text) -> str:
    """The sentences of a page's body, without headings, markup, tables, addresses, and what members
    said in their own words.
    """
    quoted = {
        number
        for block in text.blocks
        if block.quoted and block.text
        for number in range(block.place(0)[0], block.place(len(block.text) - 1)[0] + 1)
    }
    lines = []
    for number, line in text.prose:
        if number in quoted or HEAD.match(line):
            lines.append(".")
            continue
        lines.append(MARKUP.sub("", ITEM.sub(". ", LINK.sub(r"\1", line))))
    return "\n".join(lines)


def grade(text: str, fewest: int = FEWEST_WORDS) -> float | None:
    """The US school grade at which a text is read with ease: 0.39 × words per sentence + 11.8 ×
    syllables per word − 15.59.

    Source: Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75. None where
    there are fewer than ``fewest`` words.
    """
    words = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)
    sentences = [
        part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if re.search(r"[^\W\d_]", part)
    ]
    if len(words) < fewest:
        return None
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    )


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-zà-ÿ]", "", word.lower())
    groups = re.findall(r"[aeiouyà-ÿ]+", letters)
    silent = (
        letters.endswith("e") and not letters.endswith(("le", "ee", "ie", "ye")) and len(groups) > 1
    )
    silent = silent or (
        letters.endswith("ed") and not letters.endswith(("ted", "ded")) and len(groups) > 1
    )
    return max(1, len(groups) - silent)
