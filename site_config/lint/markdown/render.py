"""What the Markdown of a page becomes: the same HTML as in the build, for the same program makes
it.
"""

from __future__ import annotations

import functools
import re

import markdown  # type: ignore[import-untyped]

from site_config.lint.markdown.blocks import LONGEST_LINE
from site_config.lint.markdown.text import without_marks

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "abbr",
    "footnotes",
    "tables",
    "pymdownx.superfences",
    "toc",
]
# What is longer is told as such by other checks, and could keep us busy for long.
LONGEST_BODY = 60_000
LONGEST_PARAGRAPH = 4_000
# Markdown looks from each to the end of the paragraph.
MOST_BRACKETS = 300
ID = re.compile(r"""\s(?:id|name)=["']?([^\s"'<>]+)""")


@functools.lru_cache(maxsize=64)
def html_of(body: str) -> str | None:
    """The HTML of a body, or None where it is too long to look."""
    if len(body) > LONGEST_BODY or any(len(line) > LONGEST_LINE for line in body.split("\n")):
        return None
    if any(part.count("[") > MOST_BRACKETS for part in body.split("\n\n")):
        return None
    try:
        return str(markdown.markdown(without_marks(body), extensions=EXTENSIONS))
    except RecursionError:
        return None


@functools.lru_cache(maxsize=64)
def anchors_of(body: str) -> frozenset[str] | None:
    """The parts of a page that a link can lead to, by name, or None where it is too long to look."""
    html = html_of(body)
    return None if html is None else frozenset(ID.findall(html))
