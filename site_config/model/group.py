"""A support group: its page and, later, its sign-up. The file's name is its key."""

from __future__ import annotations

import functools
import re
import zoneinfo
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from site_config.model.entry import Entry, Language, Part, Words
from site_config.model.tags import Feeling

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def clock(pattern: str) -> BeforeValidator:
    """A time of day. Without quotes YAML makes a number of it, 1140 of 19:00, and the sentence says
    so.
    """

    def check(value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1440:
            raise ValueError(
                f"a time without quotes is read as the number {value}; write "
                f'"{value // 60:02}:{value % 60:02}" with quotes'
            )
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise ValueError(f'`{value[:20]}` is not a time of day; write it as "19:00"')
        return value

    return BeforeValidator(check)


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _zone(value: Any) -> Any:
    if isinstance(value, str) and value not in _zones():
        raise ValueError(f"`{value[:40]}` is not a time zone; write one such as Europe/Dublin")
    return value


OF_A_DAY = r"([01][0-9]|2[0-3]):[0-5][0-9]"
Clock = Annotated[
    str, clock(OF_A_DAY), WithJsonSchema({"type": "string", "pattern": f"^{OF_A_DAY}$"})
]
TimeZone = Annotated[str, BeforeValidator(_zone)]


class Moment(Part):
    """One moment of a first meeting: the time on the clock of the group's zone, and what happens."""

    at: Clock
    what: Words


class Group(Entry):
    """A group that meets every week.

    ``starts`` is a time of day in ``timezone``; ``minutes`` how long a meeting lasts; ``capacity``
    and ``hosts`` count people. A meeting link or a private address never stands here: it is given
    to people who have a place.
    """

    folder: ClassVar[str] = "groups"

    kind: Literal["group"]
    for_whom: Words
    topic: Literal[Feeling, "carers"]
    weekday: Weekday
    starts: Clock
    minutes: Annotated[int, Field(ge=15, le=240)]
    timezone: TimeZone
    place: Literal["online", "in-person"]
    place_note: Words
    capacity: Annotated[int, Field(ge=2, le=200)]
    hosts: Annotated[int, Field(ge=1, le=10)]
    signup: Literal["open", "waiting", "paused", "closed"]
    languages: Annotated[list[Language], Field(min_length=1)]
    cost: Words
    access: list[Words] = Field(default=[])
    first_meeting: Annotated[list[Moment], Field(min_length=1, max_length=12)]
