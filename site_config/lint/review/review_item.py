"""One thing that a person has yet to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReviewItem:
    """One thing to do: ``what`` it is about, ``where`` it stands (a file or folder of the project,
    and its ``line`` from 1; 0 for all of it), and ``why``.
    """

    what: str
    where: str
    why: str
    line: int = 0
