"""An event: a day on which something takes place, or a day that many people keep, with one thing to
do.
"""

from __future__ import annotations

import datetime
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from site_config.model.entry import Entry, Language, Within, Words
from site_config.model.group import Clock, TimeZone


class Event(Entry):
    """One event.

    ``date`` is its first day, ``until`` its last where there are several. ``starts`` and ``ends``
    are times of day in ``timezone``; without them it takes the whole day. ``one_thing`` is what a
    reader could do. A meeting link or a private address never stands here.
    """

    folder: ClassVar[str] = "get-involved/events"

    kind: Literal["event"]
    date: datetime.date
    until: datetime.date | None = None
    starts: Clock | None = None
    ends: Clock | None = None
    timezone: TimeZone | None = None
    place: Literal["online", "in-person", "anywhere"]
    place_note: Words
    for_whom: Words
    one_thing: Words
    cost: Words
    access: list[Words] = Field(default=[], max_length=10)
    languages: list[Language] = Field(default=[], max_length=10)

    @property
    def last_day(self) -> datetime.date:
        return self.until or self.date

    @model_validator(mode="after")
    def time_is_whole(self) -> Self:
        if self.until is not None and self.until < self.date:
            raise Within(
                "it ends before it begins; write the last day, or take the line away", "until"
            )
        if (self.starts is None) != (self.ends is None):
            raise Within(
                "starts and ends belong together; write both or neither",
                "ends" if self.ends is None else "starts",
            )
        if self.starts is not None and self.starts == self.ends and self.until in (None, self.date):
            raise Within(
                "it ends as it begins; write when it ends, or take both times away", "ends"
            )
        if self.starts is not None and self.timezone is None:
            raise Within("a time needs its time zone; write one such as Europe/Dublin", "timezone")
        return self
