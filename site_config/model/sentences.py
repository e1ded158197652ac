"""Turns what pydantic says into sentences for the person who wrote the file."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Collection
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from site_config.model.entry import Within
from site_config.model.front_matter import Document, Scalar, Where, dotted
from site_config.model.problems import Problem

TRAPS = {
    bool: "yes or no",
    int: "a number",
    float: "a number",
    datetime.date: "a day",
    datetime.datetime: "a moment",
}


def problem(document: Document, detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    """One of pydantic's findings as a Problem with file, line, field, what is wrong and what to
    write.
    """
    where = _where(document, detail)
    place = document.place(where)
    what, write = _sentence(detail, place, model)
    return Problem(document.path, place.line, dotted(where), what, write)


def _where(document: Document, detail: ErrorDetails) -> Where:
    """The field as it is written in the file: without the names that pydantic gives to the choices
    of a field.
    """
    where: Where = ()
    for part in detail["loc"]:
        if isinstance(part, int) or (*where, part) in document.places:
            where = (*where, part)
    if detail["type"] == "missing":
        return (*where, detail["loc"][-1])
    error = (detail.get("ctx") or {}).get("error")
    return (*where, *error.where) if isinstance(error, Within) else where


def _sentence(detail: ErrorDetails, place: Scalar, model: type[BaseModel]) -> tuple[str, str]:
    kind, given = detail["type"], detail.get("input")
    context: dict[str, Any] = detail.get("ctx") or {}
    if kind == "missing":
        return "is missing", f"add a line {detail['loc'][-1]}: with its value"
    if kind == "extra_forbidden":
        return _unknown_key(str(detail["loc"][-1]), model)
    if given is None and kind.endswith("_type"):
        return "has no value", "write one, with quotes if it begins with #"
    if kind in {"string_type", "literal_error"} and _is_trap(given, place, context):
        return (
            f"`{place.raw}` without quotes is read as {TRAPS[type(given)]}",
            f'put quotes around it: "{place.raw}"',
        )
    if kind == "literal_error":
        return (
            f"`{place.raw or given}` is not one of the words we know here",
            f"write {context['expected']}",
        )
    sentences = {
        "string_type": ("must be text", "write words, with quotes if they look like a number"),
        "string_too_short": ("is empty", "write something, or take the line away"),
        "string_too_long": (
            f"is longer than {context.get('max_length')} characters",
            "make it shorter",
        ),
        "int_type": ("must be a whole number", "write a number such as 12, without quotes"),
        "int_from_float": ("must be a whole number", "write a number such as 12"),
        "bool_type": ("must be true or false", "write true or false, without quotes"),
        "list_type": ("must be a list", "write each item on its own line, after a dash"),
        "too_short": (f"needs at least {context.get('min_length')}", "add what is missing"),
        "too_long": (f"holds more than {context.get('max_length')}", "keep the most helpful ones"),
        "date_type": ("must be a day", "write it as 2026-11-21, without quotes"),
        "date_from_datetime_inexact": (
            "must be a day without a time",
            "write it as 2026-11-21, without quotes",
        ),
        "greater_than_equal": (f"must be {context.get('ge')} or more", "write a larger number"),
        "less_than_equal": (f"must be {context.get('le')} or less", "write a smaller number"),
        "model_type": ("must be a group of keys", "write key: value lines below it, two spaces in"),
        "model_attributes_type": (
            "must be a group of keys",
            "write key: value lines below it, two spaces in",
        ),
        "dict_type": ("must be a group of keys", "write key: value lines below it, two spaces in"),
    }
    if kind in sentences:
        return sentences[kind]
    message = str(context.get("error") or detail["msg"])
    what, _, write = message.partition("; ")
    return what, write


def _is_trap(given: Any, place: Scalar, context: dict[str, Any]) -> bool:
    """Whether quotes would mend it: YAML made something else of the letters, and they are allowed
    as words.
    """
    allowed = f"'{place.raw}'" in context["expected"] if "expected" in context else bool(place.raw)
    return type(given) in TRAPS and not place.quoted and allowed


def _unknown_key(key: str, model: type[BaseModel]) -> tuple[str, str]:
    like = near(key, _keys(model))
    return (
        "is a key we do not know",
        f"did you mean {like}?" if like else "take it away, or see content/README.md",
    )


def near(word: str, known: Collection[str]) -> str:
    """The known word that a written one may stand for, or an empty text."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1)), "")


def _keys(model: type[BaseModel]) -> set[str]:
    """Every key that a kind of entry and the groups of keys inside it may carry."""
    found = {str(info.validation_alias or key) for key, info in model.model_fields.items()}
    for info in model.model_fields.values():
        for inner in _models(info.annotation):
            found |= _keys(inner)
    return found


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]
