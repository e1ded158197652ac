"""How hard a page is to read, by the formula of Flesch and Kincaid (1975). It sorts work for people; it never blocks."""

from __future__ import annotations

import re

from site_config.checks.pages import prose
from site_config.model import Catalogue, Entry, Page, Problem

MOST = 9.0
# Beside the crisis lines people read in fear, and have less room for hard words.
MOST_OF_A_GUIDE = 6.0
FEWEST_WORDS = 40


def problems(catalogue: Catalogue) -> list[Problem]:
    """A warning for each page above grade 9, and for each guide above grade 6."""
    found = []
    for entry in catalogue.entries():
        reached, most = grade(text_of(entry)), most_of(entry)
        if reached is not None and reached > most:
            found.append(Problem(f"content/{entry.path}", entry.body_line, "", f"reading grade {reached:.1f}, above {most:.0f}",
                                 "use shorter sentences and more common words", "warning"))
    return found


def most_of(entry: Entry) -> float:
    """The highest grade that an entry may have without a warning."""
    return MOST_OF_A_GUIDE if isinstance(entry, Page) and entry.shape == "guide" else MOST


def text_of(entry: Entry) -> str:
    """The sentences of a page's body, without headings, markup, tables and addresses."""
    lines = []
    for _, line in prose(entry):
        if re.match(r"\s*(#|\||!!!|---)", line):
            lines.append(".")
            continue
        line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
        line = re.sub(r"^\s*([-*+>]|\d+\.)\s+", ". ", line)
        lines.append(re.sub(r"[*_`]|<[^>]*>|https?://\S+", "", line))
    return "\n".join(lines)


def grade(text: str) -> float | None:
    """The US school grade at which a text is read with ease: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.

    Source: Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75. None for fewer than 40 words.
    """
    words = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if re.search(r"[^\W\d_]", part)]
    if len(words) < FEWEST_WORDS:
        return None
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-zà-ÿ]", "", word.lower())
    groups = re.findall(r"[aeiouyà-ÿ]+", letters)
    silent = letters.endswith("e") and not letters.endswith(("le", "ee", "ie", "ye")) and len(groups) > 1
    silent = silent or (letters.endswith("ed") and not letters.endswith(("ted", "ded")) and len(groups) > 1)
    return max(1, len(groups) - silent)
