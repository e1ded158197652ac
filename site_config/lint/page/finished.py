"""Whether a page is finished: no blanks of a starter, and what to take care of before what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_config.lint import drafts
from site_config.lint.markdown.markup import boxes
from site_config.lint.markdown.text import Text
from site_config.model import Coping, Entry, Problem

STEP = re.compile(r"1\.\s")


def unfilled(entry: Entry) -> Iterator[Problem]:
    """What a starter left to be filled in, wherever it stands."""
    for key, line in drafts.blanks(entry):
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
    care = next((box.line for box in boxes(text) if box.kind == "care" and box.column == 1), None)
    if care is None or (step is not None and step < care):
        yield Problem(
            text.path,
            entry.body_line,
            "",
            "the steps come before what to take care of",
            'put a box !!! care "Take care" above the first step',
        )
