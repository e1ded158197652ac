"""Whom a line is for and what about, in words."""

from __future__ import annotations

import pytest

from site_config.helplines.audience import about
from tests.harness.countries import a_line


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (["everyone"], "For everyone."),
        (["adults", "everyone"], "For everyone."),
        (["youth", "parents"], "For children and young people or parents."),
        (["women", "domestic-violence"], "For women hurt or frightened by someone close."),
        (["domestic-violence"], "For people hurt or frightened by someone close."),
        (["lgbtq", "youth"], "For young LGBTQ+ people."),
        (
            ["veterans", "deaf"],
            "For people who served, and their families. Deaf and hard of hearing people too.",
        ),
        (["deaf"], "For Deaf and hard of hearing people."),
    ],
)
def test_a_line_says_whom_it_is_for(audience: list[str], words: str) -> None:
    assert about(a_line(audience=audience)).startswith(words)


def test_a_line_says_what_about_where_and_at_what_cost() -> None:
    line = a_line(
        audience=["everyone"],
        topics=["suicide", "bullying", "anxiety"],
        region="Dublin",
        cost="free",
    )
    assert (
        about(line)
        == "For everyone. About thoughts of suicide, bullying or anxiety. Serves Dublin. Free."
    )
    assert about(a_line(confidential=True)) == "For everyone. They say that it is confidential."
    assert about(a_line(anonymous=True)) == "For everyone. They say that you need not give a name."
    assert about(a_line(anonymous=False, confidential=False)) == "For everyone."
