"""A summary in plain words, as Markdown: for the page of a run on GitHub, and for a file on a
laptop.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from scripts.bootstrap.console import Failure
from scripts.linting.formats import HEADINGS, counted, on_one_line
from scripts.linting.run import LEVELS, Found
from site_config.model import Problem

# GitHub drops a summary above 1 MiB.
MOST = 200
MEANS = {
    "error": "These stop the site from being built.",
    "warning": "These stop nothing. Please look at each; if it is right as it is, leave it.",
    "suggestion": "Ideas for the words. Take what helps.",
}
MENDED = (
    "Change the files that are named above, and send the change again: it is read anew each "
    "time. If a sentence here does not help, "
    "say so below the change. The sentence is then what needs mending."
)
CLEAR = (
    "Nothing here stops this change. A person reads it before it is taken in. We promise no time."
)
MARKS = re.compile(r"([\\`*_\[\]<>|&~#!])")


def append(file: str, found: Found) -> None:
    """Puts the summary at the end of a file. Raises ``Failure`` where that cannot be written."""
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as summary:
            summary.write(markdown(found))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Failure(
            f"The summary cannot be written to {on_one_line(file)} ({why}).",
            "Name a file in a folder of your own.",
        ) from error


def markdown(found: Found) -> str:
    """How many to mend, to look at and to consider; a table by file; each of them; and what happens
    next.
    """
    parts = [
        "## What the check found",
        f"Checked: {_safe(found.what)}.",
        f"**{_first(counted(found) or 'all in order')}.**",
    ]
    if found.problems:
        parts.append(_table(found))
    parts += [part for level in LEVELS for part in _level(found, level)]
    parts += ["### What happens next", MENDED if found.of("error") else CLEAR]
    return "\n\n".join(parts) + "\n\n"


def _table(found: Found) -> str:
    counts: Counter[tuple[str, str]] = Counter(
        (problem.path, problem.level) for problem in found.problems
    )
    paths = list(dict.fromkeys(problem.path for problem in found.problems))
    rows = [
        "| file | " + " | ".join(HEADINGS[level].lower() for level in LEVELS) + " |",
        "|---|" + "---:|" * len(LEVELS),
    ]
    rows += [
        "| " + " | ".join([_safe(path), *(str(counts[path, level]) for level in LEVELS)]) + " |"
        for path in paths[:MOST]
    ]
    return "\n".join(rows) + (
        f"\n\nAnd {len(paths) - MOST} files more." if len(paths) > MOST else ""
    )


def _level(found: Found, level: str) -> list[str]:
    group = [problem for problem in found.shown() if problem.level == level]
    if not group:
        return []
    more = (
        [f"- and {len(group) - MOST} more, which `python3 -m scripts check --all` lists"]
        if len(group) > MOST
        else []
    )
    return [f"### {HEADINGS[level]}", MEANS[level], "\n".join([*map(_item, group[:MOST]), *more])]


def _item(problem: Problem) -> str:
    place = f"{problem.path}, line {problem.line}" + (
        f", column {problem.column}" if problem.column else ""
    )
    words = " — ".join(_safe(part) for part in (problem.field, problem.what, problem.write) if part)
    why = (
        f" ([why]({problem.source}))"
        if re.fullmatch(r"https?://[^\s()<>]+", problem.source)
        else ""
    )
    return (
        f"- **{_safe(place)}**: {words}{f' [{_safe(problem.rule)}]' if problem.rule else ''}{why}"
    )


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _safe(words: str) -> str:
    """Words of files in which nothing is read as Markdown or HTML."""
    return MARKS.sub(r"\\\1", on_one_line(words))
