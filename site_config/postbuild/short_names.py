"""Short names for classes and data attributes: templates, styles and scripts use names that a
designer can read, and pages are served with the short ones of ``theme/short_names.yml``.

Selectors are parsed with tinycss2, tags with a regular expression. Everything else in a text stays
byte for byte. A text that already has the short names does not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tinycss2
import yaml

# Comments, scripts and styles are passed over, since a "<" in them opens no tag.
TAG = re.compile(
    r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>|<[a-z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>",
    re.S | re.I,
)
ATTRIBUTE = re.compile(r"(\s)([^\s=>/\"']+)(?:(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
NAME = re.compile(r"[^\s\"']+")
NESTED = {"media", "supports"}
# Line and column of a name, the name, and what takes its place.
Edit = tuple[int, int, str, str]


class AmbiguousNames(Exception):
    """A short name is given twice, or is the readable name of something else."""


@dataclass(frozen=True)
class ShortNames:
    """Readable names, each with its short one: of classes, and of data attributes.

    Raises ``AmbiguousNames`` where a text could not be told from its shortened copy.
    """

    classes: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for names in (self.classes, self.attributes):
            shorts = list(names.values())
            twice = {name for name in shorts if shorts.count(name) > 1 or name in names}
            if twice:
                raise AmbiguousNames(f"more than one thing is called {sorted(twice)[0]}")

    def in_page(self, html: str) -> str:
        """A page with the short names in its tags. Its scripts and styles are left alone."""
        return TAG.sub(lambda tag: tag[0] if tag[1] else self._in_tag(tag[0]), html)

    def in_class_list(self, names: str) -> str:
        """The value of a ``class`` attribute."""
        return NAME.sub(lambda name: self.classes.get(name[0], name[0]), names)

    def in_attribute(self, name: str) -> str:
        """The name of an attribute, such as ``data-hours``."""
        return self.attributes.get(name, name)

    def in_selector(self, selector: str) -> str:
        """A selector, as a script looks for it."""
        return _edited(selector, self._edits(tinycss2.parse_component_value_list(selector)))

    def in_style(self, css: str) -> str:
        """A style sheet with the short names in its selectors, also within ``@media``."""
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return _edited(css, self._edits_of_rules(rules))

    def _in_tag(self, tag: str) -> str:
        if tag.startswith("<!"):
            return tag
        return ATTRIBUTE.sub(self._attribute, tag)

    def _attribute(self, found: re.Match[str]) -> str:
        space, name, equals, value = found.groups(default="")
        if name == "class":
            value = self.in_class_list(value)
        return f"{space}{self.in_attribute(name)}{equals}{value}"

    def _edits_of_rules(self, rules: list[Any]) -> Iterator[Edit]:
        for rule in rules:
            if rule.type == "qualified-rule":
                yield from self._edits(rule.prelude)
            elif (
                rule.type == "at-rule"
                and rule.content is not None
                and rule.lower_at_keyword in NESTED
            ):
                inside = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                yield from self._edits_of_rules(inside)

    def _edits(self, tokens: list[Any]) -> Iterator[Edit]:
        """The names to change in a selector."""
        before: Any = None
        for token in tokens:
            if token.type == "function":
                yield from self._edits(token.arguments)
            elif token.type == "[] block":
                first = next((one for one in token.content if one.type == "ident"), None)
                yield from _edit(first, self.attributes)
            elif before == ".":
                yield from _edit(token, self.classes)
            before = token


def read(path: Path) -> ShortNames:
    """The names of ``short_names.yml``. Raises ``OSError``, ``AmbiguousNames``."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return ShortNames(found["classes"], found["attributes"])


def _edit(token: Any, names: Mapping[str, str]) -> Iterator[Edit]:
    if token is not None and token.type == "ident" and token.value in names:
        yield token.source_line, token.source_column, token.value, names[token.value]


def _edited(text: str, edits: Iterator[Edit]) -> str:
    """A text with pieces of it replaced, each found by line and column, counted from 1."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    parts, done = [], 0
    for line_number, column, old, new in edits:
        at = starts[line_number - 1] + column - 1
        parts += [text[done:at], new]
        done = at + len(old)
    return "".join([*parts, text[done:]])
