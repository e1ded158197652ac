"""When an event is, in words, and whether it was over on the day on which its page was made."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from site_config.i18n import _, day
from site_config.model import Event
from site_config.views import labels


@dataclass(frozen=True)
class EventView:
    """The day or days, the hours (empty for a whole day), the clock that they are of, and whether
    the last day has passed.
    """

    days: str
    hours: str
    zone: str
    is_past: bool


def event_view(event: Event, today: datetime.date) -> EventView:
    """What is said of an event's time by a page made on the day ``today``. Its words stay true on
    any other day.
    """
    days = _with_weekday(event.date)
    if event.last_day != event.date:
        days = _("{first} to {last}").format(first=days, last=_with_weekday(event.last_day))
    when = hours(event.starts, event.ends) if event.starts and event.ends else ""
    return EventView(
        days,
        when,
        _clock(event.timezone) if when and event.timezone else "",
        event.last_day < today,
    )


def hours(starts: str, ends: str) -> str:
    """Two times of one day: ``19:00 to 20:15``."""
    return _("{start} to {end}").format(start=starts, end=ends)


def _with_weekday(date: datetime.date) -> str:
    return f"{labels.day_of_week[date.weekday()]} {day(date.isoformat())}"


def _clock(timezone: str) -> str:
    return _("{zone} time").format(zone=timezone.split("/")[-1].replace("_", " "))
