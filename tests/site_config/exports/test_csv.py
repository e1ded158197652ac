"""The directory as tables, and what a spreadsheet makes of a cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from site_config.exports.csv import emergency_file, harmless, lines_file
from site_config.helplines import countries
from site_config.model import Catalogue, load
from tests.harness.countries import (
    HOME,
    a_catalogue,
    a_country,
    a_line,
)
from tests.harness.paths import ROOT


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Samaritans", "Samaritans"),
        ("=1+1", "'=1+1"),
        ("+353 1", "'+353 1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        (' "=1', " \"'=1".strip()),
        ("x;=1+1", "x;'=1+1"),
        ('x; "=1+1', "x; \"'=1+1"),
        ("a\n=1", "a =1"),
        ("＝1+1", "'＝1+1"),
        ("\u200b=1", "'=1"),
        ("\u202egnp", "gnp"),
        ("a-b", "a-b"),
        ("|calc", "'|calc"),
        ("", ""),
    ],
)
def test_a_cell_is_text_and_nothing_that_runs(cell: str, written: str) -> None:
    assert harmless(cell) == written


def cells(catalogue: Catalogue) -> list[dict[str, str]]:
    written = lines_file(catalogue, HOME)
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def test_hostile_names_come_back_as_words_and_numbers_stay_numbers() -> None:
    line = a_line(
        name='=HYPERLINK("http://x","a")',
        note="+1\n@x",
        region="-1",
        phone="+3531800247247",
        display="1800 247 247",
        id="ie-line",
    )
    (row,) = cells(a_catalogue(a_country(line, code="IE")))
    assert row["name"] == '\'=HYPERLINK("http://x","a")'
    assert row["note"] == "'+1 @x"
    assert row["region"] == "'-1"
    assert row["reach"] == "Call 1800 247 247"
    assert row["links"] == "tel:+3531800247247"
    assert row["basis"] == "unconfirmed"


@pytest.mark.parametrize(
    ("keys", "reach", "links"),
    [
        ({"display": "024", "short_code": "024"}, "Call 024", "tel:024"),
        ({"display": "9-8-8", "short_code": "988"}, "Call 9-8-8", "tel:988"),
        (
            {"display": "Text HELLO to 50808", "sms": {"number": "50808", "keyword": "HELLO"}},
            "Text HELLO to 50808",
            "sms:50808",
        ),
        ({"display": "Chat", "chat": "https://example.org/chat"}, "", "https://example.org/chat"),
        (
            {"display": "100 via operator", "dial_by_hand": True},
            "Dial by hand: 100 via operator",
            "",
        ),
    ],
)
def test_no_number_stands_where_a_spreadsheet_would_change_it(
    keys: dict[str, Any], reach: str, links: str
) -> None:
    (row,) = cells(a_catalogue(a_country(a_line(**keys))))
    assert (row["reach"], row["links"]) == (reach, links)


def test_emergency_numbers_have_a_table_of_their_own() -> None:
    country = a_country(
        emergency=[
            {"number": "112", "service": "all"},
            {"number": "114", "service": "all", "by": "text", "for_whom": "=1"},
        ]
    )
    rows = emergency(a_catalogue(country))
    assert [
        (row["reach"], row["link"], row["for_whom"], row["about"], row["sources"])
        for row in rows["ZZ"]
    ] == [
        ("Call 112", "tel:112", "", "", "A list (undated)"),
        ("Text 114", "sms:114", "'=1", "", "A list (undated)"),
    ]


def emergency(catalogue: Catalogue) -> dict[str, list[dict[str, str]]]:
    written = emergency_file(catalogue)
    assert written.startswith("\ufeff")
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")):
        found.setdefault(row["country"], []).append(row)
    return found


def test_emergency_numbers_of_countries_without_a_line_say_what_they_rest_on_and_name_no_service() -> (
    None
):
    known = a_country(
        code="AF", title="Afghanistan", emergency=[{"number": "119", "service": "police"}]
    )
    assert [row["service"] for row in emergency(a_catalogue(known))["AF"]] == ["police"]
    rows = emergency(a_catalogue(a_country()))
    for code in ("AF", "MS"):
        assert [
            row["reach"].removeprefix("Call ") for row in rows[code]
        ] == countries.emergency_numbers(code)
        assert {(row["service"], row["basis"]) for row in rows[code]} == {("", "unconfirmed")}
        assert {row["sources"] for row in rows[code]} == {
            f"{countries.SOURCE} ({countries.RELEASE})"
        }
        assert all(
            row["about"].startswith(
                f"From libphonenumber, a public list of phone numbers (release "
                f"{countries.RELEASE}), not confirmed."
            )
            for row in rows[code]
        )
    assert rows["ZZ"][0]["about"] == ""


@pytest.mark.parametrize(
    ("sources", "basis"),
    [
        (["https://example.org/a"], "unconfirmed"),
        (["https://example.org/a", "https://www.example.org/b"], "unconfirmed"),
        (["https://example.org/a", "https://example.com/a"], "shown"),
    ],
)
def test_an_emergency_number_is_shown_where_two_separate_sources_show_it(
    sources: list[str], basis: str
) -> None:
    number = {
        "number": "112",
        "service": "all",
        "sources": [{"url": url, "date": "undated"} for url in sources],
    }
    assert [
        row["basis"] for row in emergency(a_catalogue(a_country(emergency=[number])))["ZZ"]
    ] == [basis]


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load(ROOT / "content")[0]


@pytest.mark.parametrize(
    "make",
    [lambda catalogue: lines_file(catalogue, HOME), emergency_file],
    ids=["lines", "emergency"],
)
def test_no_shipped_cell_begins_as_something_to_run(
    shipped: Catalogue, make: Callable[[Catalogue], str]
) -> None:
    """Looked at as a spreadsheet does that parts cells at commas, semicolons or tabs."""
    head, *rows = csv.reader(io.StringIO(make(shipped).removeprefix("\ufeff"), newline=""))
    assert len(rows) > 400
    assert {len(row) for row in rows} == {len(head)}
    parts = [
        part.strip(' "') for row in rows for cell in row for part in re.split(r"[;\t\r\n]", cell)
    ]
    assert [part for part in parts if part[:1] and part[:1] in "=+-@|%＝＋－＠"] == []
