"""Zones of a device's clock, and the countries they may stand for."""

from __future__ import annotations

import re
import zoneinfo

import pytest

from site_config.views import time_zones

KNOWN = time_zones.countries_by_zone()


@pytest.mark.parametrize(
    ("zone", "countries"),
    [
        ("Europe/Dublin", "IE"),
        ("Eire", "IE"),
        ("Asia/Calcutta", "IN"),
        ("Asia/Kolkata", "IN"),
        ("Europe/Kiev", "UA"),
        ("Europe/Kyiv", "UA"),
        ("America/Buenos_Aires", "AR"),
        ("America/Argentina/Buenos_Aires", "AR"),
        ("US/Eastern", "US"),
        ("America/New_York", "US"),
        ("US/Samoa", "AS UM"),
        ("GB", "GB GG IM JE"),
        ("Europe/London", "GB GG IM JE"),
        ("Europe/Jersey", "JE"),
        ("Europe/Berlin", "DE DK NO SE SJ"),
        ("Europe/Copenhagen", "DK"),
        ("Iceland", "IS"),
        ("Africa/Accra", "GH"),
        ("America/Virgin", "VI"),
        ("Pacific/Truk", "FM"),
        ("PRC", "CN"),
        ("ROK", "KR"),
        ("Cuba", "CU"),
        ("Navajo", "US"),
        ("Europe/Belgrade", "RS BA HR ME MK SI XK"),
    ],
)
def test_a_zone_and_its_countries(zone: str, countries: str) -> None:
    assert KNOWN[zone] == tuple(countries.split())


@pytest.mark.parametrize(
    "zone",
    [
        "UTC",
        "Etc/UTC",
        "Etc/GMT+5",
        "GMT",
        "GMT0",
        "Greenwich",
        "Zulu",
        "UCT",
        "Universal",
        "EST",
        "MST",
        "HST",
        "CET",
        "MET",
        "EET",
        "WET",
        "EST5EDT",
        "PST8PDT",
        "Factory",
        "Antarctica/Troll",
        "Antarctica/McMurdo",
        "Antarctica/South_Pole",
        "Mars/Olympus",
    ],
)
def test_what_names_no_place_stands_for_no_country(zone: str) -> None:
    assert zone not in KNOWN


def test_every_name_that_a_device_may_give_is_known_or_names_no_place() -> None:
    silent = zoneinfo.available_timezones() - KNOWN.keys() - {"localtime"}
    assert {
        name
        for name in silent
        if not re.match(r"Antarctica/|Etc/|[A-Z]{3}$|GMT|[A-Z]{3}\d[A-Z]{3}$", name)
    } == {"Factory", "Greenwich", "Universal", "Zulu"}


def test_no_name_that_a_device_may_give_looks_to_the_script_like_a_zone_of_another_country() -> (
    None
):
    entries = time_zones._short(KNOWN)
    by_mark = {time_zones.mark(name): codes for name, codes in entries.items()}
    names = {*zoneinfo.available_timezones(), *KNOWN}
    # The script looks for a name, and then for what stands before its last stroke.
    names |= {name[:place] for name in names for place, letter in enumerate(name) if letter == "/"}
    strange = {
        name: by_mark[time_zones.mark(name)]
        for name in names
        if time_zones.mark(name) in by_mark
        and by_mark[time_zones.mark(name)] not in (entries.get(name), KNOWN.get(name))
    }
    assert strange == {}, "choose another number in zones.mark and in zone.js"


def test_the_map_says_of_each_country_where_it_comes_first_and_where_it_shares() -> None:
    found = time_zones.zone_map(["JE", "GB", "IE", "FR"]).split(",")
    assert [part.count(".") for part in found] == [1, 0, 0, 0]
    assert found[0] == time_zones.mark("Europe/Jersey") + "." + "".join(
        time_zones.mark(name) for name in sorted(KNOWN) if KNOWN[name][:1] == ("GB",)
    )
    assert time_zones.mark("Europe/London") in re.findall("...", found[1])
    assert set(re.findall("...", found[2])) == {
        time_zones.mark("Europe/Dublin"),
        time_zones.mark("Eire"),
    }


def test_the_map_says_nothing_of_the_own_country_alone_and_of_countries_without_a_page() -> None:
    own, guernsey = time_zones.zone_map(["IE", "GG"], "IE").split(",")
    assert own == ""
    # Great Britain has no page here: Guernsey comes first.
    assert time_zones.mark("Europe/London") in re.findall("...", guernsey)
    assert time_zones.mark("Europe/London") in re.findall(
        "...", time_zones.zone_map(["GB", "JE"], "GB").split(",")[0]
    )
    assert time_zones.zone_map([]) == ""
    assert not re.search(r"[&<>\"',]", time_zones.zone_map(["IE"]))
