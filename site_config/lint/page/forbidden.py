"""What may never stand in a page: scripts, frames, styles of its own, and whatever would be loaded
from somewhere else.

No mark silences this, whatever reason it gives.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from site_config.lint.markdown.markup import targets
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at
from site_config.model import Problem

# Where an attribute may begin: in a tag, or in the braces of attr_list.
ATTRIBUTE = r"(?:^|[\s\"'/{:])"
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
FRAME = re.compile(r"<\s*(?:iframe|object|embed)\b|<\s*script\b[^<>]{0,400}\bsrc\s*=", re.I)
FORBIDDEN = [
    (
        re.compile(r"<\s*(iframe|object|embed)\b", re.I),
        "`<{0}>` may not stand in a page",
        "link to it, and say how long it takes and where its words can be read",
    ),
    (
        re.compile(r"<\s*(script|form|style|link|meta|base)\b", re.I),
        "`<{0}>` may not stand in a page",
        "take it away",
    ),
    (
        re.compile(ATTRIBUTE + r"on[a-z]{3,}\s*=", re.I),
        "a page may not carry a script",
        "take the attribute away",
    ),
    (
        re.compile(ATTRIBUTE + r"style\s*=", re.I),
        "a page may not carry a style of its own",
        "take the attribute away",
    ),
    (
        re.compile(r"(?:[(<\"'=]|\]:)\s*(javascript|vbscript|data(?=\s*:\s*[a-z]+/))\s*:", re.I),
        "`{0}:` is not an address",
        "link to a page or a web address",
    ),
    (
        re.compile(ATTRIBUTE + r"src(?:set)?\s*=\s*[\"']?\s*(?:https?:)?//", re.I),
        "nothing may be loaded from another host",
        "put the file beside the page",
    ),
]
# One of these stands in every line that one of the above is found in.
SIGNS = re.compile(r"[<=]|script|data", re.I)


def problems(text: Text) -> Iterator[Problem]:
    """A Problem for each line and each thing in it that no page may hold, and for pictures from
    elsewhere.
    """
    for number, line in text.prose:
        plain = html.unescape(line) if "&" in line else line
        if not SIGNS.search(plain):
            continue
        for pattern, what, write in FORBIDDEN:
            held = pattern.search(plain)
            if held:
                column = held.start() + 1 if plain == line else 0
                yield Problem(
                    text.path,
                    number,
                    "",
                    what.format(held[1] if held.groups() else ""),
                    write,
                    column=column,
                )
    for picture in targets(text):
        # In HTML the line above has told it.
        if picture.picture and picture.written != "html" and ELSEWHERE.match(picture.address):
            yield Problem(
                text.path,
                picture.line,
                "",
                "a picture may not come from another host",
                "put the file beside the page",
                column=picture.column,
            )


def embed(text: Text, rule: Rule) -> Iterator[Problem]:
    """A player or a frame of somebody else. In a page of the catalogue ``problems`` has told it,
    which nothing silences.
    """
    if text.entry is None:
        for number, line in text.prose:
            held = FRAME.search(line)
            if held:
                yield problem_at(text, rule, number, held.start() + 1)


CHECKS = {"embed": embed}
