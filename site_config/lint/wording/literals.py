"""Pieces that a text must hold for a pattern to match: looking for them first spares most searches.

Reads as much of the syntax of ``re`` as that needs. Of what it does not know it names no piece, and
the whole text is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST = 3
TOKEN = re.compile(
    r"""
    (?P<around>\(\?<?[=!])
  | (?P<group>\((?:\?(?::|>|P<\w+>)|(?!\?)))
  | (?P<unknown>\(\?)
  | (?P<close>\))
  | (?P<bar>\|)
  | (?P<sign>[.^$] | \[\^?\]?(?:\\.|[^\]\\])*\]
      | \\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|\d+|[a-zA-Z]))
  | (?P<times>(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d*\})[?+]?)
  | \\?(?P<letter>.)
""",
    re.X | re.S,
)
# A letter, pieces of which one must be there, or None for what may be anything.
Item = str | frozenset[str] | None


def needed(pattern: str) -> frozenset[str]:
    """Pieces of text in small letters of which every match of a pattern holds at least one; empty
    where there are none to name.
    """
    tokens = list(TOKEN.finditer(pattern))
    if any(token["unknown"] for token in tokens):
        return frozenset()
    return _of_alternatives(iter(tokens)) or frozenset()


def _of_alternatives(tokens: Iterator[re.Match[str]]) -> frozenset[str] | None:
    """The pieces of what stands up to the end of a group: of each of its alternatives the best."""
    alternatives: list[list[Item]] = [[]]
    for token in tokens:
        kind, items = token.lastgroup, alternatives[-1]
        if kind == "close":
            break
        if kind == "bar":
            alternatives.append([])
        elif kind == "letter":
            items.append(token["letter"])
        elif kind == "times":
            items.append(_repeated(items.pop(), token["times"]))
        else:
            inner = _of_alternatives(tokens) if kind in {"group", "around"} else None
            # What a lookaround sees need not belong to the match.
            items.append(inner if kind == "group" else None)
    best = [_best(items) for items in alternatives]
    found = [pieces for pieces in best if pieces is not None]
    return frozenset().union(*found) if len(found) == len(best) else None


def _repeated(item: Item, times: str) -> Item:
    if times[0] in "*?" or times.startswith(("{0", "{,")):
        return None
    return frozenset({item}) if isinstance(item, str) else item


def _best(items: list[Item]) -> frozenset[str] | None:
    """The best choice of pieces of a sequence: the longest of its runs of letters, or the pieces of
    one of its parts.
    """
    choices: list[frozenset[str]] = []
    run = ""
    for item in [*items, None]:
        if isinstance(item, str):
            run += item
            continue
        choices += [frozenset({run.casefold()}), item or frozenset()]
        run = ""
    fit = [pieces for pieces in choices if pieces and min(map(len, pieces)) >= SHORTEST]
    return max(fit, key=lambda pieces: (min(map(len, pieces)), -len(pieces)), default=None)
