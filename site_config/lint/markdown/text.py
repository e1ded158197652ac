"""What a check reads of one page: its words, in the blocks in which people read them, each with the
place where it stands in the file.

A block is one line of plain words, whatever the file does: a phrase that is broken over two lines,
or has a star in its middle, is still a phrase. Code, comments, addresses and markup are no words.
"""

from __future__ import annotations

import bisect
import functools
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from site_config.model import Entry, Page

# A paragraph in one line that is longer than this is not read: nobody reads it, and searching it
# could take very long.
LONGEST_LINE = 3_000
# Keys of the front matter whose values are sentences for readers. Names of operators are their own.
PROSE = frozenset(
    {
        "title",
        "description",
        "evidence_note",
        "caution",
        "cost",
        "do",
        "gentler",
        "what",
        "for_whom",
        "place_note",
        "access",
        "data_note",
        "words",
        "ask",
        "answer",
        "one_thing",
    }
)
# Of a crisis line.
PROSE_OF_A_LINE = frozenset({"note", "deaf_access", "for_whom"})
# Whose names are ours.
NAMED = frozenset({"steps", "parts"})
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

    ``quoted`` are a member's own words. ``box`` is the kind of the box (``care``, ``help``) around
    it, or empty.
    """

    kind: Literal["heading", "paragraph", "item", "row", "title", "value"]
    text: str = ""
    level: int = 0
    key: str = ""
    quoted: bool = False
    box: str = ""
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


@dataclass(eq=False)
class Text:
    """One page as a check reads it.

    ``path`` is the file below the project. ``lines`` are those of the body that are no code, each
    with its number; ``blocks`` the words of front matter and body in their order, the title first,
    as a heading of level 1. ``kind`` and ``shape`` are empty for a piece of Markdown that is no
    page. ``too_long`` are numbers of lines that were not read.
    """

    path: str
    kind: str = ""
    shape: str = ""
    entry: Entry | None = None
    raw_fields: Mapping[str, Any] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    too_long: list[int] = field(default_factory=list)
    head: list[tuple[int, str]] = field(default_factory=list)
    # What a check has read out of the page already, by its name: links are asked for by many.
    read_out: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, entry: Entry) -> Text:
        """A page of the catalogue."""
        text = cls(
            f"content/{entry.path}",
            entry.kind,
            entry.shape if isinstance(entry, Page) else "",
            entry,
        )
        text.head = list(enumerate(entry.head.split("\n"), 2)) if entry.head else []
        title = Block("heading", level=1, key="title")
        _put(title, entry.title, entry.line_of("title"), text.head)
        text.blocks.append(title)
        text.blocks += (block for block in _values(entry, text.head) if block.key != "title")
        text._read(entry.body, entry.body_line)
        return text

    @classmethod
    def of_markdown(cls, markdown: str, path: str = "") -> Text:
        """A piece of Markdown, with front matter or without, such as an example of a rule. Its
        title is the heading that it has.
        """
        text = cls(path)
        head = re.match(r"---\n(.*?)\n?---\n", markdown, re.S)
        first = 1
        if head:
            found = yaml.safe_load(head[1])
            text.raw_fields = found if isinstance(found, dict) else {}
            text.kind = str(text.raw_fields.get("kind", ""))
            text.head = list(enumerate(head[1].split("\n"), 2))
            first += markdown.count("\n", 0, head.end())
            markdown = markdown[head.end() :]
        text._read(markdown, first)
        return text

    @functools.cached_property
    def fields(self) -> Mapping[str, Any]:
        """The front matter as plain values."""
        return self.raw_fields if self.entry is None else self.entry.model_dump(mode="json")

    @functools.cached_property
    def prose(self) -> list[tuple[int, str]]:
        """The lines of the body as they are written, each with its number, with blanks for code in
        them, so that every place stays. Lines that are too long are left out.
        """
        return [
            (number, CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line)
            for number, line in self.lines
            if len(line) <= LONGEST_LINE
        ]

    def _read(self, body: str, first: int) -> None:
        self.lines = list(no_code(body, first))
        reader = _Reader(self.blocks, self.too_long)
        for number, line in self.lines:
            reader.read(number, line)


class _Reader:
    """Sorts the lines of a body into blocks."""

    def __init__(self, blocks: list[Block], too_long: list[int]) -> None:
        self.blocks, self.too_long = blocks, too_long
        self.boxes: list[tuple[int, str]] = []
        self.open: Block | None = None

    def read(self, number: int, line: str) -> None:
        """Takes one line more."""
        if len(line) > LONGEST_LINE:
            self.too_long.append(number)
            self.open = None
            return
        if not line.strip():
            self.open = None
            return
        indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
        while self.boxes and indent < self.boxes[-1][0]:
            self.boxes.pop()
            # What stands further left is outside, whether an empty line parts it or not.
            self.open = None
        box = ADMONITION.match(line)
        if box:
            self.boxes.append((indent + 4, box[2].lower()))
            self._add(
                Block("title"), number, box[3] or "", box.start(3) if box[3] else 0, ends=True
            )
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
            block.box = self.boxes[-1][1] if self.boxes else ""
            # The title of a box is not a member's: whoever made the page gave it.
            around = self.boxes[:-1] if block.kind == "title" else self.boxes
            block.quoted = any(kind == "quote" for _, kind in around)
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


def _values(entry: Entry, head: list[tuple[int, str]]) -> Iterator[Block]:
    """The sentences of a front matter, each as a block."""
    for where, place in entry.places.items():
        names = [part for part in where if isinstance(part, str)]
        if not names or not place.raw or "sources" in names:
            continue
        prose = PROSE_OF_A_LINE if names[0] == "lines" else PROSE
        if not (names[-1] in prose or (names[-1] == "name" and names[0] in NAMED)):
            continue
        block = Block("value", key=".".join(names))
        _put(block, place.raw, place.line, head)
        yield block


def _put(block: Block, value: str, line: int, head: list[tuple[int, str]]) -> None:
    """A value with the place where it begins; of one that is written in another way than it reads,
    only the line is known.
    """
    written = head[line - 2][1] if 0 <= line - 2 < len(head) else ""
    at = written.find(value[:60])
    # A value over several lines is told from its first one.
    block.add(" ".join(value.split("\n")), line, at + 1 if at >= 0 and "\n" not in value else 0)
