"""Numbers for a phone’s list of contacts, read back by somebody else’s reader."""

from __future__ import annotations

from typing import Any

import pytest
import vobject

from site_config.exports import identity, vcard
from site_config.model import Country
from tests.harness.countries import (
    OFFICIAL,
    a_country,
    a_line,
)


def contacts_of(country: Country, *, named: bool = False) -> list[Any]:
    return list(vobject.readComponents(vcard.contacts_file(country, named=named)))


def test_contacts_are_read_by_a_library_of_others_and_name_nobody() -> None:
    line = a_line(name="Samaritans", hours="24/7", **OFFICIAL)
    found = contacts_of(a_country(line))
    assert [one.fn.value for one in found] == ["Emergency 112", "Call 116 123"]
    assert [one.tel.value for one in found] == ["112", "116123"]
    assert found[1].note.value == "Every day, all day and night.\nNumber as of 21 November 2026."
    assert found[1].rev.value == "2026-11-21"
    assert found[1].uid.value == f"urn:uuid:{identity.identity('zz-line')}"
    assert "Samaritans" not in vcard.contacts_file(a_country(line), named=False)
    named = contacts_of(a_country(line), named=True)[1]
    assert named.fn.value == "Samaritans"
    assert "shown on its own pages (August 2026)." in named.note.value


@pytest.mark.parametrize(
    "name",
    [
        "Lines, listening; and \\ more",
        'A "quoted" name',
        "ער״ן",
        "性暴力被害者のためのワンストップ支援センター" * 4,
        "Friends 👩‍👩‍👧 of 🕯️ light " * 5,
        "a:b=c;TYPE=x",
        "BEGIN:VCARD",
        "n" * 399,
    ],
)
def test_names_of_any_kind_come_back_as_they_were(name: str) -> None:
    found = contacts_of(a_country(a_line(name=name, **OFFICIAL)), named=True)
    assert found[1].fn.value == name.strip()
    assert found[1].n.value.family == name.strip()
    assert len(found) == 2


def test_a_note_on_several_lines_stays_one_note() -> None:
    for given in ("one\ntwo", "one\r\ntwo", "one\rtwo"):
        assert vcard.escaped(given) == "one\\ntwo"
    assert vcard.escaped("one\x00\x0b\u2028two") == "one   two"


def test_every_line_of_a_contact_ends_as_it_must_and_is_at_most_75_octets_long() -> None:
    written = vcard.contacts_file(a_country(a_line(name="支" * 200, **OFFICIAL)), named=True)
    assert written.endswith("END:VCARD\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75


@pytest.mark.parametrize(
    ("keys", "name", "numbers"),
    [
        (
            {"display": "Text HELLO to 50808", "sms": {"number": "50808", "keyword": "HELLO"}},
            "Text HELLO to 50808",
            [("CELL", "50808")],
        ),
        (
            {"display": "50808", "sms": {"number": "50808", "keyword": "HELLO"}},
            "Text HELLO to 50808",
            [("CELL", "50808")],
        ),
        (
            {"display": "+999 123 456", "whatsapp": "+999123456"},
            "WhatsApp +999 123 456",
            [("CELL", "+999123456")],
        ),
        (
            {"display": "1800 247 247", "phone": "+3531800247247"},
            "Call 1800 247 247",
            [("VOICE", "+3531800247247")],
        ),
        ({"display": "#8891", "short_code": "#8891"}, "Call #8891", [("VOICE", "#8891")]),
        (
            {"display": "988, then press 1", "short_code": "988", "sms": {"number": "838255"}},
            "Call 988, then press 1",
            [("VOICE", "988"), ("CELL", "838255")],
        ),
    ],
)
def test_a_contact_without_a_name_is_called_by_what_one_does(
    keys: dict[str, Any], name: str, numbers: list[tuple[str, str]]
) -> None:
    country = (
        a_country(a_line(**OFFICIAL, **keys), code="IE" if "phone" in keys else "ZZ")
        if "phone" not in keys
        else a_country(a_line(id="ie-line", **OFFICIAL, **keys), code="IE")
    )
    found = contacts_of(country)[1]
    assert found.fn.value == name
    assert [(tel.type_param, tel.value) for tel in found.tel_list] == numbers
