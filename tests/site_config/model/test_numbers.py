"""How a number that people read is compared with a number that a phone dials. The tables stand in
``numbers.yml``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from site_config.model.phone_numbers import digits, fault, same_line, shown_number

TABLES = yaml.safe_load((Path(__file__).parent / "numbers.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("shown", "dialled", "same", "why"), TABLES["same_line"])
def test_same_line(shown: str, dialled: str, same: bool, why: str) -> None:
    assert same_line(shown, dialled) is same, why


@pytest.mark.parametrize(
    ("country", "shown", "dialled", "same", "why"), TABLES["same_line_in_a_country"]
)
def test_same_line_in_a_country(
    country: str, shown: str, dialled: str, same: bool, why: str
) -> None:
    assert same_line(shown, dialled, country) is same, why


@pytest.mark.parametrize(("display", "deceives", "why"), TABLES["fault"])
def test_a_display_that_could_deceive_is_found_out(display: str, deceives: bool, why: str) -> None:
    assert bool(fault(display)) is deceives, why


@pytest.mark.parametrize(("display", "number"), TABLES["shown_number"])
def test_shown_number(display: str, number: str) -> None:
    assert shown_number(display) == number


@pytest.mark.parametrize(("written", "dialled"), TABLES["digits"])
def test_digits(written: str, dialled: str) -> None:
    assert digits(written) == dialled
