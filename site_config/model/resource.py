"""A resource: something that others made, with what it costs, what it asks for and where data goes."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from site_config.model.entry import Entry, Language, Source, WebAddress, Within, Words
from site_config.model.tags import Feeling

Medium = Literal["article", "video", "podcast", "app", "community"]
Account = Literal["none", "optional", "needed", "unknown"]
Data = Literal["stays", "leaves", "unknown"]
Transcript = Literal["here", "there", "none"]


class Resource(Entry):
    """One thing to read, watch, hear, use or join elsewhere, described without praise.

    ``by`` says who makes it. ``account`` is whether one is needed, ``data`` whether what people
    enter or do there ``stays`` on their device or ``leaves`` it, ``data_note`` what is known of
    that; ``transcript`` whether the words of a video or podcast stand ``here`` on our page,
    ``there``, or nowhere. ``compiled`` is the day on which somebody gathered these facts; prices
    and terms change.
    """

    folder: ClassVar[str] = "resources"

    kind: Literal["resource"]
    medium: Medium
    by: Words
    address: WebAddress
    helps_with: list[Feeling] = Field(default=[], max_length=6)
    cost: Words
    account: Account
    data: Data
    data_note: Words
    transcript: Transcript | None = None
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    languages: Annotated[list[Language], Field(min_length=1)]
    compiled: datetime.date
    sources: Annotated[list[Source], Field(min_length=1)]

    @model_validator(mode="after")
    def what_is_spoken_can_be_read(self) -> Self:
        if self.medium in ("video", "podcast") and self.transcript is None:
            raise Within(
                f"a {self.medium} must say where its words can be read; write transcript: here, "
                f"there or none",
                "transcript",
            )
        return self
