"""How a number that people read is compared with a number that a phone dials. The tables stand in
``numbers.yml``.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from site_config.model.phone_numbers import digits, fault, same_line, shown_number

TABLES = yaml.safe_load((Path(__file__).parent / "numbers.yml").read_text(encoding="utf-8"))


def test_same_line() -> None:
    assert [
        (shown, dialled, why)
        for shown, dialled, same, why in TABLES["same_line"]
        if same_line(shown, dialled) is not same
    ] == []


def test_same_line_in_a_country() -> None:
    assert [
        (country, shown, dialled, why)
        for country, shown, dialled, same, why in TABLES["same_line_in_a_country"]
        if same_line(shown, dialled, country) is not same
    ] == []


def test_a_display_that_could_deceive_is_found_out() -> None:
    assert [
        (display, why)
        for display, deceives, why in TABLES["fault"]
        if bool(fault(display)) is not deceives
    ] == []


def test_shown_number() -> None:
    table = dict(TABLES["shown_number"])
    assert {display: shown_number(display) for display in table} == table


def test_digits() -> None:
    table = dict(TABLES["digits"])
    assert {written: digits(written) for written in table} == table
