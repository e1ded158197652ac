"""Hours as a script reads them, the scripts that a page needs, and the words that scripts speak."""

from __future__ import annotations

import datetime
import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from calmjs.parse import es5

from site_config.i18n import translation
from site_config.views import assets
from site_config.views.countries import countries_view
from site_config.views.country import country_view
from site_config.views.hours_code import hours_code
from tests.harness.countries import a_country, a_line, hours
from tests.harness.paths import ROOT

DAILY = "Mon Tue Wed Thu Fri Sat Sun"
HIGH = {
    "confidence": "high",
    "sources": [{"url": "https://line.example/", "kind": "official", "date": "2026"}],
}
CHECKED = {"checked": {"date": datetime.date(2026, 11, 1), "how": "call", "role": "volunteer"}}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, ""),
        ("24/7", "24"),
        (hours(("Mon", "09:00", "17:00"), timezone=None), ""),
        (hours(("Mon Tue", "09:00", "17:00")), "540-1020 1980-2460"),
        (hours(("Sat", "10:00", "14:00"), ("Mon", "09:00", "17:00")), "540-1020 7800-8040"),
        (hours(("Mon", "21:00", "24:00"), ("Tue", "00:00", "03:00")), "1260-1620"),
        (hours(("Mon", "22:00", "00:30")), "1320-1470"),
        (
            hours(("Sun", "20:00", "02:00"), ("Mon", "02:00", "04:00"), ("Wed", "00:00", "24:00")),
            "2880-4320 9840-10320",
        ),
        (hours((DAILY, "00:00", "24:00")), "24"),
        (hours((DAILY, "08:00", "20:00"), (DAILY, "20:00", "08:00")), "24"),
    ],
)
def test_hours_as_a_script_reads_them(given: Any, code: str) -> None:
    assert hours_code(given) == code


@pytest.mark.parametrize(
    ("keys", "needed"),
    [
        ({}, []),
        ({"hours": "24/7", **HIGH}, []),
        ({"hours": hours(("Mon", "09:00", "17:00"))}, []),
        ({"hours": hours(("Mon", "09:00", "17:00")), **HIGH}, ["open"]),
        ({"hours": hours(("Mon", "09:00", "17:00"), timezone=None), **HIGH}, []),
        ({"hours": hours(("Mon", "09:00", "17:00")), **CHECKED}, ["open", "age"]),
        ({"hours": "24/7", **CHECKED}, ["age"]),
    ],
    ids=[
        "unknown hours",
        "24/7",
        "not confirmed",
        "confirmed",
        "whose clock",
        "checked",
        "checked, 24/7",
    ],
)
def test_a_page_carries_no_script_that_it_does_not_need(
    keys: dict[str, Any], needed: list[str]
) -> None:
    country = a_country(a_line(**keys))
    assert country_view(country).scripts == needed
    assert countries_view([country], "ZZ").scripts == ["zone", *needed]
    assert countries_view([country], "XX").scripts == ["zone"]


def test_what_scripts_say_is_marked_as_in_python_and_filled_in_at_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theme = ROOT / "site_config" / "theme"
    made = assets.make(theme)
    for names in ([], ["zone"], ["open"], ["open", "age"], ["zone", "open", "age"]):
        assert "_(" not in made.scripts(names).replace("(_(", "")
        assert made.scripts(names) in made.inline()
        assert made.scripts(names).startswith(made.exit_js)
    assert "Open now, until {time}" in made.scripts(["open"])
    assert "Open now" not in made.scripts(["zone", "age"])

    class Swapped(type(translation())):  # type: ignore[misc]
        def gettext(self, message: str) -> str:
            return f'«{message}» "</script>'

    monkeypatch.setattr(
        assets,
        "translation",
        lambda language: Swapped() if language == "xx" else translation(language),
    )
    other = assets.make(theme, "xx")
    assert "«Open now, until {time}" in other.scripts(["open"])
    assert "</script>" not in other.scripts(["open"])
    assert other.exit_js == made.exit_js
    # What another language needs is known as ours, too.
    assert set(made.inline()) < set(other.inline())


@pytest.mark.parametrize(("name", "most"), [("zone", 800), ("open", 900), ("age", 600)])
def test_scripts_stay_small(name: str, most: int) -> None:
    assert (
        len(gzip.compress(assets.make(ROOT / "site_config" / "theme").speaking[name].encode(), 9))
        <= most
    )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "site_config" / "theme" / "js").glob("*.js")), ids=lambda path: path.stem
)
def test_scripts_are_what_phones_of_2012_read(path: Path) -> None:
    es5(path.read_text(encoding="utf-8"))


def test_a_style_in_a_page_keeps_every_token_that_it_uses_under_a_letter() -> None:
    made = assets.make(ROOT / "site_config" / "theme")
    for css in (made.crisis_css, made.countries_css, made.card_css, made.guide_css):
        assert set(re.findall(r"var\((--\w+)\)", css)) == set(re.findall(r"[{;](--\w+):", css))
        assert "--ink" not in css
        # One block for each medium, and print comes after what depends on width.
        media = re.findall(r"@media[^{]+", css)
        assert len(media) == len(set(media))
        assert (
            media.index("@media print")
            > media.index("@media (min-width:40rem)")
            > media.index("@media (prefers-color-scheme:dark)")
        )
    assert "--ink:" in made.site_css_text


def test_pages_read_from_right_to_left_have_a_style_of_their_own_that_is_known_as_ours() -> None:
    theme = ROOT / "site_config" / "theme"
    here, there = assets.make(theme), assets.make(theme, "ar")
    assert there.crisis_css != here.crisis_css
    assert there.crisis_css in there.inline()
    assert here.crisis_css in there.inline()
