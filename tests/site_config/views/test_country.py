"""What a country's page shows, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from site_config.views.country import country_view
from site_config.views.line_view import LineView
from tests.harness.countries import DAY, HIGH, a_country, a_line, hours, source


def test_a_line_that_must_be_dialled_by_hand_shows_its_number_apart() -> None:
    view = country_view(a_country(a_line(display="100 via operator", dial_by_hand=True)))
    (line,) = view.unconfirmed
    assert line.contacts == []
    assert line.shown_apart == "100 via operator"


def ids(groups: dict[str, list[LineView]]) -> dict[str, list[str]]:
    return {heading: [found.line.id for found in items] for heading, items in groups.items()}


@pytest.mark.parametrize(
    ("audience", "heading"),
    [
        (["everyone"], ""),
        (["adults"], ""),
        (["everyone", "youth"], ""),
        (["everyone", "veterans"], ""),
        (["deaf", "everyone"], ""),
        (["youth", "parents"], "For children and young people"),
        (["youth", "lgbtq"], "For LGBTQ+ people"),
        (["elders", "lgbtq"], "For LGBTQ+ people"),
        (["everyone", "domestic-violence"], "If someone close hurts or frightens you"),
        (
            ["women", "youth", "domestic-violence", "sexual-violence"],
            "If someone close hurts or frightens you",
        ),
        (["everyone", "sexual-violence"], "About sexual violence"),
        (["everyone", "substance-use"], "About alcohol or drugs"),
        (["deaf", "veterans"], "For people who served, and their families"),
        (["deaf"], "For Deaf and hard of hearing people"),
        (["migrants", "women"], "For people who came from another country"),
        (["men"], "For some people"),
        (["indigenous"], "For some people"),
        (["women", "youth"], "For children and young people"),
    ],
)
def test_a_line_stands_beside_others_for_the_same_people(audience: list[str], heading: str) -> None:
    view = country_view(a_country(a_line(audience=audience, **HIGH)))
    assert ids(view.groups) == ({heading: ["zz-line"]} if heading else {})
    assert [found.line.id for found in view.everyone] == ([] if heading else ["zz-line"])


def test_groups_stand_in_one_order_whatever_the_file_says() -> None:
    view = country_view(
        a_country(
            *(
                a_line(id=f"zz-{name}", audience=[name], **HIGH)
                for name in ("men", "deaf", "veterans", "lgbtq", "youth")
            )
        )
    )
    assert list(view.groups) == [
        "For children and young people",
        "For LGBTQ+ people",
        "For people who served, and their families",
        "For Deaf and hard of hearing people",
        "For some people",
    ]


@pytest.mark.parametrize(
    ("ways", "order"),
    [
        (["call", "call", "call", "text"], [0, 3, 1, 2]),
        (["call", "call", "chat", "text"], [0, 2, 1, 3]),
        (["call", "text", "call"], [0, 1, 2]),
        (["text", "call", "call"], [1, 0, 2]),
        (["call", "call", "call"], [0, 1, 2]),
        (["call"], [0]),
        ([], []),
    ],
)
def test_one_of_the_first_two_lines_can_be_written_to_where_there_is_one(
    ways: list[str], order: list[int]
) -> None:
    keys: dict[str, dict[str, Any]] = {
        "call": {},
        "text": {"display": "50808", "sms": {"number": "50808"}},
        "chat": {"chat": "https://line.example/chat"},
    }
    view = country_view(
        a_country(
            *(a_line(id=f"zz-{n}", hours="24/7", **keys[way], **HIGH) for n, way in enumerate(ways))
        )
    )
    assert [found.line.id for found in view.everyone] == [f"zz-{n}" for n in order]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([{}], "Someone to call"),
        ([{"sms": {"number": "50808"}}], "Call or text"),
        ([{"whatsapp": "+999123456"}], "Call or text"),
        (
            [{"chat": "https://line.example/chat"}, {"sms": {"number": "50808"}}],
            "Call, text or chat",
        ),
        ([{"chat": "https://line.example/chat"}], "Call or chat"),
        ([{"display": "50808", "sms": {"number": "50808"}}], "Someone to text"),
        ([], "Someone to talk to"),
    ],
)
def test_the_first_heading_promises_no_way_that_is_not_there(
    lines: list[dict[str, Any]], words: str
) -> None:
    assert (
        country_view(
            a_country(*(a_line(id=f"zz-{n}", **keys, **HIGH) for n, keys in enumerate(lines)))
        ).ways
        == words
    )
    assert (
        country_view(
            a_country(*(a_line(id=f"zz-{n}", **keys) for n, keys in enumerate(lines)))
        ).ways
        == words
    )


def test_lines_stand_in_the_order_in_which_they_help() -> None:
    high = {"confidence": "high", "sources": [source("official", "2026")]}
    checked = {"checked": {"date": DAY, "how": "call", "role": "host"}}
    view = country_view(
        a_country(
            a_line(id="zz-unconfirmed"),
            a_line(id="zz-youth", audience=["youth"], **high),
            a_line(id="zz-some-hours", **high, hours=hours(("Mon", "09:00", "17:00"))),
            a_line(id="zz-unknown-hours", **checked),
            a_line(id="zz-always", hours="24/7", **high),
            a_line(id="zz-unconfirmed-youth", audience=["youth"]),
            a_line(id="zz-unconfirmed-always", hours="24/7"),
        )
    )
    assert [found.line.id for found in view.everyone] == [
        "zz-always",
        "zz-some-hours",
        "zz-unknown-hours",
    ]
    assert ids(view.groups) == {"For children and young people": ["zz-youth"]}
    assert [found.line.id for found in view.unconfirmed] == [
        "zz-unconfirmed-always",
        "zz-unconfirmed",
        "zz-unconfirmed-youth",
    ]


def test_emergency_numbers_stand_in_the_order_in_which_they_help() -> None:
    view = country_view(
        a_country(
            emergency=[
                {"number": "114", "service": "all", "by": "text", "for_whom": "Deaf people"},
                {"number": "18", "service": "fire"},
                {"number": "17", "service": "police"},
                {"number": "15", "service": "ambulance"},
                {"number": "112", "service": "all"},
            ]
        )
    )
    assert [contact.href for contact in view.emergency] == [
        "tel:112",
        "tel:15",
        "tel:17",
        "tel:18",
        "sms:114",
    ]
    assert view.emergency[-1].note == "Any emergency, for Deaf people"
