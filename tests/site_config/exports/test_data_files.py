"""The directory as files for others: plain text, a table, HSDS, linked data, and the form of a
country's file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from pyld import jsonld

from site_config.exports import csv as table
from site_config.exports import hsds, identity, plain_text
from site_config.exports import jsonld as linked
from site_config.helplines import countries
from site_config.model import Catalogue, load
from tests.harness.paths import ROOT
from tests.site_config.exports.test_to_carry import HIGH, HOME, SAYS, TODAY, a_catalogue, an_alert
from tests.site_config.views.test_country import a_country, a_line, hours

# The plain text


def test_the_text_holds_confirmed_lines_alone_and_says_how_many_it_leaves_out() -> None:
    catalogue = a_catalogue(
        a_country(
            a_line(name="Shown", hours="24/7", **HIGH), a_line(id="zz-other", name="Not confirmed")
        ),
        a_country(a_line(id="aa-line", name="Hidden"), code="AA", title="Aland"),
    )
    written = plain_text.directory_file(catalogue, TODAY, HOME)
    assert (
        "Aland (AA)\n\nAny emergency: call 112\n\nNo confirmed line yet. Not confirmed: 1, on "
        "this page:\nhttps://help.example.org/crisis/aa/" in written
    )
    assert (
        "Shown\n  Call 116 123\n  For everyone.\n  Every day, all day and night.\n  Compiled 21 "
        "November 2026, and shown on its own pages" in written
    )
    assert "Not confirmed: 1 more, on this page:" in written
    assert "Hidden" not in written
    assert "\r" not in written


def test_the_text_is_narrow_and_breaks_neither_a_number_nor_an_address() -> None:
    address = "https://example.org/" + "a" * 120
    numbers = "Call 0800 111 0 111 or 1-800 273 8255 " * 8
    line = a_line(
        note=numbers.strip(),
        website=address,
        display="0800 111 0 111",
        national_number="08001110111",
        **HIGH,
    )
    written = plain_text.directory_file(a_catalogue(a_country(line)), TODAY, HOME)
    assert [row for row in written.splitlines() if len(row) > 72 and "http" not in row] == []
    assert written.count("0800 111 0 111") == 9
    assert written.count("1-800 273 8255") == 8
    assert address in written


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-11-30", "2026-12-02", True),
        ("2026-12-01", "2026-12-01", True),
        ("2026-11-01", "2026-11-30", False),
        ("2026-12-02", "2026-12-09", False),
    ],
)
def test_an_alert_is_told_in_its_days_alone(since: str, until: str, told: bool) -> None:
    catalogue = a_catalogue(a_country(a_line(**HIGH)), alerts=[an_alert(since=since, until=until)])
    assert ("Closed for repairs." in plain_text.directory_file(catalogue, TODAY, HOME)) is told
    (service,) = services(catalogue)
    assert ("alert" in service) is told


def test_two_alerts_of_one_line_are_told_one_after_the_other() -> None:
    later = an_alert().model_copy(update={"text": "Write instead."})
    catalogue = a_catalogue(a_country(a_line(**HIGH)), alerts=[an_alert(), later])
    written = plain_text.directory_file(catalogue, TODAY, HOME)
    assert 0 < written.index("2026: Closed for repairs.") < written.index("2026: Write instead.")
    (service,) = services(catalogue)
    assert (
        service["alert"]
        == "Closed for repairs. (2026-11-30 – 2026-12-02) Write instead. (2026-11-30 – 2026-12-02)"
    )
    assert "Closed for repairs. Write instead." in linked.linked_file(catalogue, TODAY, HOME)


def test_a_country_without_a_line_has_its_emergency_numbers_and_what_they_rest_on() -> None:
    written = plain_text.directory_file(a_catalogue(a_country()), TODAY, HOME)
    release = countries.RELEASE
    assert (
        f"""

Anguilla (AI)

Emergency: call 911
  From libphonenumber, a public list of phone numbers (release {release}),
  not confirmed.

We know no line here yet.


"""
        in written
    )
    assert (
        f"""
Emergency: call 100
Emergency: call 102
Emergency: call 119
  From libphonenumber, a public list of phone numbers (release {release}),
  not confirmed. It does not say which of them is police, ambulance or
  fire. If one does not help, try the next.
"""
        in written
    )
    # A country with a file stands there once, and never with what libphonenumber says.
    known = plain_text.directory_file(
        a_catalogue(
            a_country(
                code="AI", title="Anguilla", emergency=[{"number": "911", "service": "police"}]
            )
        ),
        TODAY,
        HOME,
    )
    assert re.findall(r"Anguilla \(AI\)\n\n(.+)", known) == ["Police: call 911"]


def test_the_text_is_by_name_and_a_mark_above_a_letter_changes_no_place() -> None:
    names = re.findall(
        r"\n\n\n(.+) \([A-Z]{2}\)\n",
        plain_text.directory_file(a_catalogue(a_country(title="Zimbabwe")), TODAY, HOME),
    )
    assert names[-1] == "Zimbabwe"
    assert names.index("Åland Islands") + 1 == names.index("Albania")


# The table


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
    assert table.harmless(cell) == written


def cells(catalogue: Catalogue) -> list[dict[str, str]]:
    written = table.lines_file(catalogue, HOME)
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
    written = table.emergency_file(catalogue)
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
    [lambda catalogue: table.lines_file(catalogue, HOME), table.emergency_file],
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


# Data for other directories


def services(catalogue: Catalogue, site_url: str = HOME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hsds.services_file(catalogue, TODAY, site_url))[
        "contents"
    ]
    return found


def test_hsds_says_assured_only_where_a_person_checked() -> None:
    checked, shown, other = services(
        a_catalogue(a_country(a_line(**SAYS), a_line(id="zz-b", **HIGH), a_line(id="zz-c")))
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


def no_loading(url: str, options: Any) -> Any:
    raise AssertionError(f"a reader would have to fetch {url}")


def test_the_linked_data_is_read_without_fetching_anything() -> None:
    line = a_line(
        name='A "line"',
        hours=hours(("Mon", "20:00", "24:00")),
        sms={"number": "50808"},
        chat="https://example.org/chat",
        **SAYS,
    )
    written = json.loads(linked.linked_file(a_catalogue(a_country(line)), TODAY, HOME))
    flat = {
        node["@id"]: node
        for node in jsonld.flatten(written, options={"documentLoader": no_loading})
    }
    service = flat[f"urn:uuid:{identity.identity('zz-line')}"]
    assert service["@type"] == ["https://schema.org/Service"]
    assert service["https://schema.org/name"] == [{"@value": 'A "line"'}]
    assert service["https://help.example.org/crisis/data/#checked"] == [{"@value": "2026-11-30"}]
    dialled = [
        node["https://schema.org/telephone"][0]["@value"]
        for node in flat.values()
        if "https://schema.org/telephone" in node
    ]
    assert sorted(dialled) == ["116123", "50808"]
