"""The directory as one plain text."""

from __future__ import annotations

import re

import pytest

from site_config.exports import plain_text
from site_config.exports.jsonld import linked_file
from site_config.helplines import countries
from tests.harness.countries import (
    HOME,
    OFFICIAL,
    TODAY,
    a_catalogue,
    a_country,
    a_line,
    an_alert,
)
from tests.site_config.exports.test_hsds import services


def test_the_text_holds_confirmed_lines_alone_and_says_how_many_it_leaves_out() -> None:
    catalogue = a_catalogue(
        a_country(
            a_line(name="Shown", hours="24/7", **OFFICIAL),
            a_line(id="zz-other", name="Not confirmed"),
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
        **OFFICIAL,
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
    catalogue = a_catalogue(
        a_country(a_line(**OFFICIAL)), alerts=[an_alert(since=since, until=until)]
    )
    assert ("Closed for repairs." in plain_text.directory_file(catalogue, TODAY, HOME)) is told
    (service,) = services(catalogue)
    assert ("alert" in service) is told


def test_two_alerts_of_one_line_are_told_one_after_the_other() -> None:
    later = an_alert().model_copy(update={"text": "Write instead."})
    catalogue = a_catalogue(a_country(a_line(**OFFICIAL)), alerts=[an_alert(), later])
    written = plain_text.directory_file(catalogue, TODAY, HOME)
    assert 0 < written.index("2026: Closed for repairs.") < written.index("2026: Write instead.")
    (service,) = services(catalogue)
    assert (
        service["alert"]
        == "Closed for repairs. (2026-11-30 – 2026-12-02) Write instead. (2026-11-30 – 2026-12-02)"
    )
    assert "Closed for repairs. Write instead." in linked_file(catalogue, TODAY, HOME)


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
