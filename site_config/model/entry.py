"""What every page of content carries, whatever its kind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from site_config.model import languages
from site_config.model.addresses import address_of
from site_config.model.front_matter import Scalar, Where
from site_config.model.tags import Tag

Seen = Literal["full", "excerpt", "note"]
# Lists of words that a page shows one by one: the same one twice is a slip.
CHOSEN = frozenset({"helps_with", "tags", "where", "languages", "next"})


@dataclass(frozen=True)
class Shaped:
    """Words of one form. ``otherwise`` ends the sentence that begins with the words: what is wrong;
    what to write.

    The JSON Schema tells the form, too. What is no text is left to the type that stands before it.
    """

    pattern: str
    otherwise: str

    def check(self, value: Any) -> Any:
        """The value as it came. Raises ``ValueError`` with a sentence where it is text of another
        form.
        """
        if isinstance(value, str) and not re.fullmatch(self.pattern, value):
            raise ValueError(f"`{value[:60]}` {self.otherwise}")
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


def _known_language(tag: str) -> str:
    if not languages.is_known(tag):
        raise ValueError(
            f"`{tag[:40]}` is not a language that we know; write its short name, such as en, or "
            f"add it to "
            "site_config/model/languages.py"
        )
    return tag


Slug = Annotated[
    str,
    Shaped(
        "[a-z0-9]+(?:[-/][a-z0-9]+)*", "is not the name of a page; write one such as coping/panic"
    ),
]
Language = Annotated[
    str,
    Shaped("[a-z]{2,3}(-[A-Za-z0-9]+)*", "is not a language; write its short name, such as en"),
    AfterValidator(_known_language),
]
CountryCode = Annotated[
    str, Shaped("[A-Z]{2}", "is not a country; write its two capital letters, such as IE")
]
OldAddress = Annotated[
    str,
    Shaped(
        "[a-z0-9]+(?:[-/][a-z0-9]+)*/",
        "is not an address of this site; write one such as coping/old-name/",
    ),
]
Words = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


def _source_date(value: Any) -> Any:
    """A date as a source bears it: a day, a month, a year, a release such as 9.0.43, or
    ``undated``.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return str(value)
    return value


DATES = r"undated|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|\d+(\.\d+)+"


def _known_date(value: str) -> str:
    if not re.fullmatch(DATES, value):
        raise ValueError(
            f'`{value[:40]}` is not a date; write 2026-11-21, 2026-11, "2026", or undated'
        )
    return value


def _checked_date(value: Any) -> Any:
    value = _source_date(value)
    return _known_date(value) if isinstance(value, str) else value


# A host of plain letters with a dot in it: no names that look like another, no user in front, no
# odd port.
WebAddress = Annotated[
    str,
    Shaped(
        r"https?://[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+(?::[0-9]{2,5})?"
        r"(?:[/?#][^\s<>\"'`\\]*)?",
        "is not a web address; write it in full, beginning with https://",
    ),
]
SourceDate = Annotated[
    str,
    BeforeValidator(_checked_date),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{DATES})$"}),
]


class Within(ValueError):
    """A mistake that shows only when several fields are seen together, with the one that a person
    should look at.
    """

    def __init__(self, what: str, *where: str | int) -> None:
        super().__init__(what)
        self.where = where


class Part(BaseModel):
    """A group of keys inside an entry: unknown keys are refused, nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(Part):
    """What a statement rests on: who said it, where, and the date that the source itself bears (or
    ``undated``).
    """

    title: Words
    url: WebAddress | None = None
    date: SourceDate
    seen: Seen = "note"


class Review(Part):
    """A person outside the project who read the page: their role (never a name) and the day."""

    role: Words
    date: datetime.date


class Entry(Part):
    """One file of content, understood.

    ``path`` is the file below ``content/`` (``coping/panic.md``), ``slug`` the same without its
    ending, ``url`` the address on the site (``coping/panic/``), ``body`` its Markdown and
    ``body_line`` the line on which the body begins; ``head`` are the lines of its front matter as
    they were written. ``example`` marks what is true of the shipped example alone: it must be
    rewritten or taken away before a community puts its name here. ``moved_from`` are addresses at
    which the page once stood: they lead here for good.
    """

    folder: ClassVar[str] = ""

    kind: str
    title: Annotated[str, StringConstraints(min_length=1, max_length=70, strip_whitespace=True)]
    description: Annotated[
        str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True)
    ]
    keywords: list[Words] = Field(default=[], max_length=20)
    tags: list[Tag] = Field(default=[], max_length=6)
    moved_from: list[OldAddress] = Field(default=[], max_length=20)
    draft: bool = False
    example: bool = False
    written: datetime.date
    reviewed_by: list[Review] = []
    sources: list[Source] = []

    @model_validator(mode="after")
    def nothing_is_chosen_twice(self) -> Self:
        for key in CHOSEN & type(self).model_fields.keys():
            values = getattr(self, key)
            again = next((n for n, value in enumerate(values) if value in values[:n]), None)
            if again is not None:
                raise Within(f"`{values[again]}` stands here twice; take one away", key, again)
        return self

    _path: str = PrivateAttr(default="")
    _body: str = PrivateAttr(default="")
    _body_line: int = PrivateAttr(default=1)
    _head: str = PrivateAttr(default="")
    _places: Mapping[Where, Scalar] = PrivateAttr(default={})

    def placed(
        self, path: str, body: str, body_line: int, places: Mapping[Where, Scalar], head: str = ""
    ) -> Entry:
        """This entry, told which file it came from, and on which line everything in its front
        matter stands.
        """
        self._path, self._body, self._body_line, self._places, self._head = (
            path,
            body,
            body_line,
            places,
            head,
        )
        return self

    def line_of(self, *where: str | int) -> int:
        """The line of the file on which a key stands, such as ``title`` or ``lines, 2, phone``
        (items count from 0), or the nearest thing around it that is written; 1 where nothing of it
        is.
        """
        while where and where not in self._places:
            where = where[:-1]
        return self._places[where].line if where else 1

    @property
    def path(self) -> str:
        return self._path

    @property
    def body(self) -> str:
        return self._body

    @property
    def places(self) -> Mapping[Where, Scalar]:
        return self._places

    @property
    def head(self) -> str:
        return self._head

    @property
    def body_line(self) -> int:
        return self._body_line

    @property
    def slug(self) -> str:
        return self._path.removesuffix(".md")

    @property
    def url(self) -> str:
        return address_of(self._path)
