"""Hours as a script reads them, the scripts that a page needs, and the words that scripts speak."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from site_config.language import translation
from site_config.listings import assets
from site_config.listings.crisis import countries_view, country_view
from site_config.listings.device import open_code
from tests.conftest import ROOT
from tests.content.test_crisis_view import a_country, a_line, hours

DAILY = "Mon Tue Wed Thu Fri Sat Sun"
HIGH = {"confidence": "high", "sources": [{"url": "https://line.example/", "kind": "official", "date": "2026"}]}
CHECKED = {"checked": {"date": datetime.date(2026, 11, 1), "how": "call", "role": "volunteer"}}


@pytest.mark.parametrize(("given", "code"), [
    (None, ""),
    ("24/7", "24"),
    (hours(("Mon", "09:00", "17:00"), timezone=None), ""),
    (hours(("Mon Tue", "09:00", "17:00")), "540-1020 1980-2460"),
    (hours(("Sat", "10:00", "14:00"), ("Mon", "09:00", "17:00")), "540-1020 7800-8040"),
    (hours(("Mon", "21:00", "24:00"), ("Tue", "00:00", "03:00")), "1260-1620"),
    (hours(("Mon", "22:00", "00:30")), "1320-1470"),
    (hours(("Sun", "20:00", "02:00"), ("Mon", "02:00", "04:00"), ("Wed", "00:00", "24:00")), "2880-4320 9840-10320"),
    (hours((DAILY, "00:00", "24:00")), "24"),
    (hours((DAILY, "08:00", "20:00"), (DAILY, "20:00", "08:00")), "24"),
])
def test_hours_as_a_script_reads_them(given: Any, code: str) -> None:
    assert open_code(given) == code


@pytest.mark.parametrize(("keys", "needed"), [
    ({}, []),
    ({"hours": "24/7", **HIGH}, []),
    ({"hours": hours(("Mon", "09:00", "17:00"))}, []),
    ({"hours": hours(("Mon", "09:00", "17:00")), **HIGH}, ["open_js"]),
    ({"hours": hours(("Mon", "09:00", "17:00"), timezone=None), **HIGH}, []),
    ({"hours": hours(("Mon", "09:00", "17:00")), **CHECKED}, ["open_js", "age_js"]),
    ({"hours": "24/7", **CHECKED}, ["age_js"]),
], ids=["unknown hours", "24/7", "not confirmed", "confirmed", "whose clock", "checked", "checked, 24/7"])
def test_a_page_carries_no_script_that_it_does_not_need(keys: dict[str, Any], needed: list[str]) -> None:
    country = a_country(a_line(**keys))
    assert country_view(country).scripts == needed
    assert countries_view([country], "ZZ").scripts == ["zone_js", *needed]
    assert countries_view([country], "XX").scripts == ["zone_js"]


def test_what_scripts_say_is_marked_as_in_python_and_filled_in_at_build(monkeypatch: pytest.MonkeyPatch) -> None:
    theme = ROOT / "site_config" / "theme"
    made = assets.make(theme)
    for script in (made.zone_js, made.open_js, made.age_js):
        assert "_(" not in script
        assert script in made.inline()
    assert "Open now, until {time}" in made.open_js

    class Swapped(type(translation())):  # type: ignore[misc]
        def gettext(self, message: str) -> str:
            return f'«{message}» "</script>'

    monkeypatch.setattr(assets, "translation", lambda language: Swapped() if language == "xx" else translation(language))
    other = assets.make(theme, "xx")
    assert "«Open now, until {time}" in other.open_js
    assert "</script>" not in other.open_js
    assert other.exit_js == made.exit_js


@pytest.mark.parametrize(("name", "most"), [("zone", 800), ("open", 900), ("age", 600)])
def test_scripts_stay_small(name: str, most: int) -> None:
    import gzip

    assert len(gzip.compress(assets.make(ROOT / "site_config" / "theme").__dict__[f"{name}_js"].encode(), 9)) <= most
