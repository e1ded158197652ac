"""What a check reads of one page: its words, in the blocks in which people read them, its boxes,
and the lines as they are written.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from site_config.lint.markdown.blocks import CODE, LONGEST_LINE, Block, BlockReader, Box, no_code
from site_config.model import Catalogue, Entry, Page

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
# The comment with which a writer says that a rule is wrong for one line, and why.
MARK = re.compile(r"<!--\s*lang-ok\b:?\s*([^\s>]*)\s*(.*?)\s*-->")
MARKS_ALONE = re.compile(rf"^[ \t]*(?:{MARK.pattern}[ \t]*)+\n", re.M)


@dataclass(eq=False)
class Text:
    """One page as a check reads it.

    ``path`` is the file below the project. ``lines`` are those of the body that are no code, each
    with its number; ``blocks`` the words of front matter and body in their order, the title first,
    as a heading of level 1. ``kind`` and ``shape`` are empty for a piece of Markdown that is no
    page.
    """

    path: str
    kind: str = ""
    shape: str = ""
    entry: Entry | None = None
    raw_fields: Mapping[str, Any] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
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
        reader = BlockReader(self.blocks, self.boxes)
        for number, line in self.lines:
            reader.read(number, line)


def texts_of(catalogue: Catalogue) -> dict[str, Text]:
    """Every page that is built, by its path below the content, read once for all checks."""
    return {entry.path: Text.of(entry) for entry in catalogue.entries()}


def without_marks(body: str) -> str:
    """A body without its marks, since a page holds no comments. A line of marks goes whole: an
    empty one would part a paragraph.
    """
    return MARK.sub("", MARKS_ALONE.sub("", body)) if "lang-ok" in body else body


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
