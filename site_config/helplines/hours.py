"""Opening hours in words."""

from __future__ import annotations

from typing import Literal

from site_config.i18n import N_, Words, _
from site_config.model import Hours, Period
from site_config.model.hours import DAYS

DAY_NAMES = Words(
    {
        "Mon": N_("Monday"),
        "Tue": N_("Tuesday"),
        "Wed": N_("Wednesday"),
        "Thu": N_("Thursday"),
        "Fri": N_("Friday"),
        "Sat": N_("Saturday"),
        "Sun": N_("Sunday"),
    }
)


def hours_in_words(hours: Literal["24/7"] | Hours | None) -> str:
    """Opening hours as a sentence. Unknown hours are said to be unknown, never closed."""
    if hours is None:
        return _("We do not know its hours.")
    if hours == "24/7":
        return _("Every day, all day and night.")
    spans = "; ".join(_period(period) for period in hours.periods)
    if hours.timezone:
        city = hours.timezone.split("/")[-1].replace("_", " ")
        return _("{spans} (time in {city}).").format(spans=spans, city=city)
    return _("{spans} (the source does not say in which time zone).").format(spans=spans)


def _period(period: Period) -> str:
    numbers = sorted(DAYS.index(name) for name in period.days)
    if len(numbers) == 7:
        names = _("Every day")
    elif len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        names = _("{first} to {last}").format(
            first=DAY_NAMES[DAYS[numbers[0]]], last=DAY_NAMES[DAYS[numbers[-1]]]
        )
    else:
        names = ", ".join(DAY_NAMES[DAYS[number]] for number in numbers)
    close = _("midnight") if period.close in {"24:00", "00:00"} else period.close
    overnight = (
        _(" the next morning") if period.close < period.open and close == period.close else ""
    )
    return (
        _("{days}, {open} to {close}").format(days=names, open=period.open, close=close) + overnight
    )
