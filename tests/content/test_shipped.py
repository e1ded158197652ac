"""The content that ships: complete, in order, and telling the truth about itself.

The crisis files are read here once more with plain PyYAML, so that nothing of our own reading can
hide a line.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_config.helplines.selection import can_be_carried
from site_config.lint.markdown import reading_grade
from site_config.lint.markdown.text import Text
from site_config.lint.run import run_all
from site_config.model import Catalogue, errors, load
from site_config.views.country import CountryView, country_view
from site_config.views.line_view import ContactView, LineView

CONTENT = Path(__file__).parents[2] / "content"
COUNTRIES = 171
LINES = 405
GRADE = 9.0
Raw = dict[str, Any]


@functools.cache
def shipped() -> Catalogue:
    return load(CONTENT)[0]


@functools.cache
def views() -> dict[str, CountryView]:
    """Every country's page by its code."""
    return {country.country: country_view(country) for country in shipped().countries.values()}


@functools.cache
def raw_countries() -> dict[str, Raw]:
    """The front matter of every crisis file by its code, as PyYAML reads it."""
    found = {}
    for path in CONTENT.glob("crisis/??.md"):
        country = yaml.safe_load(
            path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
        )
        found[country["country"]] = country
    return found


def raw_lines() -> list[tuple[str, Raw]]:
    return [
        (code, line)
        for code, country in raw_countries().items()
        for line in country.get("lines") or []
    ]


def shown_lines(view: CountryView) -> list[LineView]:
    return [
        *view.everyone,
        *(item for found in view.groups.values() for item in found),
        *view.unconfirmed,
    ]


def shown_contacts() -> Iterator[tuple[str, ContactView]]:
    """Every contact of every line with the line's id."""
    for view in views().values():
        for line in shown_lines(view):
            yield from ((line.line.id, contact) for contact in line.contacts)


def test_it_has_nothing_to_mend() -> None:
    catalogue, problems = load(CONTENT)
    assert errors(problems + run_all(catalogue)) == []


def test_it_has_nothing_left_out_and_no_draft() -> None:
    catalogue, problems = load(CONTENT)
    assert problems == []
    assert catalogue.drafts == {}


def test_every_markdown_file_is_an_entry() -> None:
    files = {path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md")}
    notes = {path for path in files if path.endswith("README.md") or path.startswith("care/")}
    assert {entry.path for entry in shipped().entries()} == files - notes


def test_every_country_is_there() -> None:
    assert len(raw_countries()) == COUNTRIES
    assert set(views()) == set(raw_countries())


def test_it_has_enough_to_do() -> None:
    catalogue = shipped()
    assert len(catalogue.coping) >= 6
    assert len(catalogue.challenges) >= 3
    assert len(catalogue.groups) >= 3


def test_every_line_is_shown_exactly_once() -> None:
    wanted = Counter(line["id"] for _, line in raw_lines())
    shown = Counter(line.line.id for view in views().values() for line in shown_lines(view))
    assert sum(wanted.values()) == LINES
    assert shown == wanted
    assert set(wanted.values()) == {1}


def test_every_line_is_shown_as_it_is_written() -> None:
    shown = {line.line.id: line.line for view in views().values() for line in shown_lines(view)}
    for _, line in raw_lines():
        assert (shown[line["id"]].name, shown[line["id"]].display) == (
            line["name"],
            line["display"],
        )


def test_every_line_stands_where_its_state_and_its_people_put_it() -> None:
    for code, line in raw_lines():
        view = views()[code]
        confirmed = line["confidence"] == "high" or "checked" in line
        anybody = {"everyone", "adults"} & set(line["audience"]) and not {
            "domestic-violence",
            "sexual-violence",
            "substance-use",
        } & set(line["audience"])
        some = [item for found in view.groups.values() for item in found]
        place = view.unconfirmed if not confirmed else view.everyone if anybody else some
        assert line["id"] in {found.line.id for found in place}, line["id"]


def test_every_way_to_reach_a_line_is_a_contact() -> None:
    shown = {
        line.line.id: Counter(contact.kind for contact in line.contacts)
        for view in views().values()
        for line in shown_lines(view)
    }
    for _, line in raw_lines():
        calls = bool(line.keys() & {"phone", "short_code", "national_number"}) + len(
            line.get("other_numbers", [])
        )
        wanted = Counter(
            call=calls, text="sms" in line, whatsapp="whatsapp" in line, chat="chat" in line
        )
        assert shown[line["id"]] == +wanted, line["id"]


def test_every_display_is_on_its_page() -> None:
    for view in views().values():
        for line in shown_lines(view):
            numbers = {contact.number for contact in line.contacts}
            assert line.line.display in numbers | {line.shown_apart}, line.line.id
            if line.line.dialled:
                assert line.shown_apart == "", f"{line.line.id} shows a number that nobody can tap"


def test_every_link_reaches_the_number_that_is_shown() -> None:
    wrong = [
        f"{name}: {contact.number} leads to {contact.href}"
        for name, contact in shown_contacts()
        if contact.kind != "chat" and not reaches(contact.href, contact.number)
    ]
    assert wrong == []
    assert sum(contact.href.startswith("tel:") for _, contact in shown_contacts()) > LINES


def test_every_chat_is_a_web_address() -> None:
    assert all(
        re.match(r"https?://\w", contact.href)
        for _, contact in shown_contacts()
        if contact.kind == "chat"
    )


def test_every_emergency_number_is_shown_once_and_reached() -> None:
    for code, country in raw_countries().items():
        contacts = views()[code].emergency
        assert Counter(number["number"] for number in country["emergency"]) == Counter(
            contact.number for contact in contacts
        )
        for contact in contacts:
            assert contact.href.split(":")[1].replace("%23", "#") == contact.number, code
        texts = {number["number"] for number in country["emergency"] if number.get("by") == "text"}
        assert texts == {
            contact.number for contact in contacts if contact.href.startswith("sms:")
        }, code


def reaches(href: str, shown: str) -> bool:
    """Whether a link dials what a person reads, by a rule of this test's own.

    The longest number among the words counts. A link inside the country has the same signs. An
    international one has the same last seven digits or, of a short number, all but the first, and
    at most four digits more.
    """
    linked = re.sub(r"^(tel:|sms:|https://wa\.me/)", "", href).replace("%23", "#")
    read = max((re.sub(r"[^0-9*#+]", "", part) for part in re.split(r"[A-Za-z,]", shown)), key=len)
    if not linked.startswith("+") and "wa.me" not in href:
        return linked == read
    linked, read = linked.lstrip("+"), read.lstrip("+")
    tail = min(7, len(read) - 1)
    return tail > 1 and linked[-tail:] == read[-tail:] and -2 <= len(linked) - len(read) <= 4


def test_the_rule_of_this_test_can_fail() -> None:
    assert reaches("tel:+3531800247247", "1800 247 247")
    assert not reaches("tel:+3531800247247", "1800 247 274")
    assert not reaches("tel:116123", "116 132")
    assert not reaches("sms:508081", "Text HELLO to 50808")
    assert not reaches("tel:4141", "*4141")


def test_every_page_can_be_read() -> None:
    grades = {
        entry.path: reading_grade.grade(reading_grade.text_of(Text.of(entry)))
        for entry in shipped().entries()
    }
    measured = {path: grade for path, grade in grades.items() if grade is not None}
    assert len(measured) > 20
    assert {path: grade for path, grade in measured.items() if grade > GRADE} == {}


def test_no_line_claims_more_than_its_sources() -> None:
    """``high`` needs an operator, an authority or two publishers; ``checked`` needs a person, and
    none has looked yet.
    """
    for _, line in raw_lines():
        assert "checked" not in line, f"{line['id']}: say so on the page about sources"
        kinds = {source["kind"] for source in line["sources"]}
        publishers = {
            re.sub(r"^https?://(www\.)?([^/]*).*", r"\2", source.get("url") or source.get("repo"))
            for source in line["sources"]
        }
        if line["confidence"] == "high":
            assert kinds & {"official", "public-body"} or len(publishers) > 1, line["id"]


def kinds(line: Raw) -> set[str]:
    return {source["kind"] for source in line["sources"]}


def newest(line: Raw) -> str:
    """The newest date that one of a line's sources bears, or an empty string."""
    return max(
        (
            str(source["date"])
            for source in line["sources"]
            if re.match(r"\d{4}(-|$)", str(source["date"]))
        ),
        default="",
    )


def count(wanted: Callable[[Raw], bool]) -> int:
    return sum(wanted(line) for _, line in raw_lines())


# What content/about/sources.md says, and what the crisis files say.
FIGURES: dict[str, Callable[[], int]] = {
    r"(\d+) lines in \d+ countries": lambda: count(lambda line: True),
    r"\d+ lines in (\d+) countries": lambda: len(raw_countries()),
    r"two separate sources \| .* \| (\d+) \|": lambda: count(
        lambda line: line["confidence"] == "high"
    ),
    r"not confirmed \| .* \| (\d+) \|": lambda: count(lambda line: line["confidence"] == "medium"),
    r"- (\d+) lines rest on Wikipedia alone": lambda: count(
        lambda line: kinds(line) == {"wikipedia"}
    ),
    r"- (\d+) rest on one association’s list alone": lambda: count(
        lambda line: kinds(line) == {"association"}
    ),
    r"- (\d+) have no source newer than 2021": lambda: count(
        lambda line: "" < newest(line) < "2022"
    ),
    r"- (\d+) have no opening hours": lambda: count(lambda line: "hours" not in line),
    r"- Only (\d+) say how deaf people": lambda: count(lambda line: "deaf_access" in line),
    r"- Only (\d+) countries have a line in the second state": lambda: len(
        {code for code, line in raw_lines() if line["confidence"] == "high"}
    ),
    r"\*\*Child Helpline International\*\*: (\d+) of its member pages": lambda: len(
        {
            source["url"]
            for _, line in raw_lines()
            for source in line["sources"]
            if "childhelplineinternational.org" in source.get("url", "")
        }
    ),
}


@pytest.mark.parametrize("pattern", FIGURES)
def test_the_page_about_sources_counts_right(pattern: str) -> None:
    text = " ".join((CONTENT / "about" / "sources.md").read_text(encoding="utf-8").split())
    said = re.findall(pattern.replace(".*", "[^|]*"), text)
    assert len(said) == 1, f"the page no longer says {pattern}: count it anew here"
    assert int(said[0]) == FIGURES[pattern]()


def test_the_page_about_sources_says_that_nobody_checked() -> None:
    assert "None yet" in (CONTENT / "about" / "sources.md").read_text(encoding="utf-8")
    assert count(lambda line: "checked" in line) == 0


def test_a_country_leads_to_a_card_where_there_is_one_and_nowhere_else() -> None:
    countries = shipped().countries.values()
    assert {country.country for country in countries if country_view(country).can_be_carried} == {
        country.country for country in countries if can_be_carried(country)
    }
