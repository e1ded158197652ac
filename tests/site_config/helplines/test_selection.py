"""What a line rests on in one word, and which lines may be taken along."""

from __future__ import annotations

from typing import Any

import pytest

from site_config.helplines.basis import basis_of, known_on
from site_config.helplines.selection import can_be_carried, to_carry
from tests.harness.countries import (
    CHECKED,
    OFFICIAL,
    a_country,
    a_line,
)


@pytest.mark.parametrize(
    ("keys", "basis", "known"),
    [
        ({}, "unconfirmed", "2026-11-21"),
        (OFFICIAL, "shown", "2026-11-21"),
        (CHECKED, "checked", "2026-11-30"),
        ({**OFFICIAL, **CHECKED}, "checked", "2026-11-30"),
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
    assert can_be_carried(a_country(a_line(**OFFICIAL, **keys))) is fits
    assert not can_be_carried(a_country(a_line(**keys)))
    assert not can_be_carried(a_country())
