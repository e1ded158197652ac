"""Opening hours in words."""

from __future__ import annotations

from typing import Any

import pytest

from site_config.helplines.hours import hours_in_words
from tests.harness.countries import hours


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "We do not know its hours."),
        ("24/7", "Every day, all day and night."),
        (
            hours(("Mon Tue Wed Thu Fri", "09:00", "17:00")),
            "Monday to Friday, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Mon Tue Wed Thu Fri Sat Sun", "09:00", "17:00")),
            "Every day, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Sat Sun", "09:00", "17:00")),
            "Saturday, Sunday, 09:00 to 17:00 (time in Dublin).",
        ),
        (hours(("Fri", "09:00", "17:00")), "Friday, 09:00 to 17:00 (time in Dublin)."),
        (
            hours(("Wed Mon Fri", "09:00", "17:00")),
            "Monday, Wednesday, Friday, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Fri Wed Thu", "09:00", "17:00")),
            "Wednesday to Friday, 09:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Mon", "20:00", "02:00")),
            "Monday, 20:00 to 02:00 the next morning (time in Dublin).",
        ),
        (hours(("Mon", "20:00", "24:00")), "Monday, 20:00 to midnight (time in Dublin)."),
        (hours(("Mon", "20:00", "00:00")), "Monday, 20:00 to midnight (time in Dublin)."),
        (hours(("Mon", "00:00", "24:00")), "Monday, 00:00 to midnight (time in Dublin)."),
        (
            hours(("Mon", "09:00", "12:00"), ("Mon", "14:00", "17:00")),
            "Monday, 09:00 to 12:00; Monday, 14:00 to 17:00 (time in Dublin).",
        ),
        (
            hours(("Mon", "09:00", "12:00"), timezone="America/Costa_Rica"),
            "Monday, 09:00 to 12:00 (time in Costa Rica).",
        ),
        (
            hours(("Mon", "09:00", "12:00"), timezone=None),
            "Monday, 09:00 to 12:00 (the source does not say in which time zone).",
        ),
    ],
)
def test_hours_are_said_in_words(given: Any, words: str) -> None:
    assert hours_in_words(given) == words


def test_a_week_from_sunday_to_thursday_names_no_other_day() -> None:
    said = hours_in_words(hours(("Sun Mon Tue Wed Thu", "09:00", "17:00")))
    assert said.endswith(", 09:00 to 17:00 (time in Dublin).")
    assert "Sunday" in said
    assert "Monday to Sunday" not in said
    assert "Every day" not in said
    assert not {"Friday", "Saturday"} & set(said.replace(",", "").split())
