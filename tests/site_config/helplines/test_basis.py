"""What a number rests on, in words, and how old that is."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from site_config.helplines import basis
from site_config.model import LineSource
from tests.harness.countries import WIKIPEDIA, a_line, source


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-08-08", "8 August 2026"),
        ("2020-10", "October 2020"),
        ("2026", "2026"),
        ("undated", "undated"),
        ("9.0.43", "9.0.43"),
        ("2026-01-31", "31 January 2026"),
        ("2026-12", "December 2026"),
    ],
)
def test_a_date_is_said_in_words(date: str, words: str) -> None:
    assert basis.day(date) == words


def test_a_checked_line_says_when_and_how_and_nothing_else() -> None:
    called = a_line(
        checked={"date": datetime.date(2027, 5, 3), "how": "call", "role": "facilitator"}
    )
    read = a_line(
        checked={"date": datetime.date(2027, 5, 3), "how": "page", "role": "facilitator"},
        confidence="high",
        sources=[source("official", "2026")],
    )
    assert basis.rests_on(called) == "Checked on 3 May 2027: a person called."
    assert basis.rests_on(read) == "Checked on 3 May 2027: a person read the line’s own page."


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([source("official", "undated")], "shown on its own pages (undated)."),
        (
            [source("official", "2026-08"), source("press", "2020")],
            "shown on its own pages (August 2026).",
        ),
        # The date is that of the operator's own page, never a newer one of somebody else.
        (
            [source("official", "2020"), source("dataset", "2026-06-02")],
            "shown on its own pages (2020, an old date).",
        ),
        ([source("official", "undated"), WIKIPEDIA], "shown on its own pages (undated)."),
        ([source("public-body", "2019")], "shown by an authority (2019, an old date)."),
        (
            [WIKIPEDIA, source("press", "2021-03-02")],
            "shown by two separate sources (newest: 8 August 2026).",
        ),
        (
            [WIKIPEDIA, source("official", "2010")],
            "shown by two separate sources (newest: 8 August 2026).",
        ),
    ],
)
def test_a_compiled_line_says_who_shows_it(sources: list[dict[str, Any]], words: str) -> None:
    assert (
        basis.rests_on(a_line(confidence="high", sources=sources))
        == f"Compiled 21 November 2026, and {words}"
    )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "Wikipedia"),
        (
            {"sources": [source("association", "2022")]},
            "Seen on an association’s list alone (2022). ",
        ),
        (
            {"sources": [source("press", "2022"), source("press", "2021")]},
            "a news page or another website",
        ),
        (
            {"sources": [source("press", "2022"), source("dataset", "undated")]},
            "a news page or another website and an open list",
        ),
        (
            {"sources": [source("official", "2012")]},
            "Seen on its own pages alone (2012, an old date). ",
        ),
        ({"name_basis": "Ours"}, " The name is ours."),
    ],
)
def test_an_unconfirmed_line_says_why(keys: dict[str, Any], words: str) -> None:
    said = basis.rests_on(a_line(**keys))
    assert said.startswith("Seen on ")
    assert " Compiled 21 November 2026, not confirmed yet." in said
    assert words in said


def test_the_newest_source_is_the_newest_that_bears_a_date() -> None:
    sources = [
        LineSource(title="A", date=date)
        for date in ("2021-07-09", "undated", "2022", "9.0.43", "2021-12")
    ]
    assert basis.newest_source(sources) == "2022"
    assert basis.newest_source(sources[1:2]) == ""
