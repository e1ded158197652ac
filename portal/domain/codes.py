"""Codes and passphrases of six words: how they are read back, however they were typed."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

LIST = Path(__file__).with_name("code_words.txt")
SIX = 6
# Longer than any six words with room for every kind of space between them.
LONGEST = 400


@functools.cache
def words() -> tuple[str, ...]:
    """The list that codes are drawn from: at least 7,000 plain words, read one by one. Its notice
    stands in the file.
    """
    lines = LIST.read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(words())


def read(typed: str | None) -> tuple[str, ...] | None:
    """The six words that somebody typed or pasted, in any case and with anything between them; None
    if it is no code.

    Numbers before the words, as the page shows them, do not matter.
    """
    text = unicodedata.normalize("NFKC", typed or "")
    if len(text) > LONGEST:
        return None
    found = tuple(re.findall(r"[a-z]+", text.casefold()))
    return found if len(found) == SIX and all(word in _known() for word in found) else None


def shown(code: tuple[str, ...]) -> str:
    """A code as it is written in one line."""
    return " ".join(code)
