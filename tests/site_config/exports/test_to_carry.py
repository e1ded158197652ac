"""Numbers to take along: what may stand on paper and in a phone, read back by somebody else's
reader.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import vobject

from site_config import exports
from site_config.exports import identity, vcard
from site_config.exports.addresses import public_address
from site_config.helplines.basis import basis_of, known_on
from site_config.helplines.selection import can_be_carried, to_carry
from site_config.model import Alert, Catalogue, Country, Line
from site_config.views import data_page
from site_config.views.card_page import CardView, card_view, pages
from tests.harness import qr
from tests.harness.countries import a_country, a_line

TODAY = datetime.date(2026, 12, 1)
HOME = "https://help.example.org/"
HIGH: dict[str, Any] = {
    "confidence": "high",
    "sources": [{"url": "https://example.org/", "kind": "official", "date": "2026-08"}],
}
SAYS: dict[str, Any] = {
    "checked": {"date": datetime.date(2026, 11, 30), "how": "call", "role": "host"}
}


def a_catalogue(*countries: Country, alerts: list[Alert] | None = None) -> Catalogue:
    for country in countries:
        country.placed(f"crisis/{country.country.lower()}.md", "", 1, {})
    found = Catalogue(countries={country.slug: country for country in countries})
    found.alerts.extend(alerts or [])
    return found


def an_alert(line: str = "zz-line", since: str = "2026-11-30", until: str = "2026-12-02") -> Alert:
    return Alert.model_validate(
        {
            "line": line,
            "text": "Closed for repairs.",
            "from": datetime.date.fromisoformat(since),
            "until": datetime.date.fromisoformat(until),
        }
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


# What may be carried


@pytest.mark.parametrize(
    ("keys", "basis", "known"),
    [
        ({}, "unconfirmed", "2026-11-21"),
        (HIGH, "shown", "2026-11-21"),
        (SAYS, "checked", "2026-11-30"),
        ({**HIGH, **SAYS}, "checked", "2026-11-30"),
    ],
)
def test_a_line_says_in_one_word_what_it_rests_on_and_when_it_was_last_known(
    keys: dict[str, Any], basis: str, known: str
) -> None:
    line = a_line(**keys)
    assert basis_of(line) == basis
    assert known_on(line).isoformat() == known
    assert [found.id for found in to_carry(a_country(line))] == (
        [] if basis == "unconfirmed" else ["zz-line"]
    )


@pytest.mark.parametrize(
    ("keys", "fits"),
    [
        ({}, True),
        ({"display": "Text HELLO to 50808", "sms": {"number": "50808", "keyword": "HELLO"}}, True),
        ({"display": "+999 123 456", "whatsapp": "+999123456"}, True),
        ({"display": "Chat", "chat": "https://example.org/chat"}, False),
        ({"display": "100 via operator", "dial_by_hand": True}, False),
    ],
)
def test_a_card_holds_what_works_from_paper(keys: dict[str, Any], fits: bool) -> None:
    assert can_be_carried(a_country(a_line(**HIGH, **keys))) is fits
    assert not can_be_carried(a_country(a_line(**keys)))
    assert not can_be_carried(a_country())


def test_the_small_card_says_what_to_do_and_never_what_for() -> None:
    view = a_card(
        a_line(id="zz-a", name="Suicide Line", topics=["suicide"], **HIGH),
        a_line(
            id="zz-b",
            display="Text HELLO to 50808",
            sms={"number": "50808", "keyword": "HELLO"},
            **HIGH,
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
    assert rows(a_card(*(a_line(**HIGH, **keys) for keys in lines)))[1] == said


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
    assert rows(a_card(a_line(**HIGH), emergency=emergency))[0] == said


def test_a_card_is_as_old_as_the_oldest_number_on_it() -> None:
    assert a_card(a_line(**SAYS)).as_of == datetime.date(2026, 11, 21)
    assert a_card(a_line(**{**HIGH, "compiled": datetime.date(2026, 1, 5)})).as_of == datetime.date(
        2026, 1, 5
    )


def test_a_line_with_something_to_say_today_is_on_the_sheet_with_it_and_not_on_the_card() -> None:
    view = a_card(
        a_line(**HIGH),
        a_line(id="zz-other", display="117", short_code="117", hours="24/7", **HIGH),
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
    view = a_card(a_line(**HIGH), site_url=site_url)
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
    code = str(a_card(a_line(**HIGH), site_url=home).code)
    assert qr.words_of(code) == f"{home}crisis/zz/"
    assert 'stroke="#000"' in code
    assert "style" not in code
    # One stroke longer than it is: whoever reads it finds out.
    with pytest.raises(AssertionError, match="do not go together"):
        qr.words_of(re.sub(r"h1m3 ", "h2m2 ", code, count=1))


# Contacts for a phone


def contacts_of(country: Country, *, named: bool = False) -> list[Any]:
    return list(vobject.readComponents(vcard.contacts_file(country, named=named)))


def test_contacts_are_read_by_a_library_of_others_and_name_nobody() -> None:
    line = a_line(name="Samaritans", hours="24/7", **HIGH)
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
    found = contacts_of(a_country(a_line(name=name, **HIGH)), named=True)
    assert found[1].fn.value == name.strip()
    assert found[1].n.value.family == name.strip()
    assert len(found) == 2


def test_a_note_on_several_lines_stays_one_note() -> None:
    for given in ("one\ntwo", "one\r\ntwo", "one\rtwo"):
        assert vcard.escaped(given) == "one\\ntwo"
    assert vcard.escaped("one\x00\x0b\u2028two") == "one   two"


def test_every_line_of_a_contact_ends_as_it_must_and_is_at_most_75_octets_long() -> None:
    written = vcard.contacts_file(a_country(a_line(name="支" * 200, **HIGH)), named=True)
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
        a_country(a_line(**HIGH, **keys), code="IE" if "phone" in keys else "ZZ")
        if "phone" not in keys
        else a_country(a_line(id="ie-line", **HIGH, **keys), code="IE")
    )
    found = contacts_of(country)[1]
    assert found.fn.value == name
    assert [(tel.type_param, tel.value) for tel in found.tel_list] == numbers


# All of it


def test_an_empty_directory_and_one_without_lines_give_whole_files() -> None:
    for catalogue in (a_catalogue(), a_catalogue(a_country())):
        found = exports.files(catalogue, TODAY, HOME)
        assert sorted(found) == [
            f"crisis/data/{name}"
            for name in (
                "directory.txt",
                "emergency.csv",
                "lines.csv",
                "lines.jsonld",
                "schema.json",
                "services.json",
            )
        ]
        assert list(found)[-len(exports.DATA_FILES) :] == [
            f"{exports.DATA}{name}" for name in exports.DATA_FILES
        ]
        assert pages(catalogue, TODAY, HOME) == []
        assert data_page.page(catalogue, HOME, found).path == "crisis/data/index.md"


def test_the_page_of_the_data_tells_sizes_as_without_the_address_of_the_copy() -> None:
    catalogue = a_catalogue(a_country(*(a_line(id=f"zz-{n}", **HIGH) for n in range(60))))
    views = [
        data_page.page(catalogue, home, exports.files(catalogue, TODAY, home)).view
        for home in ("", HOME, "http://127.0.0.1:8000/")
    ]
    assert views[0] == views[1] == views[2]


def test_the_title_of_a_page_to_print_says_nothing_of_what_it_is_for() -> None:
    catalogue = a_catalogue(a_country(a_line(name="Suicide line", **HIGH)))
    (page,) = pages(catalogue, TODAY, HOME)
    assert (page.path, page.title) == ("crisis/zz/card.md", "Nowhere: numbers to carry")
