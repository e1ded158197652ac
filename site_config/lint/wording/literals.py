"""Words that a text must hold for a pattern to match: looking for them first spares most searches."""

from __future__ import annotations

import re
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]
SHORTEST = 3


def needed(pattern: str) -> frozenset[str]:
    """Pieces of text in small letters of which every match of a pattern holds at least one; empty
    where there are none to name.
    """
    return frozenset(_of(_parser.parse(pattern, re.IGNORECASE)) or ())


def _of(items: Any) -> set[str] | None:
    """The best choice of pieces of a sequence: the longest of its runs of letters, or the pieces of
    one of its parts.
    """
    found: list[set[str]] = []
    run = ""
    for name, value in items:
        if str(name) == "LITERAL":
            run += chr(value)
            continue
        found.append({run})
        run = ""
        inner = _inside(str(name), value)
        if inner:
            found.append(inner)
    found.append({run})
    fit = [pieces for pieces in found if all(len(piece) >= SHORTEST for piece in pieces)]
    best = max(fit, key=lambda pieces: (min(map(len, pieces)), -len(pieces)), default=None)
    return {piece.casefold() for piece in best} if best else None


def _inside(name: str, value: Any) -> set[str] | None:
    if name == "SUBPATTERN":
        return _of(value[3])
    if name in {"MAX_REPEAT", "MIN_REPEAT"} and value[0] > 0:
        return _of(value[2])
    if name == "BRANCH":
        parts = [_of(part) for part in value[1]]
        return (
            None
            if any(part is None for part in parts)
            else {piece for part in parts for piece in part or ()}
        )
    return None
