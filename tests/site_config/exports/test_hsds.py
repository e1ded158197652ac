"""The directory for other directories (HSDS)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from site_config.exports import hsds
from site_config.model import Catalogue
from tests.harness.countries import (
    CHECKED,
    HOME,
    OFFICIAL,
    TODAY,
    a_catalogue,
    a_country,
    a_line,
    hours,
)


def services(catalogue: Catalogue, site_url: str = HOME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hsds.services_file(catalogue, TODAY, site_url))[
        "contents"
    ]
    return found


def test_hsds_says_assured_only_where_a_person_checked() -> None:
    checked, shown, other = services(
        a_catalogue(a_country(a_line(**CHECKED), a_line(id="zz-b", **OFFICIAL), a_line(id="zz-c")))
    )
    assert checked["assured_date"] == "2026-11-30"
    assert "assured_date" not in shown
    assert "assured_date" not in other
    said = [
        [a["value"] for a in service["attributes"] if a["link_type"] == "basis"]
        for service in (checked, shown, other)
    ]
    assert said == [["checked"], ["shown"], ["unconfirmed"]]


def test_hsds_ids_are_made_of_the_lines_id_and_the_same_everywhere() -> None:
    catalogue = a_catalogue(
        a_country(a_line(hours="24/7", languages=["en"], sms={"number": "50808"}))
    )
    (here,), (there,) = services(catalogue), services(catalogue, "https://other.example/")
    # Written down: should this change, every copy that has taken the data over loses its place.
    assert here["id"] == "96387540-e860-5420-9e69-7d6b83324ef8"
    assert {key: value for key, value in here.items() if key != "page"} == {
        key: value for key, value in there.items() if key != "page"
    }
    every = re.findall(r'"id":"([^"]+)"', json.dumps(here, separators=(",", ":")))
    assert len(every) == len(set(every)) > 8


@pytest.mark.parametrize(
    ("zone", "opens", "offset"),
    [
        ("Asia/Kathmandu", "09:00+05:45", 5.75),
        ("Asia/Tokyo", "09:00+09:00", 9),
        ("America/Bogota", "09:00-05:00", -5),
        ("Africa/Abidjan", "09:00Z", 0),
        ("Europe/Dublin", "09:00", None),
        (None, "09:00", None),
    ],
)
def test_hsds_gives_a_difference_to_utc_only_where_it_is_the_same_all_year(
    zone: str | None, opens: str, offset: float | None
) -> None:
    (service,) = services(
        a_catalogue(a_country(a_line(hours=hours(("Fri Mon", "09:00", "17:00"), timezone=zone))))
    )
    (schedule,) = service["schedules"]
    assert (
        schedule["opens_at"],
        schedule.get("timezone"),
        schedule["byday"],
        schedule["freq"],
    ) == (opens, offset, "MO,FR", "WEEKLY")
    zones = [
        attribute["value"]
        for attribute in service["attributes"]
        if attribute["link_type"] == "time-zone"
    ]
    assert zones == ([zone] if zone else [])


def test_hsds_says_nothing_of_what_is_not_known() -> None:
    (service,) = services(a_catalogue(a_country(a_line())))
    assert not {
        "schedules",
        "languages",
        "fees_description",
        "url",
        "alert",
        "minimum_age",
        "contacting",
        "alternate_name",
    } & set(service)


def test_hsds_phones_have_their_kind() -> None:
    line = a_line(
        sms={"number": "50808", "keyword": "HELLO"},
        whatsapp="+999123456",
        other_numbers=["1-800-273-8255 (still connects)"],
        deaf_access="TTY 1-800-799-4889 (2020)",
    )
    (service,) = services(a_catalogue(a_country(line)))
    assert [
        (phone["type"], phone["number"], phone["description"]) for phone in service["phones"]
    ] == [
        ("voice", "116123", "116 123"),
        ("voice", "1-800-273-8255", "1-800-273-8255 (still connects)"),
        ("text", "50808", "Text HELLO to 50808"),
        ("cell", "+999123456", "WhatsApp +999123456"),
        ("textphone", "18007994889", "1-800-799-4889"),
    ]


def test_hsds_names_the_profile_below_the_address_of_the_copy() -> None:
    page = json.loads(hsds.services_file(a_catalogue(), TODAY, HOME))
    assert page["profile"] == "https://help.example.org/crisis/data/"
    assert (page["version"], page["empty"], page["total_items"], page["contents"]) == (
        "3.0",
        True,
        0,
        [],
    )
