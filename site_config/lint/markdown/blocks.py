"""The reader of Markdown: sorts the lines of a body into blocks of plain words and into boxes, each
with the place where it stands in the file.

A block is one line of plain words, whatever the file does: a phrase that is broken over two lines,
or has a star in its middle, is still a phrase. Code, comments, addresses and markup are no words.
"""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

# A paragraph in one line that is longer than this is not read: nobody reads it, and searching it
# could take very long.
LONGEST_LINE = 3_000
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
# As Markdown reads it: with straight quotes, and nothing behind them.
ADMONITION = re.compile(r"(\s*)!!! ?([\w-]+)(?: +[\w-]+){0,5}(?: +\"(.{0,200}?)\")? *$")
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,4}[.)]|:)\s+")
ROW = re.compile(r"\s*\|")
RULE_OF_TABLE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
# What is no word, in the order in which Markdown sees it.
MARKUP = re.compile(
    r"""
    (?<![\\`])(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)
  | <!--(?:(?!<!--).)*?-->
  | <https?://[^<>\s]*>
  | (?P<gap><br\s*/?> | \\$)
  | </?[a-zA-Z][^<>]*>
  | \]\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)(?:\{[:.\#][^{}]*\})?
  | \]\[[^\[\]]*\]
  | \{[:.\#][^{}]*\}
  | https?://[^\s<>)\]]*[^\s<>)\].,;:!?]
  | \\(?P<kept>[\\`*_{}\[\]()\#+.!|<>-])
  | !?\[
  | \]
  | \*+
  | ~~
  | `+
  | (?<![^\W_])_+(?=\S) | (?<=\S)_+(?![^\W_])
  | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)
""",
    re.X,
)
# One letter for one, so that places stay: what typing and typesetting make of the same sign.
PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "–": "-",
        "\u2009": " ",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "‑": "-",
        "\t": " ",
    }
)
# Signs that nobody sees, and that part a word for a search alone.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
BLANKS = re.compile(r"[ \t]{2,}")


@dataclass
class Block:
    """Words that belong together, as one line: a heading (with its ``level``), a paragraph, a list
    item, a row of a table, the title of a box, or a value of the front matter (with its ``key``).

    ``quoted`` are a member's own words.
    """

    kind: Literal["heading", "paragraph", "item", "row", "title", "value"]
    text: str = ""
    level: int = 0
    key: str = ""
    quoted: bool = False
    _offsets: list[int] = field(default_factory=list)
    _places: list[tuple[int, int]] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column in the file, both from 1, of a letter of the block; the column is
        0 where nobody knows it.
        """
        n = max(0, bisect.bisect_right(self._offsets, offset) - 1)
        line, column = self._places[n] if self._places else (1, 0)
        return line, column + offset - self._offsets[n] if column else 0

    def add(self, words: str, line: int, column: int) -> None:
        """Puts words at the end, with the place where they stand; a word begins anew on another
        line.
        """
        if not words:
            return
        if self._places and self._places[-1][0] != line and not self.text.endswith(" "):
            self.text += " "
        self._offsets.append(len(self.text))
        self._places.append((line, column))
        self.text += words.translate(PLAIN)


@dataclass(frozen=True)
class Box:
    """A box of a page (``!!! help "…"``): its kind, the line on which it begins, and the numbers of
    the lines in it, those of boxes inside it among them.
    """

    kind: str
    line: int
    column: int
    lines: list[int] = field(default_factory=list)


class BlockReader:
    """Sorts the lines of a body, one after another, into blocks and boxes."""

    def __init__(self, blocks: list[Block], boxes: list[Box]) -> None:
        self.blocks, self.boxes = blocks, boxes
        # The boxes around the line that is read, each with the least indent of what stands in it.
        self.open_boxes: list[tuple[int, Box]] = []
        self.open: Block | None = None

    def read(self, number: int, line: str) -> None:
        """Takes one line more."""
        if len(line) > LONGEST_LINE or not line.strip():
            self.open = None
            return
        indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
        while self.open_boxes and indent < self.open_boxes[-1][0]:
            self.open_boxes.pop()
            # What stands further left is outside, whether an empty line parts it or not.
            self.open = None
        for _, around in self.open_boxes:
            around.lines.append(number)
        begins = ADMONITION.match(line)
        if begins:
            box = Box(begins[2].lower(), number, indent + 1)
            self.boxes.append(box)
            self.open_boxes.append((indent + 4, box))
            title = begins[3] or ""
            self._add(Block("title"), number, title, begins.start(3) if title else 0, ends=True)
            return
        self._words(number, line)

    def _words(self, number: int, line: str) -> None:
        heading, item = HEADING.match(line), ITEM.match(line)
        if heading:
            self._add(
                Block("heading", level=len(heading[1])),
                number,
                heading[2],
                heading.start(2),
                ends=True,
            )
        elif UNDERLINE.match(line) and self.open is not None and self.open.kind == "paragraph":
            self.open.kind, self.open.level = "heading", 1 if "=" in line else 2
            self.open = None
        elif ROW.match(line):
            if not RULE_OF_TABLE.match(line):
                self._add(Block("row"), number, line, 0, ends=True)
        elif item:
            self._add(Block("item"), number, line[item.end() :], item.end())
        else:
            start = len(line) - len(line.lstrip(" \t>"))
            self._add(self.open or Block("paragraph"), number, line[start:], start)

    def _add(
        self, block: Block, number: int, words: str, start: int, *, ends: bool = False
    ) -> None:
        if block is not self.open:
            # The title of a box is not a member's: whoever made the page gave it.
            around = self.open_boxes[:-1] if block.kind == "title" else self.open_boxes
            block.quoted = any(box.kind == "quote" for _, box in around)
            self.blocks.append(block)
        for piece, column in _pieces(words):
            at = 0
            # A page shows several blanks as one.
            for gap in BLANKS.finditer(piece):
                block.add(piece[at : gap.start() + 1], number, start + column + at + 1)
                at = gap.end()
            block.add(piece[at:], number, start + column + at + 1)
        self.open = None if ends else block


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """The words of one line without what is no word, each with its place from 0."""
    at = 0
    for found in MARKUP.finditer(line):
        yield line[at : found.start()], at
        if found["kept"] or found["entity"]:
            yield found["kept"] or html.unescape(found["entity"]).translate(UNSEEN), found.start()
        elif found["gap"]:
            yield " ", found.start()
        at = found.end()
    yield line[at:], at


def no_code(body: str, first: int) -> Iterator[tuple[int, str]]:
    """The lines of a body that are not in a block of code."""
    lines = body.split("\n")
    closing: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        if FENCE.fullmatch(line.rstrip()):
            closing.setdefault(line.strip(), []).append(n)
    ends = 0
    for n, line in enumerate(lines):
        opened = FENCE.match(line) if n >= ends else None
        if opened:
            # What is never closed is no code: Markdown shows it as text.
            ends = min(
                (
                    found + 1
                    for mark, places in closing.items()
                    if mark.startswith(opened[1])
                    for found in places[bisect.bisect_right(places, n) :][:1]
                ),
                default=0,
            )
        if n >= ends:
            yield first + n, line
