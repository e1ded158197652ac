"""One line that people can reach: its numbers, and what it rests on."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from site_config.model.contacting import Contacting
from site_config.model.entry import Language, Part, Shaped, SourceDate, WebAddress, Within, Words
from site_config.model.hours import Opening
from site_config.model.phone_numbers import digits, fault, same_line, shown_number

Audience = Literal[
    "everyone",
    "youth",
    "domestic-violence",
    "women",
    "sexual-violence",
    "parents",
    "deaf",
    "lgbtq",
    "adults",
    "men",
    "indigenous",
    "elders",
    "migrants",
    "veterans",
    "substance-use",
]
Topic = Literal[
    "emotional-support",
    "abuse",
    "suicide",
    "crisis",
    "sexual-violence",
    "depression",
    "substance-use",
    "health-advice",
    "social-support",
    "anxiety",
    "relationships",
    "trauma",
    "loneliness",
    "information",
    "bereavement",
    "complex-mental-health",
    "bullying",
    "online-abuse",
    "advice",
    "self-harm",
    "stalking",
    "family",
    "gender-identity",
    "disaster",
]
SourceKind = Literal["official", "public-body", "association", "wikipedia", "dataset", "press"]


def _shown(value: Any) -> Any:
    if isinstance(value, str) and not 2 <= len(digits(value)) <= 20:
        raise ValueError(
            f"`{value[:40]}` holds no number to dial; write the number as people read it"
        )
    if isinstance(value, str) and fault(value):
        raise ValueError(f"`{value[:40]}` {fault(value)}; write one number, in the digits 0 to 9")
    return value


ALONE = r"\+?[0-9][0-9 ()-]*"


def _alone(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(ALONE, value):
        raise ValueError(
            f"`{value[:40]}` is more than a number; write the number alone, and the word to send "
            f"as keyword:"
        )
    return _shown(value)


International = Annotated[
    str,
    Shaped(
        r"\+[1-9][0-9]{5,14}",
        'is not an international number; write + and digits only, such as "+3531800247247"',
    ),
]
Inside = Annotated[
    str,
    Shaped(r"[*#]?[0-9]{2,15}#?", 'is not a number to dial; write digits only, such as "116123"'),
]
Shown = Annotated[
    str,
    BeforeValidator(_shown),
    StringConstraints(max_length=60),
    WithJsonSchema({"type": "string", "pattern": "[0-9].*[0-9]", "maxLength": 60}),
]
Alone = Annotated[
    str,
    BeforeValidator(_alone),
    StringConstraints(max_length=60),
    WithJsonSchema({"type": "string", "pattern": f"^{ALONE}$", "maxLength": 60}),
]


# A line has one of these, or nobody could reach it.
WAYS = ("phone", "short_code", "national_number", "sms", "whatsapp", "chat", "dial_by_hand")


class LineSource(Part):
    """Where a number was seen. ``kind`` says who published it; ``repo`` and ``path`` name a file in
    a public repository.
    """

    title: Words | None = None
    url: WebAddress | None = None
    repo: Words | None = None
    path: Words | None = None
    kind: SourceKind | None = None
    date: SourceDate

    @property
    def publisher(self) -> str:
        """Who published it, as far as it can be told apart: the host of its address, or else the
        package or the title.
        """
        host = urlsplit(self.url).hostname if self.url else ""
        return (host or self.repo or self.title or "").removeprefix("www.")

    @property
    def is_enough(self) -> bool:
        """Whether it needs no second one: a page of the operator or of an authority that is not
        older than 2019.
        """
        return self.kind in {"official", "public-body"} and (
            self.date == "undated" or self.date[:4] >= "2019"
        )

    @model_validator(mode="after")
    def names_something(self) -> Self:
        if not (self.title or self.url or self.repo):
            raise ValueError("says not what was seen; add title, url or repo")
        return self


class TextMessage(Part):
    """A number that takes text messages, and the word to send first, if any."""

    number: Alone
    keyword: Words | None = None


class Check(Part):
    """A person opened the operator's own page, or called: the day, how, and their role (never a
    name).
    """

    date: datetime.date
    how: Literal["page", "call"]
    role: Words


class Line(Part):
    """One line that people can reach.

    ``display`` is shown as it stands. ``phone`` is international, ``short_code`` and
    ``national_number`` work inside the country. ``hours`` missing means not known, never closed.
    ``confidence`` is ``high`` when the operator, an authority or two separate sources show the
    number. ``compiled`` is the day it was gathered; ``checked`` exists only after a person looked.
    ``contacting`` holds what is known of what happens when somebody makes contact.
    """

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": [key]} for key in WAYS]})

    id: Annotated[
        str,
        Shaped(
            "[a-z]{2}-[a-z0-9-]+",
            "is not an id; write small letters, digits and dashes, such as ie-samaritans",
        ),
    ]
    name: Words
    local_name: Words | None = None
    name_basis: Words | None = None
    display: Annotated[str, StringConstraints(min_length=2, max_length=80)]
    phone: International | None = None
    short_code: Inside | None = None
    national_number: Inside | None = None
    other_numbers: list[Shown] = Field(default=[])
    sms: TextMessage | None = None
    whatsapp: International | None = None
    chat: WebAddress | None = None
    dial_by_hand: bool = False
    website: WebAddress | None = None
    hours: Opening | None = None
    languages: list[Language] = Field(default=[])
    audience: Annotated[list[Audience], Field(min_length=1)]
    topics: list[Topic] = Field(default=[])
    region: Words | None = None
    cost: Literal["free", "standard"] | None = None
    cost_basis: Words | None = None
    confidential: bool | None = None
    anonymous: bool | None = None
    deaf_access: Words | None = None
    contacting: Contacting = Contacting()
    note: Words | None = None
    confidence: Literal["high", "medium"]
    compiled: datetime.date
    checked: Check | None = None
    sources: Annotated[list[LineSource], Field(min_length=1)]

    @property
    def dialled(self) -> str | None:
        """The number that a tap dials: international where there is one, else as dialled inside the
        country.
        """
        return self.phone or self.short_code or self.national_number

    @property
    def is_confirmed(self) -> bool:
        """Whether a person checked it, or the operator, an authority or two separate sources show
        it.
        """
        return self.checked is not None or self.confidence == "high"

    @model_validator(mode="after")
    def can_be_reached(self) -> Self:
        if not (self.dialled or self.sms or self.whatsapp or self.chat or self.dial_by_hand):
            raise ValueError(
                f"{self.id} cannot be reached; add phone, short_code, national_number, sms, "
                f"whatsapp or chat"
            )
        return self

    @model_validator(mode="after")
    def rests_on_enough(self) -> Self:
        for n, source in enumerate(self.sources):
            if source.kind is None:
                raise Within(
                    "says not who published it; add kind: official, public-body, association, "
                    "wikipedia, dataset or press",
                    "sources",
                    n,
                )
        publishers = {source.publisher for source in self.sources}
        if (
            self.confidence == "high"
            and len(publishers) < 2
            and not any(source.is_enough for source in self.sources)
        ):
            raise Within(
                f"{self.id} is high, but only {publishers.pop()} shows it; write medium, or add "
                f"another source",
                "confidence",
            )
        return self

    @model_validator(mode="after")
    def shows_what_it_dials(self) -> Self:
        if fault(self.display):
            raise Within(
                f"{self.id} {fault(self.display)}; keep one number, and put another under "
                f"other_numbers",
                "display",
            )
        shown, country = shown_number(self.display), self.id[:2].upper()
        if self.dialled and not same_line(shown, self.dialled, country):
            raise Within(
                f"{self.id} shows {self.display} but would dial {self.dialled}; make both the "
                f"same number",
                "display",
            )
        written = self.sms.number if self.sms else self.whatsapp
        if (
            not self.dialled
            and written
            and not (same_line(shown, written, country) or digits(shown) == digits(written))
        ):
            raise Within(
                f"{self.id} shows {self.display} but would write to {written}; make both the same "
                f"number",
                "display",
            )
        return self
