"""The shape of a page's text: headings, links, pictures, and what may never stand in it."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator

from site_config.model import Catalogue, Coping, Entry, Problem

FENCE = re.compile(r"\s*(`{3,}|~{3,})")
CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
HEADING = re.compile(r"#(?!#)|=+\s*$|\s*<h1\b", re.I)
# How the starters of ``scripts new`` mark what a person must write.
TO_FILL_IN = "FILL IN"
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
# Where an attribute may begin: in a tag, or in the braces of attr_list.
ATTRIBUTE = r"(?:^|[\s\"'/{:])"
LINK = re.compile(r"(!?)\[([^\[\]]{0,400})\]\(\s{0,9}<?([^()\s>]{0,400})>?[^()]{0,400}\)")
FORBIDDEN = [
    (re.compile(r"<\s*(script|iframe|object|embed|form|style|link|meta|base)\b", re.I), "`<{0}>` may not stand in a page", "take it away"),
    (re.compile(ATTRIBUTE + r"on[a-z]{3,}\s*=", re.I), "a page may not carry a script", "take the attribute away"),
    (re.compile(ATTRIBUTE + r"style\s*=", re.I), "a page may not carry a style of its own", "take the attribute away"),
    (re.compile(r"(?:[(<\"'=]|\]:)\s*(javascript|vbscript|data(?=\s*:\s*[a-z]+/))\s*:", re.I), "`{0}:` is not an address",
     "link to a page or a web address"),
    (re.compile(ATTRIBUTE + r"src(?:set)?\s*=\s*[\"']?\s*(?:https?:)?//", re.I), "nothing may be loaded from another host",
     "put the file beside the page"),
]


def problems(catalogue: Catalogue, broken: Collection[str] = ()) -> list[Problem]:
    """Problems of every page's Markdown: a second big heading, links to nowhere, a picture without words, scripts and styles,
    and a coping page whose steps come before its take-care box."""
    paths = {entry.path for entry in catalogue.entries()} | {f"{slug}.md" for slug in broken}
    found: list[Problem] = []
    for entry in catalogue.entries():
        for number, line in prose(entry):
            found += _line_problems(entry, number, line, paths)
        if isinstance(entry, Coping):
            found += _care_first(entry)
        found += _unfilled(entry)
    return found


def prose(entry: Entry) -> Iterator[tuple[int, str]]:
    """The lines of a page's body that are not code, each with its line number in the file."""
    lines = entry.body.split("\n")
    closing = {n: line.strip() for n, line in enumerate(lines) if FENCE.fullmatch(line.rstrip())}
    ends = 0
    for n, line in enumerate(lines):
        opened = FENCE.match(line) if n >= ends else None
        if opened:
            # What is never closed is no code: Markdown shows it as text.
            ends = next((m + 1 for m, mark in closing.items() if m > n and mark.startswith(opened[1])), 0)
        if n >= ends:
            yield entry.body_line + n, CODE.sub("", line)


def _line_problems(entry: Entry, number: int, line: str, paths: set[str]) -> Iterator[Problem]:
    path = f"content/{entry.path}"
    if HEADING.match(line):
        yield Problem(path, number, "", "the big heading is made from title:", "begin with ## or take the line away")
    for pattern, what, write in FORBIDDEN:
        match = pattern.search(html.unescape(line))
        if match:
            yield Problem(path, number, "", what.format(match[1] if match.groups() else ""), write)
    for picture, words, target in LINK.findall(line):
        if picture and not words.strip():
            yield Problem(path, number, "", "a picture has no words for those who cannot see it", "write ![what it shows](file)")
        if picture and ELSEWHERE.match(target):
            yield Problem(path, number, "", "a picture may not come from another host", "put the file beside the page")
        if not picture and not ELSEWHERE.match(target) and target.split("#")[0].endswith(".md"):
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


def _unfilled(entry: Entry) -> list[Problem]:
    """What a starter left to be filled in, wherever it stands."""
    path = f"content/{entry.path}"
    found = [Problem(path, number, "", "this is still to be filled in", "write it, or take it away")
             for number, line in enumerate(entry.body.split("\n"), entry.body_line) if TO_FILL_IN in line]
    return found + [Problem(path, entry.line_of(key), key, "this is still to be filled in", "write it, or take it away")
                    for key, value in entry.model_dump(mode="json").items() if TO_FILL_IN in str(value)]
