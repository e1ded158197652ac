"""The ways to reach a line: what is dialled, what is opened and what is read."""

from __future__ import annotations

from typing import Any

import pytest

from site_config.helplines.contact_words import number, verb
from site_config.helplines.contacts import contacts, emergency_contact, shown_apart
from site_config.model import Line
from tests.harness.countries import a_country, a_line


def ways(line: Line) -> list[tuple[str, str, str, str]]:
    return [
        (contact.kind, contact.href, verb(contact), number(contact)) for contact in contacts(line)
    ]


def test_every_way_to_reach_a_line_is_a_link_that_says_what_it_does() -> None:
    line = a_line(
        other_numbers=["1-800-273-8255 (still connects)"],
        sms={"number": "50808", "keyword": "HELLO"},
        whatsapp="+999123456",
        chat="https://example.org/chat",
    )
    assert ways(line) == [
        ("call", "tel:116123", "Call", "116 123"),
        ("call", "tel:18002738255", "Call", "1-800-273-8255 (still connects)"),
        ("text", "sms:50808", "Text HELLO to", "50808"),
        ("whatsapp", "https://wa.me/999123456", "WhatsApp", "+999123456"),
        ("chat", "https://example.org/chat", "Chat online", ""),
    ]


@pytest.mark.parametrize(
    ("keys", "href"),
    [
        ({"display": "1800 247 247", "phone": "+3531800247247"}, "tel:+3531800247247"),
        ({"display": "1800 247 247", "national_number": "1800247247"}, "tel:1800247247"),
        ({"display": "#8891", "short_code": "#8891"}, "tel:%238891"),
        ({"display": "*4141", "short_code": "*4141"}, "tel:*4141"),
        ({"display": "*123#", "short_code": "*123#"}, "tel:*123%23"),
    ],
)
def test_a_link_dials_the_whole_number(keys: dict[str, Any], href: str) -> None:
    assert ways(a_line(**keys)) == [("call", href, "Call", keys["display"])]


def test_a_line_that_is_a_message_shows_its_words_once() -> None:
    line = a_line(display="Text HELLO to 50808", sms={"number": "50808", "keyword": "HELLO"})
    assert ways(line) == [("text", "sms:50808", "", "Text HELLO to 50808")]


@pytest.mark.parametrize(
    ("display", "keys"),
    [
        ("Text HELLO to 50808", {"number": "50808", "keyword": "HELLO"}),
        ("SMS mit HELLO an 50808", {"number": "50808", "keyword": "HELLO"}),
        ("HELLO → 50808", {"number": "50808", "keyword": "HELLO"}),
        ("SMS 50808", {"number": "50808"}),
        ("50808", {"number": "50808"}),
    ],
)
def test_a_number_that_the_display_tells_in_any_language_stands_once(
    display: str, keys: dict[str, str]
) -> None:
    line = a_line(display=display, sms=keys)
    assert shown_apart(line, contacts(line)) == ""
    assert [contact.dial for contact in contacts(line)] == ["50808"]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        # The keyword, or a part of it, is not told; or other words stand behind the number.
        ({"display": "Text 50808", "sms": {"number": "50808", "keyword": "HELLO"}}, "50808"),
        (
            {"display": "Text OHELLO to 50808", "sms": {"number": "50808", "keyword": "HELLO"}},
            "50808",
        ),
        ({"display": "50808 for WhatsApp", "sms": {"number": "50808"}}, "50808"),
        # One display of two ways: neither is what it tells.
        (
            {
                "display": "WhatsApp/SMS +999123456",
                "sms": {"number": "+999123456"},
                "whatsapp": "+999123456",
            },
            "+999123456",
        ),
    ],
)
def test_a_display_that_tells_less_or_more_stands_apart(keys: dict[str, Any], shown: str) -> None:
    line = a_line(**keys)
    found = contacts(line)
    assert shown_apart(line, found) == keys["display"]
    assert {contact.shown for contact in found} == {shown}
    assert {contact.instruction for contact in found} == {""}


def test_a_phone_dials_what_the_link_says() -> None:
    line = a_line(
        display="*123#",
        short_code="*123#",
        other_numbers=["1-800-273-8255 (still connects)"],
        whatsapp="+999123456",
        chat="https://example.org/chat",
    )
    assert [(contact.dial, contact.href) for contact in contacts(line)] == [
        ("*123#", "tel:*123%23"),
        ("18002738255", "tel:18002738255"),
        ("+999123456", "https://wa.me/999123456"),
        ("", "https://example.org/chat"),
    ]


def test_an_emergency_number_is_called_or_written_to() -> None:
    country = a_country(
        emergency=[
            {"number": "112", "service": "all"},
            {"number": "*112#", "service": "all", "by": "text"},
        ]
    )
    found = [emergency_contact(number) for number in country.emergency]
    assert [(contact.kind, contact.dial, contact.href) for contact in found] == [
        ("call", "112", "tel:112"),
        ("text", "*112#", "sms:*112%23"),
    ]
