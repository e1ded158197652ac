"""The languages that a tag may begin with, beside the list of others that they were taken from."""

from __future__ import annotations

import pytest
from babel import Locale

from site_config.model import languages


def test_every_language_that_cldr_names_is_known() -> None:
    assert set(languages.NAMED.split()) == {tag for tag in Locale("en").languages if "_" not in tag}


def test_what_was_added_by_hand_is_not_in_that_list() -> None:
    added = [*languages.NARROWER.split(), *languages.SIGNED.split()]
    assert sorted(set(added) - set(languages.NAMED.split())) == sorted(added)


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("en", True),
        ("pap", True),
        ("cmn", True),
        ("pt-BR", True),
        ("zh-Hant-HK", True),
        ("isg", True),
        ("bfi", True),
        ("xx", False),
        ("eng", False),
        ("qqz-IE", False),
        ("", False),
        ("EN", False),
    ],
)
def test_a_tag_is_known_by_its_beginning(tag: str, known: bool) -> None:
    assert languages.is_known(tag) is known
