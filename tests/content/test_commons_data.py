"""The directory as files for others: plain text, a table, HSDS, linked data, and the form of a country's file."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import jsonschema
import pytest
import yaml
from pyld import jsonld

from site_config.listings.commons import hsds, identity, linked, schema, table, text
from site_config.model import Catalogue
from tests.conftest import ROOT
from tests.content.test_commons import HIGH, HOME, SAYS, TODAY, a_catalogue, an_alert
from tests.content.test_crisis_view import a_country, a_line, hours

# The plain text


def test_the_text_holds_confirmed_lines_alone_and_says_how_many_it_leaves_out() -> None:
    catalogue = a_catalogue(a_country(a_line(name="Shown", hours="24/7", **HIGH), a_line(id="zz-other", name="Not confirmed")),
                            a_country(a_line(id="aa-line", name="Hidden"), code="AA", title="Aland"))
    written = text.directory_file(catalogue, TODAY, HOME)
    assert "Aland (AA)\n\nAny emergency: call 112\n\nNo confirmed line yet. Not confirmed: 1, on this page:\nhttps://help.example.org/crisis/aa/" in written
    assert "Shown\n  Call 116 123\n  For everyone.\n  Every day, all day and night.\n  Compiled 21 November 2026, and shown on its own pages" in written
    assert "Not confirmed: 1 more, on this page:" in written
    assert "Hidden" not in written
    assert "\r" not in written


def test_the_text_is_narrow_and_breaks_neither_a_number_nor_an_address() -> None:
    address = "https://example.org/" + "a" * 120
    numbers = "Call 0800 111 0 111 or 1-800 273 8255 " * 8
    line = a_line(note=numbers.strip(), website=address, display="0800 111 0 111", national_number="08001110111", **HIGH)
    written = text.directory_file(a_catalogue(a_country(line)), TODAY, HOME)
    assert [row for row in written.splitlines() if len(row) > 72 and "http" not in row] == []
    assert written.count("0800 111 0 111") == 9
    assert written.count("1-800 273 8255") == 8
    assert address in written


@pytest.mark.parametrize(("since", "until", "told"), [("2026-11-30", "2026-12-02", True), ("2026-12-01", "2026-12-01", True),
                                                      ("2026-11-01", "2026-11-30", False), ("2026-12-02", "2026-12-09", False)])
def test_an_alert_is_told_in_its_days_alone(since: str, until: str, told: bool) -> None:
    catalogue = a_catalogue(a_country(a_line(**HIGH)), alerts=[an_alert(since=since, until=until)])
    assert ("Closed for repairs." in text.directory_file(catalogue, TODAY, HOME)) is told
    (service,) = services(catalogue)
    assert ("alert" in service) is told


# The table


@pytest.mark.parametrize(("cell", "written"), [
    ("Samaritans", "Samaritans"), ("=1+1", "'=1+1"), ("+353 1", "'+353 1"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'=1"), ("\r=1", "'=1"),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), (' "=1', ' "\'=1'.strip()), ("x;=1+1", "x;'=1+1"), ('x; "=1+1', 'x; "\'=1+1'), ("a\n=1", "a =1"),
    ("＝1+1", "'＝1+1"), ("\u200b=1", "'=1"), ("\u202egnp", "gnp"), ("a-b", "a-b"), ("|calc", "'|calc"), ("", "")])
def test_a_cell_is_text_and_nothing_that_runs(cell: str, written: str) -> None:
    assert table.harmless(cell) == written


def cells(catalogue: Catalogue) -> list[dict[str, str]]:
    written = table.lines_file(catalogue, HOME)
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def test_hostile_names_come_back_as_words_and_numbers_stay_numbers() -> None:
    line = a_line(name='=HYPERLINK("http://x","a")', note="+1\n@x", region="-1", phone="+3531800247247", display="1800 247 247", id="ie-line")
    (row,) = cells(a_catalogue(a_country(line, code="IE")))
    assert row["name"] == '\'=HYPERLINK("http://x","a")'
    assert row["note"] == "'+1 @x"
    assert row["region"] == "'-1"
    assert row["reach"] == "Call 1800 247 247"
    assert row["links"] == "tel:+3531800247247"
    assert row["basis"] == "unconfirmed"


@pytest.mark.parametrize(("keys", "reach", "links"), [
    ({"display": "024", "short_code": "024"}, "Call 024", "tel:024"), ({"display": "9-8-8", "short_code": "988"}, "Call 9-8-8", "tel:988"),
    ({"display": "Text HELLO to 50808", "sms": {"number": "50808", "keyword": "HELLO"}}, "Text HELLO to 50808", "sms:50808"),
    ({"display": "Chat", "chat": "https://example.org/chat"}, "", "https://example.org/chat"),
    ({"display": "100 via operator", "dial_by_hand": True}, "Dial by hand: 100 via operator", ""),
])
def test_no_number_stands_where_a_spreadsheet_would_change_it(keys: dict[str, Any], reach: str, links: str) -> None:
    (row,) = cells(a_catalogue(a_country(a_line(**keys))))
    assert (row["reach"], row["links"]) == (reach, links)


def test_emergency_numbers_have_a_table_of_their_own() -> None:
    country = a_country(emergency=[{"number": "112", "service": "all"}, {"number": "114", "service": "all", "by": "text", "for_whom": "=1"}])
    written = table.emergency_file(a_catalogue(country)).removeprefix("\ufeff")
    assert [(row["reach"], row["link"], row["for_whom"], row["sources"]) for row in csv.DictReader(io.StringIO(written, newline=""))] == [
        ("Call 112", "tel:112", "", "A list (undated)"), ("Text 114", "sms:114", "'=1", "A list (undated)")]


# Data for other directories


def services(catalogue: Catalogue, site_url: str = HOME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hsds.services_file(catalogue, TODAY, site_url))["contents"]
    return found


def test_hsds_says_assured_only_where_a_person_checked() -> None:
    checked, shown, other = services(a_catalogue(a_country(a_line(**SAYS), a_line(id="zz-b", **HIGH), a_line(id="zz-c"))))
    assert checked["assured_date"] == "2026-11-30"
    assert "assured_date" not in shown
    assert "assured_date" not in other
    said = [[a["value"] for a in service["attributes"] if a["link_type"] == "basis"] for service in (checked, shown, other)]
    assert said == [["checked"], ["shown"], ["unconfirmed"]]


def test_hsds_ids_are_made_of_the_lines_id_and_the_same_everywhere() -> None:
    catalogue = a_catalogue(a_country(a_line(hours="24/7", languages=["en"], sms={"number": "50808"})))
    (here,), (there,) = services(catalogue), services(catalogue, "https://other.example/")
    # Written down: should this change, every copy that has taken the data over loses its place.
    assert here["id"] == "96387540-e860-5420-9e69-7d6b83324ef8"
    assert {key: value for key, value in here.items() if key != "page"} == {key: value for key, value in there.items() if key != "page"}
    every = re.findall(r'"id":"([^"]+)"', json.dumps(here, separators=(",", ":")))
    assert len(every) == len(set(every)) > 8


@pytest.mark.parametrize(("zone", "opens", "offset"), [("Asia/Kathmandu", "09:00+05:45", 5.75), ("Asia/Tokyo", "09:00+09:00", 9),
                                                       ("America/Bogota", "09:00-05:00", -5), ("Africa/Abidjan", "09:00Z", 0),
                                                       ("Europe/Dublin", "09:00", None), (None, "09:00", None)])
def test_hsds_gives_a_difference_to_utc_only_where_it_is_the_same_all_year(zone: str | None, opens: str, offset: float | None) -> None:
    (service,) = services(a_catalogue(a_country(a_line(hours=hours(("Fri Mon", "09:00", "17:00"), timezone=zone)))))
    (schedule,) = service["schedules"]
    assert (schedule["opens_at"], schedule.get("timezone"), schedule["byday"], schedule["freq"]) == (opens, offset, "MO,FR", "WEEKLY")
    zones = [attribute["value"] for attribute in service["attributes"] if attribute["link_type"] == "time-zone"]
    assert zones == ([zone] if zone else [])


def test_hsds_says_nothing_of_what_is_not_known() -> None:
    (service,) = services(a_catalogue(a_country(a_line())))
    assert not {"schedules", "languages", "fees_description", "url", "alert", "minimum_age", "contacting", "alternate_name"} & set(service)


def test_hsds_phones_have_their_kind() -> None:
    line = a_line(sms={"number": "50808", "keyword": "HELLO"}, whatsapp="+999123456", other_numbers=["1-800-273-8255 (still connects)"],
                  deaf_access="TTY 1-800-799-4889 (2020)")
    (service,) = services(a_catalogue(a_country(line)))
    assert [(phone["type"], phone["number"], phone["description"]) for phone in service["phones"]] == [
        ("voice", "116123", "116 123"), ("voice", "1-800-273-8255", "1-800-273-8255 (still connects)"), ("text", "50808", "Text HELLO to 50808"),
        ("cell", "+999123456", "WhatsApp +999123456"), ("textphone", "18007994889", "1-800-799-4889")]


def test_hsds_names_the_profile_below_the_address_of_the_copy() -> None:
    page = json.loads(hsds.services_file(a_catalogue(), TODAY, HOME))
    assert page["profile"] == "https://help.example.org/crisis/data/"
    assert (page["version"], page["empty"], page["total_items"], page["contents"]) == ("3.0", True, 0, [])


def no_loading(url: str, options: Any) -> Any:
    raise AssertionError(f"a reader would have to fetch {url}")


def test_the_linked_data_is_read_without_fetching_anything() -> None:
    line = a_line(name='A "line"', hours=hours(("Mon", "20:00", "24:00")), sms={"number": "50808"}, chat="https://example.org/chat", **SAYS)
    written = json.loads(linked.linked_file(a_catalogue(a_country(line)), TODAY, HOME))
    flat = {node["@id"]: node for node in jsonld.flatten(written, options={"documentLoader": no_loading})}
    service = flat[f"urn:uuid:{identity.identity('zz-line')}"]
    assert service["@type"] == ["https://schema.org/Service"]
    assert service["https://schema.org/name"] == [{"@value": 'A "line"'}]
    assert service["https://help.example.org/crisis/data/#checked"] == [{"@value": "2026-11-30"}]
    dialled = [node["https://schema.org/telephone"][0]["@value"] for node in flat.values() if "https://schema.org/telephone" in node]
    assert sorted(dialled) == ["116123", "50808"]


# The form of a country's file


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    found = json.loads(schema.schema_file(HOME))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def front_matter(name: str) -> Any:
    """A country's front matter as JSON has it: days are words."""
    return json.loads(json.dumps(yaml.safe_load((ROOT / f"content/crisis/{name}.md").read_text(encoding="utf-8").split("---")[1]), default=str))


def test_every_shipped_country_has_the_form_that_the_schema_describes(validator: jsonschema.Draft202012Validator) -> None:
    names = sorted(path.stem for path in (ROOT / "content/crisis").glob("??.md"))
    assert len(names) > 170
    assert [(name, error.message) for name in names for error in validator.iter_errors(front_matter(name))] == []


@pytest.mark.parametrize("broken", [
    {"country": None}, {"lines": [{"id": "ie-x"}]}, {"emergency": []}, {"emergency": [{"number": "112", "service": "lifeboat", "sources": []}]},
    {"colour": "red"}, {"written": "yesterday"}, {"kind": "group"}])
def test_a_file_of_another_form_is_refused(validator: jsonschema.Draft202012Validator, broken: dict[str, Any]) -> None:
    assert list(validator.iter_errors({**front_matter("ie"), **broken})) != []
