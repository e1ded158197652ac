"""Reads one Markdown file: its front matter with line numbers, and its body.

MkDocs' own reader drops front matter that it cannot parse and prints it into the page. This one
never guesses: either the file is understood, or there is a Problem that names the line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from site_config.model import remedies
from site_config.model.problems import Problem

Where = tuple[str | int, ...]

# libyaml where PyYAML was built with it: five times faster, same nodes.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_BYTES = 512_000
MOST_NESTED = 60
LONGEST_NUMBER = 600
# Control characters, marks that make text read in another order than it is stored, and line ends
# that editors do not count.
HIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060\\u2066-\\u2069\\ufeff\\ufffe\\uffff\\U000e0000-\\U000e007f]"
)
FENCE = "---"
# What a value may be, beside = and << without quotes, which have a sentence of their own.
PLAIN = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map", "value", "merge")
)


@dataclass(frozen=True)
class Scalar:
    """Where a value stands and how it was written: ``line`` from 1, ``raw`` the letters, ``quoted``
    with quotes or not.

    ``read_as`` is the number that YAML makes of other letters: 8 of ``010``, 90 of ``1:30``; else
    empty.
    """

    line: int
    raw: str = ""
    quoted: bool = False
    read_as: str = ""


@dataclass(frozen=True)
class Document:
    """One content file, read: ``fields`` of the front matter, ``places`` of each of them, its lines
    as written in ``head`` (the first is line 2 of the file), and the Markdown ``body``.
    """

    path: str
    fields: dict[str, Any]
    body: str
    body_line: int
    places: dict[Where, Scalar] = field(default_factory=dict)
    head: str = ""

    def place(self, where: Where) -> Scalar:
        """The line of a field, or of the nearest thing around it that is written in the file."""
        while where and where not in self.places:
            where = where[:-1]
        return self.places.get(where, Scalar(1))


class Unreadable(Exception):
    """Front matter that cannot be understood, with the Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read(raw: bytes, path: str) -> Document:
    """One file's bytes as a Document.

    Raises ``Unreadable`` with one Problem: not UTF-8, a NUL byte, a hidden direction mark, over
    512,000 bytes, no front matter, a block that never ends, YAML that does not parse, a key given
    twice, or anything but plain values in it.
    """
    text = _decode(raw, path)
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != FENCE:
        raise Unreadable(
            Problem(
                path,
                1,
                "",
                "the file does not begin with front matter",
                "begin with a line ---, then kind: and title:, then a line ---",
            )
        )
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise Unreadable(
            Problem(
                path,
                1,
                "",
                "the front matter never ends",
                "put a line with only --- after the last key",
            )
        )
    head = "\n".join(lines[1:end])
    fields, places = _parse(head, path)
    return Document(path, fields, "\n".join(lines[end + 1 :]), end + 2, places, head)


def read_list(raw: bytes, path: str, key: str) -> Document:
    """A YAML file that holds one list, as a Document whose ``fields`` name it by ``key``; comments
    alone are an empty list.

    Raises ``Unreadable`` as ``read`` does.
    """
    text = _decode(raw, path)
    source = f"{key}:\n" + re.sub(r"\A---[ ]*(?=\n|\Z)", "", text)
    # The parser counts from the second line of a page; here one line was put before the first.
    try:
        fields, places = _parse(source, path)
    except Unreadable as error:
        raise Unreadable(replace(error.problem, line=max(1, error.problem.line - 2))) from error
    if set(fields) != {key} or not isinstance(fields[key], list | None):
        raise Unreadable(
            Problem(
                path,
                1,
                "",
                "the file is not a list",
                "begin each item with a dash, as the example in the file shows",
            )
        )
    found = {where: replace(place, line=max(1, place.line - 2)) for where, place in places.items()}
    return Document(path, {key: fields[key] or []}, "", 1, found)


def _decode(raw: bytes, path: str) -> str:
    if len(raw) > MOST_BYTES:
        raise Unreadable(
            Problem(
                path,
                1,
                "",
                f"the file is larger than {MOST_BYTES:,} bytes",
                "split it into several pages",
            )
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(
            Problem(path, line, "", "the file is not UTF-8 text", "save it again as UTF-8")
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = HIDDEN.search(text)
    if hidden:
        name = unicodedata.name(hidden[0], f"control character U+{ord(hidden[0]):04X}")
        raise Unreadable(
            Problem(
                path,
                text.count("\n", 0, hidden.start()) + 1,
                "",
                f"there is a hidden character in this line ({name.lower()})",
                "delete the line and type it again",
            )
        )
    return text


def _parse(source: str, path: str) -> tuple[dict[str, Any], dict[Where, Scalar]]:
    try:
        if _too_deep(source):
            raise RecursionError
        loader = Loader(source)
        try:
            node = loader.get_single_node()
            if node is None or not isinstance(node, yaml.MappingNode):
                raise Unreadable(
                    Problem(
                        path,
                        2,
                        "",
                        "the front matter holds no keys",
                        "write kind: page, title: and so on",
                    )
                )
            _written_once(node, path)
            places: dict[Where, Scalar] = {(): Scalar(2)}
            fields = _value(loader, node, (), places, path)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise Unreadable(remedies.syntax(path, source, error)) from error
    except RecursionError as error:
        raise Unreadable(
            Problem(
                path, 2, "", "the front matter is nested too deeply", "use plain keys and lists"
            )
        ) from error
    return fields, places


def _too_deep(source: str) -> bool:
    """Whether keys and lists nest so deeply that a parser written in C could exhaust its stack.

    Counted by events, which need no stack. Most files are spared that: they have few brackets, and
    little stands far in.
    """
    far = max(len(line) - len(line.lstrip(" -?:\t")) for line in source.split("\n"))
    if source.count("[") + source.count("{") <= MOST_NESTED and far <= MOST_NESTED:
        return False
    depth = 0
    for event in yaml.parse(source, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
            event, yaml.CollectionEndEvent
        )
        if depth > MOST_NESTED:
            return True
    return False


def _written_once(top: yaml.Node, path: str) -> None:
    """Refuses values that an alias repeats: a few lines of them can stand for more values than
    there is memory.
    """
    met: set[int] = set()
    todo = [top]
    while todo:
        node = todo.pop()
        if id(node) in met:
            raise Unreadable(
                Problem(
                    path,
                    node.start_mark.line + 2,
                    "",
                    "a value that is marked with & is used again with *",
                    "write it out in each place",
                )
            )
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            todo += [part for pair in node.value for part in pair]


def _value(
    loader: Any, node: yaml.Node, where: Where, places: dict[Where, Scalar], path: str
) -> Any:
    line = node.start_mark.line + 2
    if node.tag not in PLAIN:
        raise Unreadable(
            Problem(
                path,
                line,
                dotted(where),
                "a value that begins with ! is not read here",
                "put quotes around it, or take the ! away",
            )
        )
    places.setdefault(where, Scalar(line))
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, (*where, n), places, path) for n, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, where, places, path)
    _refuse_hidden(str(node.value), line, where, path)
    value = _scalar(loader, node, where, path)
    read_as = (
        str(value)
        if type(value) is int and len(node.value) < LONGEST_NUMBER and str(value) != node.value
        else ""
    )
    places[where] = Scalar(line, str(node.value), bool(getattr(node, "style", None)), read_as)
    return value


def _refuse_hidden(text: str, line: int, where: Where, path: str) -> None:
    """Refuses what a line of the file does not show, but an escape such as ``\\u202e`` inside
    quotes puts there.
    """
    if HIDDEN.search(text.replace("\n", " ")):
        raise Unreadable(
            Problem(
                path,
                line,
                dotted(where),
                "there is a hidden character in this value",
                "delete it and type it again",
            )
        )
    if text[:1] in "+-0123456789" and len(text) >= LONGEST_NUMBER:
        raise Unreadable(
            Problem(
                path,
                line,
                dotted(where),
                "this is longer than any number",
                "put quotes around it if it is text",
            )
        )


def _scalar(loader: Any, node: yaml.Node, where: Where, path: str) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        written = str(node.value)[:40]
        write = (
            "write a day that exists, such as 2026-11-21"
            if node.tag.endswith(":timestamp")
            else f'put quotes around it: "{written}"'
        )
        raise Unreadable(
            Problem(
                path,
                node.start_mark.line + 2,
                dotted(where),
                f"`{written}` cannot be read as a value",
                write,
            )
        ) from error


def _mapping(
    loader: Any, node: yaml.MappingNode, where: Where, places: dict[Where, Scalar], path: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
            raise Unreadable(
                Problem(
                    path,
                    line,
                    dotted(where),
                    "a key must be a plain word",
                    "write it as word: value",
                )
            )
        key = str(key_node.value)
        _refuse_hidden(key, line, where, path)
        if key in found:
            first = places[(*where, key)].line
            raise Unreadable(
                Problem(
                    path,
                    line,
                    dotted((*where, key)),
                    f"this key stands twice (first in line {first})",
                    "keep one of them",
                )
            )
        places[(*where, key)] = Scalar(line)
        found[key] = _value(loader, value_node, (*where, key), places, path)
    return found


def dotted(where: Where) -> str:
    """A field's place as people read it: ``('lines', 2, 'phone')`` is ``lines[3].phone``, counting
    from 1.
    """
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
