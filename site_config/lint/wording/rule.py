"""The wording rules: what may hurt a reader or shut one out, why, and what to write instead. They
are data that anybody may read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from site_config.lint.markdown.blocks import Block
from site_config.lint.markdown.text import Text
from site_config.lint.wording import literals
from site_config.model import Level, Problem
from site_config.model.front_matter import Loader

FOLDER = Path(__file__).parents[1] / "rules"
# Which of the sources somebody read is data too, in a file beside the rules.
SOURCES = "sources.yml"
# Without regard to capitals; and ``$`` is the end of a paragraph, since a page is searched as one
# text.
FLAGS = re.IGNORECASE | re.MULTILINE

Category = Literal[
    "suicide",
    "method",
    "sensational",
    "promise",
    "minimising",
    "stigma",
    "ableist",
    "substance",
    "eating",
    "medical",
    "diagnosis",
    "gender",
    "culture",
    "ageist",
    "jargon",
    "plain",
    "structure",
    "links",
    "media",
    "privacy",
    "evidence",
]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class BadRules(Exception):
    """The rules cannot be read: which file, and why."""


class Rule(BaseModel):
    """One rule.

    ``kind`` is ``pattern`` (regular expressions over words, without regard to capitals) or
    ``check`` (a function of ``site_config.lint.page``, with its ``params``). ``exceptions`` are
    patterns whose matches are left alone. ``bad`` and ``good`` are pieces of Markdown that it must
    find, and must not; the first of each is what the guide for writers shows. ``sources`` are
    addresses of the reasons.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    level: Level
    category: Category
    kind: Literal["pattern", "check"]
    patterns: list[str] = []
    exceptions: list[str] = []
    check: str = ""
    params: dict[str, Any] = {}
    message: Sentence
    suggestion: Sentence
    sources: Annotated[list[str], Field(min_length=1)]
    bad: Annotated[list[str], Field(min_length=2)]
    good: Annotated[list[str], Field(min_length=2)]

    @model_validator(mode="after")
    def does_one_thing(self) -> Self:
        if bool(self.patterns) == bool(self.check) or (self.kind == "check") != bool(self.check):
            raise ValueError("a rule has either patterns or the name of a check")
        for pattern in [*self.patterns, *self.exceptions]:
            re.compile(pattern, FLAGS)
        return self

    @functools.cached_property
    def searches(self) -> list[tuple[re.Pattern[str], frozenset[str]]]:
        """Each pattern, with words of which a text must hold one for it to match; none means that
        any text may.
        """
        return [(re.compile(pattern, FLAGS), literals.needed(pattern)) for pattern in self.patterns]

    @functools.cached_property
    def excused(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern, FLAGS) for pattern in self.exceptions]


def problem_at(
    text: Text, rule: Rule, line: int, column: int = 0, detail: str = "", what: str = ""
) -> Problem:
    """A Problem in the words of a rule. ``detail`` stands behind them in brackets; ``what``
    replaces what is wrong.
    """
    words = what or rule.message
    return Problem(
        text.path,
        line,
        "",
        f"{words} ({detail})" if detail else words,
        rule.suggestion,
        rule.level,
        column,
        rule.id,
        rule.sources[0],
    )


def problem_in(
    text: Text, rule: Rule, block: Block, offset: int = 0, detail: str = "", what: str = ""
) -> Problem:
    """The same for a letter of a block."""
    return problem_at(text, rule, *block.place(offset), detail, what)


@functools.cache
def load_rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of the files and within them.

    Raises ``BadRules`` with one sentence that names the file: YAML that does not parse, a key that
    nobody knows, an id given twice.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        if path.name == SOURCES:
            continue
        for item in _items(path):
            try:
                rule = Rule.model_validate(item)
            except (ValidationError, re.error) as error:
                raise BadRules(
                    f"{path.name}: {item.get('id', 'a rule')} cannot be read: {error}"
                ) from error
            if rule.id in rules:
                raise BadRules(f"{path.name}: {rule.id} stands twice")
            rules[rule.id] = rule
    return rules


@functools.cache
def load_sources() -> dict[str, str]:
    """How much of each source somebody of ours read: ``seen``, ``partial`` or ``recall``, by its
    address.
    """
    found = yaml.load((FOLDER / SOURCES).read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506  (a safe loader)
    return {address: status for status, addresses in found.items() for address in addresses}


def _items(path: Path) -> Sequence[dict[str, Any]]:
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise BadRules(f"{path.name} is not readable as YAML: {error}") from error
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise BadRules(f"{path.name} is not a list of rules")
    return found
