"""The shape of a page's text: headings, links, pictures, and what may never stand in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from site_config.model import Catalogue, Coping, Entry, Problem

FENCE = re.compile(r"^\s*(```|~~~)")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
FORBIDDEN = [
    (re.compile(r"<\s*(script|iframe|object|embed|form|style|link|meta|base)\b", re.I), "`<{0}>` may not stand in a page", "take it away"),
    (re.compile(r"\son\w+\s*=", re.I), "a page may not carry a script", "take the attribute away"),
    (re.compile(r"\sstyle\s*=", re.I), "a page may not carry a style of its own", "take the attribute away"),
    (re.compile(r"(javascript|data|vbscript)\s*:", re.I), "`{0}:` is not an address", "link to a page or a web address"),
]


def problems(catalogue: Catalogue) -> list[Problem]:
    """Problems of every page's Markdown: a second big heading, links to nowhere, a picture without words, scripts and styles,
    and a coping page whose steps come before its take-care box."""
    paths = {entry.path for entry in catalogue.entries()}
    found: list[Problem] = []
    for entry in catalogue.entries():
        for number, line in prose(entry):
            found += _line_problems(entry, number, line, paths)
        if isinstance(entry, Coping):
            found += _care_first(entry)
    return found


def prose(entry: Entry) -> Iterator[tuple[int, str]]:
    """The lines of a page's body that are not code, each with its line number in the file."""
    fenced = False
    for number, line in enumerate(entry.body.split("\n"), entry.body_line):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, re.sub(r"`[^`]*`", "", line)


def _line_problems(entry: Entry, number: int, line: str, paths: set[str]) -> Iterator[Problem]:
    path = f"content/{entry.path}"
    if re.match(r"#\s", line):
        yield Problem(path, number, "", "the big heading is made from title:", "begin with ## or take the line away")
    for pattern, what, write in FORBIDDEN:
        match = pattern.search(line)
        if match:
            yield Problem(path, number, "", what.format(match[1] if match.groups() else ""), write)
    for picture, words, target in LINK.findall(line):
        if picture and not words.strip():
            yield Problem(path, number, "", "a picture has no words for those who cannot see it", "write ![what it shows](file)")
        if not picture and not re.match(r"[a-z][a-z0-9+.-]*:|#|//", target, re.I) and target.split("#")[0].endswith(".md"):
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), target.split("#")[0]))
            if goal not in paths:
                yield Problem(path, number, "", f"the link to {target} leads nowhere", "name a file that exists below content/")


def _care_first(entry: Coping) -> list[Problem]:
    lines = [line for _, line in prose(entry)]
    steps = next((n for n, line in enumerate(lines) if re.match(r"1\.\s", line)), None)
    care = next((n for n, line in enumerate(lines) if line.startswith("!!! care")), None)
    if care is None or (steps is not None and steps < care):
        return [Problem(f"content/{entry.path}", entry.body_line, "", "the steps come before what to take care of",
                        'put a box !!! care "Take care" above the first step')]
    return []
