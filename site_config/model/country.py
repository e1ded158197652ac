"""A country's crisis lines: emergency numbers, and who to call, text or chat with."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from site_config.model.entry import CountryCode, Entry, Part, Within, Words
from site_config.model.line import Inside, Line, LineSource

Service = Literal[
    "all",
    "police",
    "ambulance",
    "fire",
    "ambulance and fire",
    "fire and ambulance",
    "police and fire",
    "ambulance or general",
]


class Emergency(Part):
    """An emergency number: which ``service`` answers, ``by`` call or text message, ``for_whom`` if
    not for everybody.
    """

    number: Inside
    service: Service
    by: Literal["call", "text"] = "call"
    for_whom: Words | None = None
    sources: Annotated[list[LineSource], Field(min_length=1)]


class Country(Entry):
    """A country or territory: ``country`` is its ISO 3166 code in capitals, the file is named by
    the same in small letters.
    """

    folder: ClassVar[str] = "crisis"

    kind: Literal["country"]
    description: str = ""
    country: CountryCode
    emergency: Annotated[list[Emergency], Field(min_length=1)]
    lines: list[Line] = Field(default=[])

    @model_validator(mode="after")
    def lines_are_its_own(self) -> Self:
        seen: set[str] = set()
        for n, line in enumerate(self.lines):
            if line.id in seen:
                raise Within(
                    f"the id {line.id} stands twice; give each line its own", "lines", n, "id"
                )
            if not line.id.startswith(self.country.lower() + "-"):
                raise Within(
                    f"the id {line.id} must begin with {self.country.lower()}-; put it first",
                    "lines",
                    n,
                    "id",
                )
            seen.add(line.id)
        return self
