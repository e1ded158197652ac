"""Reads one Markdown file: its front matter with line numbers, and its body.

MkDocs' own reader drops front matter that it cannot parse and prints it into the page. This one never guesses: either the
file is understood, or there is a Problem that names the line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from site_config.model.problems import Problem

Where = tuple[str | int, ...]

# libyaml where PyYAML was built with it: five times faster, same nodes.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_BYTES = 512_000
MOST_NESTED = 60
# Control characters, and the marks that make text read in another order than it is stored.
HIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")
FENCE = "---"


@dataclass(frozen=True)
class Scalar:
    """Where a value stands and how it was written: ``line`` from 1, ``raw`` the letters, ``quoted`` with quotes or not."""

    line: int
    raw: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class Document:
    """One content file, read: ``fields`` of the front matter, ``places`` of each of them, and the Markdown ``body``."""

    path: str
    fields: dict[str, Any]
    body: str
    body_line: int
    places: dict[Where, Scalar] = field(default_factory=dict)

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

    Raises ``Unreadable`` with one Problem: not UTF-8, a NUL byte, a hidden direction mark, over 512,000 bytes, no front
    matter, a block that never ends, YAML that does not parse, a key given twice, or anything but plain values in it.
    """
    text = _decode(raw, path)
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != FENCE:
        raise Unreadable(Problem(path, 1, "", "the file does not begin with front matter",
                                 "begin with a line ---, then kind: and title:, then a line ---"))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise Unreadable(Problem(path, 1, "", "the front matter never ends",
                                 "put a line with only --- after the last key"))
    fields, places = _parse("\n".join(lines[1:end]), path)
    return Document(path, fields, "\n".join(lines[end + 1 :]), end + 2, places)


def _decode(raw: bytes, path: str) -> str:
    if len(raw) > MOST_BYTES:
        raise Unreadable(Problem(path, 1, "", f"the file is larger than {MOST_BYTES:,} bytes",
                                 "split it into several pages"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(Problem(path, line, "", "the file is not UTF-8 text", "save it again as UTF-8")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = HIDDEN.search(text)
    if hidden:
        name = unicodedata.name(hidden[0], f"control character U+{ord(hidden[0]):04X}")
        raise Unreadable(Problem(path, text.count("\n", 0, hidden.start()) + 1, "",
                                 f"there is a hidden character in this line ({name.lower()})", "delete the line and type it again"))
    return text


def _parse(source: str, path: str) -> tuple[dict[str, Any], dict[Where, Scalar]]:
    try:
        if _too_deep(source):
            raise RecursionError
        loader = Loader(source)
        try:
            node = loader.get_single_node()
            if node is None or not isinstance(node, yaml.MappingNode):
                raise Unreadable(Problem(path, 2, "", "the front matter holds no keys", "write kind: page, title: and so on"))
            places: dict[Where, Scalar] = {(): Scalar(2)}
            fields = _value(loader, node, (), places, path)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(_syntax(path, mark.line + 2 if mark else 2, error.problem or "")) from error
    except yaml.YAMLError as error:
        raise Unreadable(_syntax(path, 2, "")) from error
    except RecursionError as error:
        raise Unreadable(Problem(path, 2, "", "the front matter is nested too deeply", "use plain keys and lists")) from error
    return fields, places


def _too_deep(source: str) -> bool:
    """Whether brackets, dashes or indentation nest so deeply that a parser written in C could exhaust its stack."""
    depth = 0
    for line in source.split("\n"):
        indent = len(line) - len(line.lstrip(" -?:"))
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        if indent > 2 * MOST_NESTED or depth > MOST_NESTED:
            return True
    return False


def _syntax(path: str, line: int, detail: str) -> Problem:
    remedies = {
        "mapping values are not allowed here": "put quotes around a value that holds a colon",
        "found undefined alias": "put quotes around a value that begins with *",
        "while scanning a quoted scalar": "close the quotes that were opened",
        "found unexpected end of stream": "close the quotes that were opened",
        "found character '\\t' that cannot start any token": "use spaces instead of a tab",
        "found character '%' that cannot start any token": "put quotes around a value that begins with %",
        "found character '@' that cannot start any token": "put quotes around a value that begins with @",
        "found character '`' that cannot start any token": "put quotes around a value that begins with `",
    }
    write = next((remedy for sign, remedy in remedies.items() if sign in detail),
                 "compare with another file of this kind; put quotes around text with : # or *")
    return Problem(path, line, "", "this line is not readable as YAML" + (f" ({detail})" if detail else ""), write)


def _value(loader: Any, node: yaml.Node, where: Where, places: dict[Where, Scalar], path: str) -> Any:
    line = node.start_mark.line + 2
    places.setdefault(where, Scalar(line))
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*where, n), places, path) for n, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, where, places, path)
    places[where] = Scalar(line, str(node.value), getattr(node, "style", None) is not None)
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError) as error:
        field_name = dotted(where)
        raise Unreadable(Problem(path, line, field_name, f"`{node.value}` cannot be read as a value",
                                 f'put quotes around it: "{node.value}"')) from error


def _mapping(loader: Any, node: yaml.MappingNode, where: Where, places: dict[Where, Scalar],
             path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
            raise Unreadable(Problem(path, line, dotted(where), "a key must be a plain word", "write it as word: value"))
        key = str(key_node.value)
        if key in found:
            first = places[(*where, key)].line
            raise Unreadable(Problem(path, line, dotted((*where, key)), f"this key stands twice (first in line {first})",
                                     "keep one of them"))
        places[(*where, key)] = Scalar(line)
        found[key] = _value(loader, value_node, (*where, key), places, path)
    return found


def dotted(where: Where) -> str:
    """A field's place as people read it: ``('lines', 2, 'phone')`` is ``lines[3].phone``, counting from 1."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
