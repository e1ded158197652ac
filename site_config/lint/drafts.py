"""Drafts: pages that somebody began and nobody finished. They are never built, and one warning says
what is left to do.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from site_config.lint import page, wording
from site_config.lint.markdown.text import Text
from site_config.lint.page.finished import blanks
from site_config.model import Catalogue, Entry, Problem


def problems(catalogue: Catalogue) -> list[Problem]:
    """One warning for each draft. Nothing else is asked of it before it is ready."""
    found = []
    for entry in catalogue.drafts.values():
        names = left(entry)
        what = "this is a draft and is never built; " + (
            f"still to be filled in: {names}" if names else "nothing is left to fill in"
        )
        write = (
            "fill this in, then take the line draft: true away"
            if names
            else "take the line draft: true away when it is ready"
        )
        found.append(
            Problem(
                f"content/{entry.path}", entry.line_of("draft"), "draft", what, write, "warning"
            )
        )
    return found


def ideas(catalogue: Catalogue, paths: Collection[str]) -> list[Problem]:
    """What the rules for words would say of drafts (``content/coping/panic.md``), each as an idea:
    a draft may still be wrong. What is still to be filled in is no word of theirs.
    """
    found = []
    for entry in catalogue.drafts.values():
        if f"content/{entry.path}" in paths:
            unwritten = {line for _, line in blanks(entry)}
            found += [
                replace(problem, level="suggestion")
                for problem in wording.problems(Text.of(entry), page.CHECKS)
                if problem.line not in unwritten
            ]
    return found


def left(entry: Entry) -> str:
    """What is still to be filled in, in words: ``description, steps, 3 places in the text``; empty
    where nothing is.
    """
    found = blanks(entry)
    names = list(dict.fromkeys(key for key, _ in found if key))
    places = sum(not key for key, _ in found)
    return ", ".join(
        [
            *names,
            *([f"{places} {'place' if places == 1 else 'places'} in the text"] if places else []),
        ]
    )
