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
# A use of a name for an address, which the words themselves may be.
USED = re.compile(r"(?<!\\)\[([^\[\]]{1,400})\][ ]?\[([^\[\]^]{0,200})\]")
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

    ``span`` is where it stands in its chunk, ``address_span`` where its address does, and
    ``address_place`` the line and the column of that. A ``definition`` has no words, a link that
    names one has its address.
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
    address_place: tuple[int, int]


@dataclass(frozen=True)
class Tag:
    """An HTML tag that opens, with its attributes as they are written, and where in its chunk these
    begin and the tag ends.
    """

    name: str
    attributes: str
    line: int
    column: int
    begin: int
    end: int

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None where it has none."""
        found = self._find(name)
        return html.unescape(found[found.lastindex or 0]) if found else None

    def span_of(self, name: str) -> tuple[int, int]:
        """Where the value of an attribute stands in the chunk; the end of the tag where it has none."""
        found = self._find(name)
        if not found:
            return self.end, self.end
        start, end = found.span(found.lastindex or 0)
        return self.begin + start, self.begin + end

    def _find(self, name: str) -> re.Match[str] | None:
        attributes = ATTRIBUTE.finditer(self.attributes)
        return next((found for found in attributes if found[1].lower() == name), None)


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
        named = _named(pieces)
        found = text.read_out["targets"] = [
            target for chunk in pieces for target in of_chunk(chunk, named)
        ]
    return found


def undefined(text: Text) -> Iterator[tuple[int, int, str]]:
    """Uses of a name for an address, ``[words][name]``, that no line of the page gives an address:
    line, column and name.
    """
    pieces = [chunk for chunk in chunks(text) if "]" in chunk.words]
    named = _named(pieces)
    for chunk in pieces:
        for used in USED.finditer(chunk.words) if "[" in chunk.words else ():
            name = used[2].strip() or used[1]
            if _name(name) not in named:
                yield *chunk.place(used.start()), name


def _named(pieces: list[Chunk]) -> dict[str, str]:
    """Addresses by the names that stand for them."""
    return {
        _name(name): address
        for chunk in pieces
        if "]:" in chunk.words
        for name, address in DEFINED.findall(chunk.words)
    }


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
        chunk.place(address_span[0]),
    )


def _tags(chunk: Chunk) -> Iterator[Tag]:
    for one in TAG.finditer(chunk.words):
        yield Tag(one[1].lower(), one[2], *chunk.place(one.start()), one.start(2), one.end())


def _of_tag(chunk: Chunk, tag: Tag) -> Iterator[Target]:
    key = {"a": "href", "img": "src"}.get(tag.name, "")
    address = tag.get(key) if key else None
    picture = tag.name == "img"
    if address is None and not picture:
        return
    end = tag.end + 600
    close = chunk.words.find("</", tag.end, end)
    words = chunk.words[tag.end : close if close >= 0 else end]
    at = tag.span_of(key)
    yield Target(
        "html",
        picture,
        (tag.get("alt") or "") if picture else words,
        address or "",
        tag.line,
        tag.column,
        tag.attributes if picture else "",
        (tag.end, tag.end),
        at,
        chunk.place(at[0]),
    )


def _name(name: str) -> str:
    return " ".join(name.split()).lower()
