"""The checks of one page: what may not stand in it, what it must have, and the rules whose ``kind``
is ``check``.

``CHECKS`` holds each check by the name that a rule gives it in its data. A check takes a Text and a
rule, and never looks at another page.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_config.lint import wording
from site_config.lint.markdown.text import Text
from site_config.lint.page import (
    evidence,
    finished,
    forbidden,
    help,
    links,
    media,
    plain,
    structure,
)
from site_config.model import Entry, Problem

CHECKS: wording.Checks = {
    **help.CHECKS,
    **links.CHECKS,
    **media.CHECKS,
    **structure.CHECKS,
    **plain.CHECKS,
    **evidence.CHECKS,
    **forbidden.CHECKS,
}


def problems(entry: Entry, text: Text) -> Iterator[Problem]:
    """What no rule and no mark of a writer decides: things that no page may hold, blanks that are
    left, care before steps, and instructions that nobody has read anywhere.
    """
    yield from forbidden.problems(text)
    yield from finished.unfilled(entry)
    yield from finished.care_first(entry, text)
    yield from evidence.instructions(entry)
