"""Whether a page is finished: no blanks of a starter, and what to take care of before what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_config.lint.markdown.text import Text
from site_config.model import Coping, Entry, Problem

# How the starters of ``scripts new`` mark what a person must write, as a value, in the text, or
# behind a key as a comment.
TO_FILL_IN = re.compile(r"FILL[ -]IN")
KEY = re.compile(r"([a-z_]+):")
STEP = re.compile(r"1\.\s")


def blanks(entry: Entry) -> list[tuple[str, int]]:
    """Every line that is still to be filled in: the key of the front matter that it belongs to, or
    empty in the text, and its number.
    """
    found, key = [], ""
    for number, line in enumerate(entry.head.split("\n"), 2):
        begun = KEY.match(line)
        key = begun[1] if begun else key
        if TO_FILL_IN.search(line):
            found.append((key, number))
    return found + [
        ("", number)
        for number, line in enumerate(entry.body.split("\n"), entry.body_line)
        if TO_FILL_IN.search(line)
    ]


def unfilled(entry: Entry) -> Iterator[Problem]:
    """What a starter left to be filled in, wherever it stands."""
    for key, line in blanks(entry):
        yield Problem(
            f"content/{entry.path}",
            line,
            key,
            "this is still to be filled in",
            "write it, or take it away",
        )


def care_first(entry: Entry, text: Text) -> Iterator[Problem]:
    """A coping page whose steps come before the box that says what to take care of, or that has no
    such box.
    """
    if not isinstance(entry, Coping):
        return
    step = next((number for number, line in text.prose if STEP.match(line)), None)
    care = next((box.line for box in text.boxes if box.kind == "care" and box.column == 1), None)
    if care is None or (step is not None and step < care):
        yield Problem(
            text.path,
            entry.body_line,
            "",
            "the steps come before what to take care of",
            'put a box !!! care "Take care" above the first step',
        )
