"""When a line is open, on the line's own clock."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Discriminator, Field, Tag, WithJsonSchema, model_validator

from site_config.model.entry import Part, Within
from site_config.model.group import OF_A_DAY, Clock, TimeZone, clock

Day = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DAYS: tuple[Day, ...] = get_args(Day)
DAY, WEEK = 24 * 60, 7 * 24 * 60
CLOSES = f"{OF_A_DAY}|24:00"


class Period(Part):
    """Hours of some days on the line's own clock; a ``close`` before ``open`` is on the next day,
    ``24:00`` is midnight.
    """

    days: Annotated[list[Day], Field(min_length=1, max_length=7)]
    open: Clock
    close: Annotated[
        str, clock(CLOSES), WithJsonSchema({"type": "string", "pattern": f"^({CLOSES})$"})
    ]

    @model_validator(mode="after")
    def says_each_day_once(self) -> Self:
        if len(set(self.days)) != len(self.days):
            raise Within("a day stands twice; keep one of them", "days")
        if self.open == self.close:
            raise Within(
                f'opens and closes at {self.open}; for a whole day write "00:00" and "24:00"',
                "close",
            )
        return self

    def spans(self) -> list[tuple[int, int]]:
        """From which minute of the week to which it is open, counted from Monday at midnight; the
        end may lie in the next week.
        """
        opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (self.open, self.close))
        length = (closes - opens) % DAY or DAY
        return [(start := DAYS.index(day) * DAY + opens, start + length) for day in self.days]


class Hours(Part):
    """When a line is open. ``timezone`` is missing where the source does not say whose clock it
    means.
    """

    timezone: TimeZone | None = None
    periods: Annotated[list[Period], Field(min_length=1)]

    @model_validator(mode="after")
    def is_open_once_at_a_time(self) -> Self:
        taken: list[tuple[int, int, int]] = []
        for n, period in enumerate(self.periods):
            for start, end in period.spans():
                # The end of a week touches its beginning.
                met = [
                    (max(start, first + week), earlier)
                    for earlier, first, last in taken
                    for week in (-WEEK, 0, WEEK)
                    if max(start, first + week) < min(end, last + week)
                ]
                if met:
                    minute, earlier = min(met)
                    when = f"{DAYS[minute % WEEK // DAY]} {minute % DAY // 60:02}:{minute % 60:02}"
                    raise Within(
                        f"it is open twice at {when}, by period {earlier} and by this one; let "
                        f"them follow one another",
                        "periods",
                        n,
                    )
                taken.append((n + 1, start, end))
        return self


def _kind_of_hours(value: Any) -> str:
    return "by periods" if isinstance(value, dict | Hours) else "in a word"


# One choice is made before either is tried, so that a mistake in one is not told as a mistake in
# both.
Opening = Annotated[
    Annotated[Literal["24/7"], Tag("in a word")] | Annotated[Hours, Tag("by periods")],
    Discriminator(_kind_of_hours),
]
