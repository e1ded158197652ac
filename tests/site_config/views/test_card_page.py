"""Numbers on paper: what stands on the sheet and on the small card, and the square."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from site_config.exports.addresses import public_address
from site_config.model import Alert, Line
from site_config.views.card_page import CardView, card_view, pages
from tests.harness import qr
from tests.harness.countries import (
    CHECKED,
    HOME,
    OFFICIAL,
    TODAY,
    a_catalogue,
    a_country,
    a_line,
    an_alert,
)


def a_card(
    *lines: Line, alerts: list[Alert] | None = None, site_url: str = HOME, **keys: Any
) -> CardView:
    country = a_country(*lines, **keys)
    country.placed("crisis/zz.md", "", 1, {})
    return card_view(country, {alert.line: [alert] for alert in alerts or []}, site_url)


def rows(view: CardView) -> list[str]:
    return [
        " ".join(
            [row.label, *(" ".join(part for part in number if part) for number in row.numbers)]
        )
        for row in view.rows
    ]


def test_the_small_card_says_what_to_do_and_never_what_for() -> None:
    view = a_card(
        a_line(id="zz-a", name="Suicide Line", topics=["suicide"], **OFFICIAL),
        a_line(
            id="zz-b",
            display="Text HELLO to 50808",
            sms={"number": "50808", "keyword": "HELLO"},
            **OFFICIAL,
        ),
    )
    assert rows(view) == ["Emergency 112", "Call 116 123", "Text HELLO to 50808"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # Lines for everyone about anything come first, day and night before some hours.
        (
            [
                {"id": "zz-a", "topics": ["abuse"]},
                {"id": "zz-b", "display": "117", "short_code": "117", "topics": ["crisis"]},
            ],
            "Call 117",
        ),
        (
            [
                {"id": "zz-a", "topics": ["crisis"]},
                {
                    "id": "zz-b",
                    "display": "117",
                    "short_code": "117",
                    "topics": ["crisis"],
                    "hours": "24/7",
                },
            ],
            "Call 117",
        ),
        # An age may be said; what happened to somebody may not.
        ([{"audience": ["youth", "parents"]}], "Call 116 123 young people"),
        ([{"audience": ["women", "domestic-violence"]}], "Call"),
        ([{"audience": ["youth", "lgbtq"]}], "Call"),
        (
            [
                {"audience": ["women"]},
                {"id": "zz-b", "display": "117", "short_code": "117", "audience": ["youth"]},
            ],
            "Call 117 young people",
        ),
        ([{"display": "988, then press 1", "short_code": "988"}], "Call 988, then press 1"),
    ],
)
def test_the_first_line_of_a_card_is_one_that_helps_most_people_and_betrays_nobody(
    lines: list[dict[str, Any]], said: str
) -> None:
    assert rows(a_card(*(a_line(**OFFICIAL, **keys) for keys in lines)))[1] == said


@pytest.mark.parametrize(
    ("emergency", "said"),
    [
        (
            [
                {"number": "112", "service": "all"},
                {"number": "999", "service": "all"},
                {"number": "15", "service": "ambulance"},
            ],
            "Emergency 112 999",
        ),
        (
            [
                {"number": "18", "service": "fire"},
                {"number": "17", "service": "police"},
                {"number": "15", "service": "ambulance"},
            ],
            "Emergency 15 Ambulance 17 Police",
        ),
        (
            [
                {"number": "112", "service": "all", "for_whom": "mobile phones"},
                {"number": "15", "service": "ambulance"},
            ],
            "Emergency 15 Ambulance",
        ),
        (
            [
                {"number": "114", "service": "all", "by": "text"},
                {"number": "112", "service": "all"},
            ],
            "Emergency 112",
        ),
    ],
)
def test_the_card_names_emergency_numbers_that_anybody_may_call(
    emergency: list[dict[str, Any]], said: str
) -> None:
    assert rows(a_card(a_line(**OFFICIAL), emergency=emergency))[0] == said


def test_a_card_is_as_old_as_the_oldest_number_on_it() -> None:
    assert a_card(a_line(**CHECKED)).as_of == datetime.date(2026, 11, 21)
    assert a_card(
        a_line(**{**OFFICIAL, "compiled": datetime.date(2026, 1, 5)})
    ).as_of == datetime.date(2026, 1, 5)


def test_a_line_with_something_to_say_today_is_on_the_sheet_with_it_and_not_on_the_card() -> None:
    view = a_card(
        a_line(**OFFICIAL),
        a_line(id="zz-other", display="117", short_code="117", hours="24/7", **OFFICIAL),
        alerts=[an_alert("zz-other")],
    )
    assert rows(view)[1] == "Call 116 123"
    assert [[alert.text for alert in line.alerts] for line in view.lines] == [
        ["Closed for repairs."],
        [],
    ]


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        (HOME, "https://help.example.org/"),
        ("https://help.example.org", "https://help.example.org/"),
        ("", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost:8000/", ""),
        ("http://[::1]:8000/", ""),
        ("http://192.168.1.5/", ""),
        ("http://nas/", ""),
        ("http://nas.local/", ""),
        ("http://site.localhost/", ""),
        ("http://site.localhost./", ""),
        ("file:///tmp/", ""),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_the_square_holds_an_address_only_where_others_can_reach_it(
    site_url: str, address: str
) -> None:
    assert public_address(site_url) == address
    view = a_card(a_line(**OFFICIAL), site_url=site_url)
    assert view.address == (f"{address}crisis/zz/" if address else "")
    assert bool(view.code) is bool(address)


@pytest.mark.parametrize(
    "home",
    [
        "https://a.ie/",
        HOME,
        "https://xn--hndlauf-5wa.example.org/",
        "https://" + "a-long-name." * 4 + "example.org/",
    ],
)
def test_the_square_is_black_and_is_read_back_as_the_address(home: str) -> None:
    code = str(a_card(a_line(**OFFICIAL), site_url=home).code)
    assert qr.words_of(code) == f"{home}crisis/zz/"
    assert 'stroke="#000"' in code
    assert "style" not in code
    # One stroke longer than it is: whoever reads it finds out.
    with pytest.raises(AssertionError, match="do not go together"):
        qr.words_of(re.sub(r"h1m3 ", "h2m2 ", code, count=1))


def test_the_title_of_a_page_to_print_says_nothing_of_what_it_is_for() -> None:
    catalogue = a_catalogue(a_country(a_line(name="Suicide line", **OFFICIAL)))
    (page,) = pages(catalogue, TODAY, HOME)
    assert (page.path, page.title) == ("crisis/zz/card.md", "Nowhere: numbers to carry")
