"""Links, pictures and tags as a page's Markdown writes them, each with the place where it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from site_config.lint.markdown.text import Text

BRACKET = re.compile(r"\\.|[\[\]]", re.S)
# What follows the words of a link: an address, which may hold one pair of brackets, and a title.
ADDRESS = re.compile(
    r"""\(\s{0,9}(?:<([^<>\n]{0,2000})>|((?:[^()\s]|\([^()\s]{0,400}\)){0,2000}))
                         (?:\s{1,9}(?:"[^"\n]{0,400}"|'[^'\n]{0,400}'))?\s{0,9}\)""",
    re.X,
)
# An address with blanks in it is none, but a person meant it.
MEANT = re.compile(r"\(([^()\n]{0,400})\)")
LONGEST_WORDS = 1_000
BRACES = re.compile(r"\{[^{}\n]{0,400}\}")
NAMED = re.compile(r"\[([^\[\]\n]{0,200})\]")
DEFINED = re.compile(
    r"^[ ]{0,3}\[([^\[\]^\n][^\[\]\n]{0,200})\]:[ \t]{0,9}<?([^\s<>]{1,2000})>?", re.M
)
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]{0,20})((?:[\s/][^<>]{0,2000})?)>")
AUTO = re.compile(r"<((?:https?://|tel:|sms:|mailto:)[^<>\s]{1,2000})>")
NOT_THE_END = re.compile(r"[^\n]")
ATTRIBUTE = re.compile(
    r"""([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))"""
)
Written = Literal["inline", "named", "definition", "html", "auto"]


@dataclass(frozen=True)
class Chunk:
    """Lines of a body that follow one another without a gap: a link may begin in one and end in the
    next.
    """

    words: str
    first: int

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column in the file, both from 1, of a letter."""
        return self.first + self.words.count("\n", 0, offset), offset - self.words.rfind(
            "\n", 0, offset
        )


@dataclass(frozen=True)
class Target:
    """A link or a picture: its words, its address, what stands in braces behind it, and its place.

    ``span`` is where it stands in its chunk, ``address_span`` where its address does. A
    ``definition`` has no words, a link that names one has its address.
    """

    written: Written
    picture: bool
    words: str
    address: str
    line: int
    column: int
    braces: str
    span: tuple[int, int]
    address_span: tuple[int, int]


@dataclass(frozen=True)
class Tag:
    """An HTML tag that opens, with its attributes as they are written."""

    name: str
    attributes: str
    line: int
    column: int
    end: int

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None where it has none."""
        for key, *values in ATTRIBUTE.findall(self.attributes):
            if key.lower() == name:
                return html.unescape("".join(values))
        return None


def chunks(text: Text) -> list[Chunk]:
    """The body of a page without code and comments, in pieces between blank lines."""
    found: list[Chunk] | None = text.read_out.get("chunks")
    if found is None:
        found = text.read_out["chunks"] = list(_chunks(text))
    return found


def _chunks(text: Text) -> Iterator[Chunk]:
    held: list[str] = []
    first = 0
    for number, line in [*text.prose, (0, "")]:
        if held and (not line.strip() or number != first + len(held)):
            yield Chunk(_without_comments("\n".join(held)), first)
            held = []
        if line.strip():
            first = first if held else number
            held.append(line)


def _without_comments(words: str) -> str:
    pieces, at = [], 0
    while (start := words.find("<!--", at)) >= 0 and (end := words.find("-->", start)) >= 0:
        pieces += [words[at:start], NOT_THE_END.sub(" ", words[start : end + 3])]
        at = end + 3
    return "".join(pieces) + words[at:]


def targets(text: Text) -> list[Target]:
    """Every link and picture of a page's body."""
    found: list[Target] | None = text.read_out.get("targets")
    if found is None:
        pieces = [
            chunk
            for chunk in chunks(text)
            if any(sign in chunk.words for sign in ("](", "]:", "][", "<"))
        ]
        named = {
            _name(name): address
            for chunk in pieces
            if "]:" in chunk.words
            for name, address in DEFINED.findall(chunk.words)
        }
        found = text.read_out["targets"] = [
            target for chunk in pieces for target in of_chunk(chunk, named)
        ]
    return found


def of_chunk(chunk: Chunk, named: dict[str, str] | None = None) -> Iterator[Target]:
    """The links and pictures of one piece; ``named`` are addresses by the names that stand for
    them.
    """
    yield from _in_brackets(chunk, named or {})
    if "]:" in chunk.words:
        for one in DEFINED.finditer(chunk.words):
            yield _target("definition", chunk, "", one[2], one.span(), one.span(2))
    if "<" in chunk.words:
        for one in AUTO.finditer(chunk.words):
            yield _target("auto", chunk, one[1], one[1], one.span(), one.span(1))
        for tag in _tags(chunk):
            yield from _of_tag(chunk, tag)


def tags(text: Text) -> list[Tag]:
    """Every HTML tag that opens in a page's body."""
    found: list[Tag] | None = text.read_out.get("tags")
    if found is None:
        found = text.read_out["tags"] = [
            tag for chunk in chunks(text) if "<" in chunk.words for tag in _tags(chunk)
        ]
    return found


def _in_brackets(chunk: Chunk, named: dict[str, str]) -> Iterator[Target]:
    words = chunk.words
    opened: list[int] = []
    told = 0
    for mark in BRACKET.finditer(words):
        if mark.start() < told:
            continue
        if mark[0] == "[":
            opened.append(mark.start())
        elif mark[0] == "]" and opened:
            start, end = opened.pop(), mark.end()
            inner = words[max(start + 1, end - LONGEST_WORDS) : end - 1]
            picture = start > 0 and words[start - 1] == "!"
            found = ADDRESS.match(words, end) or MEANT.match(words, end)
            if found:
                group = 2 if found.re is ADDRESS and found[1] is None else 1
                yield _target(
                    "inline",
                    chunk,
                    inner,
                    found[group],
                    (start - picture, found.end()),
                    found.span(group),
                    picture,
                )
            elif named and words[end : end + 1] != ":":
                name = NAMED.match(words, end)
                address = named.get(_name(name[1] if name and name[1].strip() else inner))
                if address is not None:
                    told = name.end() if name else end
                    yield _target(
                        "named", chunk, inner, address, (start - picture, told), (end, end), picture
                    )


def _target(
    written: Written,
    chunk: Chunk,
    words: str,
    address: str,
    span: tuple[int, int],
    address_span: tuple[int, int],
    picture: bool = False,
) -> Target:
    line, column = chunk.place(span[0])
    braces = BRACES.match(chunk.words, span[1])
    return Target(
        written,
        picture,
        words,
        html.unescape(address.strip()),
        line,
        column,
        braces[0] if braces else "",
        span,
        address_span,
    )


def _tags(chunk: Chunk) -> Iterator[Tag]:
    for one in TAG.finditer(chunk.words):
        yield Tag(one[1].lower(), one[2], *chunk.place(one.start()), one.end())


def _of_tag(chunk: Chunk, tag: Tag) -> Iterator[Target]:
    span = (tag.end, tag.end)
    if tag.name == "a" and (address := tag.get("href")) is not None:
        close = chunk.words.find("</", tag.end, tag.end + 600)
        words = chunk.words[tag.end : close] if close >= 0 else chunk.words[tag.end : tag.end + 600]
        yield Target("html", False, words, address, tag.line, tag.column, "", span, span)
    if tag.name == "img":
        yield Target(
            "html",
            True,
            tag.get("alt") or "",
            tag.get("src") or "",
            tag.line,
            tag.column,
            tag.attributes,
            span,
            span,
        )


def _name(name: str) -> str:
    return " ".join(name.split()).lower()
