"""What can be said of a new page before it is written: read from the model of its kind, so that
both always agree.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from site_config.model.catalogue import KINDS
from site_config.model.entry import Entry, Part

# What every page says in its own way, or nobody can say before there is a page.
APART = frozenset(
    {
        "kind",
        "title",
        "shape",
        "lists",
        "draft",
        "example",
        "written",
        "moved_from",
        "keywords",
        "reviewed_by",
    }
)


@dataclass(frozen=True)
class Choice:
    """One key of a kind: its name, the words that it may hold (none: free), whether several, and
    whether they are plain in YAML.
    """

    key: str
    words: tuple[str, ...]
    several: bool
    bare: bool

    @property
    def flag(self) -> str:
        """How it is called on the command line."""
        return "--" + self.key.replace("_", "-")


def model_of(kind: str) -> type[Entry]:
    """The model of a kind; a guide is a page of its own shape."""
    return KINDS["page" if kind == "guide" else kind]


def choices(kind: str) -> list[Choice]:
    """Everything that can be said of a page of this kind in one word or a list of words, in the
    order of its model.
    """
    found = [
        _choice(key, info.annotation)
        for key, info in model_of(kind).model_fields.items()
        if key not in APART
    ]
    return [choice for choice in found if choice is not None]


def _choice(key: str, annotation: Any) -> Choice | None:
    several = any(get_origin(part) is list for part in _parts(annotation))
    leaves = [leaf for leaf in _leaves(annotation) if leaf is not type(None)]
    if not leaves or any(isinstance(leaf, type) and issubclass(leaf, Part) for leaf in leaves):
        return None
    words = tuple(word for leaf in leaves if get_origin(leaf) is Literal for word in _words(leaf))
    return Choice(
        key, words, several, bool(words) or any(leaf in (int, datetime.date) for leaf in leaves)
    )


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) in (Annotated, Union, types.UnionType):
        for part in (
            get_args(annotation)[:1]
            if get_origin(annotation) is Annotated
            else get_args(annotation)
        ):
            yield from _parts(part)


def _leaves(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (None, Literal):
        yield annotation
    else:
        for part in (
            get_args(annotation)[:1]
            if get_origin(annotation) is Annotated
            else get_args(annotation)
        ):
            yield from _leaves(part)


def _words(literal: Any) -> Iterator[str]:
    for part in get_args(literal):
        if get_origin(part) is Literal:
            yield from _words(part)
        else:
            yield str(part)
