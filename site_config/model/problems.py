"""A Problem: something in the content that a person should mend, said so that they can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "suggestion"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend in one file.

    ``path`` is relative to the project (``content/groups/tuesday.md``), ``line`` counts from 1,
    ``field`` names the key in front matter (``lines[2].phone``) or is empty for the text itself.
    ``what`` says what is wrong and ``write`` what to do about it, each as one plain sentence. An
    ``error`` stops the build; a ``warning`` is for a person to decide; a ``suggestion`` is an idea
    for the writer. ``column`` counts from 1 and is 0 where nobody knows it; ``rule`` is the id of
    the wording rule that spoke, and ``source`` the address of its reason.
    """

    path: str
    line: int
    field: str
    what: str
    write: str
    level: Level = "error"
    column: int = 0
    rule: str = ""
    source: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")
        words = " — ".join(
            part for part in (f"{place} {self.field}".strip(), self.what, self.write) if part
        )
        return f"{words} [{self.rule}]" if self.rule else words


def errors(problems: list[Problem]) -> list[Problem]:
    """The Problems that stop a build, in the order of files and lines."""
    return sorted(problem for problem in problems if problem.level == "error")
