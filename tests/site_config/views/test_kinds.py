"""Listings of every kind: their order and words, the pages by a word, and events before and after
their day.
"""

from __future__ import annotations

import datetime
import re
import typing
from pathlib import Path
from typing import Any

import pytest

from site_config.model import (
    Catalogue,
    Challenge,
    Coping,
    Event,
    Feeling,
    Group,
    Page,
    Practice,
    Resource,
    Tag,
    load,
)
from site_config.model.coping import Evidence, Where
from site_config.model.entry import Seen
from site_config.model.group import Weekday
from site_config.model.resource import Account, Data, Medium, Transcript
from site_config.views import cards, labels, page_view, text_filters, topics
from site_config.views.event import EventView
from site_config.views.generated_page import GeneratedPage
from site_config.views.listing import EMPTY, listing_view
from site_config.views.menu import menu
from tests.harness.content_folders import write
from tests.harness.every_kind import FILES, TODAY, event, listing, skill

DAY = datetime.date.fromisoformat(TODAY)


def of(model: Any, field: str) -> Any:
    return model.model_fields[field].annotation


# Each list of values in the model, with the words that listings and templates have for them.
VALUES: dict[str, tuple[Any, dict[str, Any]]] = {
    "where": (Where, labels.where),
    "evidence": (Evidence, labels.evidence),
    "panes": (Evidence, labels.panes),
    "seen": (Seen, labels.seen),
    "energy": (of(Challenge, "energy"), labels.energy),
    "length": (of(Challenge, "length"), labels.length),
    "weekday": (Weekday, labels.weekday),
    "place of a group": (of(Group, "place"), labels.place),
    "signup": (of(Group, "signup"), labels.signup),
    "place of an event": (of(Event, "place"), labels.place),
    "medium": (Medium, labels.medium),
    "account": (Account, labels.account),
    "account, short": (Account, labels.account_short),
    "data": (Data, labels.data),
    "data, short": (Data, labels.data_short),
    "transcript": (Transcript, labels.transcript),
    "form": (of(Practice, "form"), labels.form),
    "for whom": (of(Practice, "for_whom"), labels.for_whom),
    "feeling": (Feeling, labels.feeling),
    "topic": (of(Group, "topic"), labels.feeling),
    "typed": (of(Group, "topic"), labels.typed),
    "tag": (Tag, labels.tag),
    "lists": (of(Page, "lists"), EMPTY),
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    write(tmp_path, FILES)
    found, problems = load(tmp_path)
    assert problems == []
    return found


def titles(catalogue: Catalogue, lists: str, today: datetime.date = DAY) -> list[str]:
    return [card.title for card in cards.cards(catalogue, lists, today)]


def facet(catalogue: Catalogue, path: str) -> tuple[GeneratedPage, topics.TopicView]:
    found = next(made for made in topics.pages(catalogue) if made.path == path)
    assert isinstance(found.view, topics.TopicView)
    return found, found.view


@pytest.mark.parametrize("name", VALUES)
def test_every_value_of_the_model_has_words_and_no_word_is_left_over(name: str) -> None:
    kind, said = VALUES[name]
    values = {value for value in _values(kind) if value is not None}
    left_over = (
        set(said)
        - values
        - (
            {"anywhere"}
            if name == "place of a group"
            else {"carers"}
            if name == "feeling"
            else set()
        )
    )
    assert values
    assert values - set(said) == set(), (
        f"site_config/views/labels.py has no word for these values of {name}"
    )
    assert left_over == set(), (
        f"site_config/views/labels.py has words of {name} that no page may bear"
    )


def _values(kind: Any) -> list[Any]:
    inside = typing.get_args(kind)
    return [
        value
        for part in inside
        for value in (
            _values(part) if typing.get_origin(part) else [None if part is type(None) else part]
        )
    ]


def test_a_word_is_a_feeling_or_a_tag_and_never_both() -> None:
    assert set(labels.feeling) & set(labels.tag) == set()


@pytest.mark.parametrize(
    ("lists", "wanted"),
    [
        ("coping", ["One minute", "Five minutes", "A long one", "No length"]),
        ("guidelines", ["Our rules"]),
        ("resources", ["A page to read", "A talk", "An app"]),
        ("practice", ["A run-sheet", "Prompts", "A training"]),
        ("events", ["Several days", "Today", "A day to come"]),
        ("groups", ["Carers", "Evening"]),
    ],
)
def test_a_listing_has_its_order(catalogue: Catalogue, lists: str, wanted: list[str]) -> None:
    assert titles(catalogue, lists) == wanted


def test_cards_say_what_one_must_know_to_choose(catalogue: Catalogue) -> None:
    found = {card.title: card for lists in EMPTY for card in cards.cards(catalogue, lists, DAY)}
    assert (found["One minute"].caution, found["One minute"].where) == (
        "Stop if you feel worse.",
        ("in-public", "at-home"),
    )
    assert found["Five minutes"].meta == "some evidence · Two cups of tea"
    assert (found["Week"].caution, found["Week"].count, found["Week"].unit) == (
        "Take a coat.",
        7,
        "days",
    )
    assert found["Our rules"].meta == "Version 2.0, since 20 November 2026"
    assert (
        found["An app"].meta
        == "An app or a tool · Free, or 3.99 a month · account optional · data leaves your device"
    )
    assert (found["A talk"].count, found["A talk"].picture, found["An app"].picture) == (
        25,
        "",
        "shelf",
    )
    assert (found["A run-sheet"].count, found["A run-sheet"].meta) == (
        66,
        "Run-sheet · For hosts of groups",
    )
    assert (found["Today"].count, found["Today"].unit) == (24, "Nov")
    assert found["Today"].meta == "Tuesday 24 November 2026, 19:00 to 20:30, Dublin time · Online"


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        ("2026-11-22", ["Several days", "Over", "Today", "A day to come"]),
        ("2026-11-23", ["Several days", "Over", "Today", "A day to come"]),
        ("2026-11-24", ["Several days", "Today", "A day to come"]),
        ("2026-11-28", ["Several days", "A day to come"]),
        ("2026-11-29", ["A day to come"]),
        ("2027-05-11", []),
    ],
)
def test_an_event_leaves_the_list_on_the_day_after_its_last(
    catalogue: Catalogue, today: str, wanted: list[str]
) -> None:
    assert titles(catalogue, "events", datetime.date.fromisoformat(today)) == wanted


@pytest.mark.parametrize(
    ("slug", "days", "hours", "is_past"),
    [
        ("over", "Monday 23 November 2026", "", True),
        ("today", "Tuesday 24 November 2026", "19:00 to 20:30", False),
        ("days", "Sunday 22 November 2026 to Saturday 28 November 2026", "", False),
    ],
)
def test_an_event_says_its_day_in_words_and_a_past_one_that_it_is_over(
    catalogue: Catalogue, slug: str, days: str, hours: str, is_past: bool
) -> None:
    view = page_view.view(catalogue, catalogue.events[f"get-involved/events/{slug}"], DAY)
    assert view == EventView(days, hours, "Dublin time" if hours else "", is_past)


def test_an_empty_listing_says_so_and_one_that_grows_old_says_when_it_was_made(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "get-involved/events/index.md": listing("Events", "events"),
            "get-involved/events/over.md": event("Over", "2026-11-23"),
        },
    )
    view = listing_view(load(tmp_path)[0], "events", DAY)
    assert (view.cards, view.narrows, view.chips) == ([], False, ())
    assert view.empty == "Nothing is planned at the moment."
    assert "24 November 2026" in view.made_on
    assert listing_view(load(tmp_path)[0], "coping", DAY).made_on == ""


def test_a_page_by_a_word_stands_where_an_entry_bears_it_and_nowhere_else(
    catalogue: Catalogue,
) -> None:
    assert [made.path for made in topics.pages(catalogue)] == [
        "coping/for/panic.md",
        "coping/for/sleep.md",
        "coping/for/low.md",
        "coping/for/lonely.md",
        "challenges/for/panic.md",
        "challenges/for/nature.md",
        "groups/for/panic.md",
        "groups/for/carers.md",
        "resources/for/panic.md",
        "resources/for/lonely.md",
        "resources/for/breathing.md",
    ]


def test_a_page_by_a_word_holds_what_bears_it_and_then_what_others_have(
    catalogue: Catalogue,
) -> None:
    made, view = facet(catalogue, "coping/for/panic.md")
    assert made.title == "I feel panicky"
    assert made.description == "Something to do: One minute, Five minutes, A long one."
    assert "panic attack" in made.search_words
    assert [card.title for card in view.cards] == ["One minute", "Five minutes", "A long one"]
    assert [(other.heading, [card.title for card in other.cards]) for other in view.elsewhere] == [
        ("Small challenges", ["Week"]),
        ("Groups", ["Evening"]),
        ("Made by others", ["An app"]),
    ]
    assert [(chip.path, chip.here) for chip in view.chips] == [
        ("coping/for/panic/", True),
        ("coping/for/sleep/", False),
        ("coping/for/low/", False),
        ("coping/for/lonely/", False),
    ]
    assert view.narrows
    alone, view = facet(catalogue, "challenges/for/nature.md")
    assert (alone.title, alone.search_words, view.elsewhere, view.narrows) == (
        "Nature: small challenges",
        ("nature",),
        [],
        False,
    )
    assert facet(catalogue, "groups/for/carers.md")[0].title == "I look after somebody: groups"


def test_titles_of_pages_by_a_word_are_told_apart_and_fit(catalogue: Catalogue) -> None:
    every = [
        section.title.format(word=name)
        for section in topics.sections()
        for name in (*labels.feeling.values(), *labels.tag.values())
    ]
    assert len(every) == len(set(every))
    assert max(map(len, every)) <= 70
    assert all(len(made.description) <= 160 for made in topics.pages(catalogue))


def test_a_section_without_its_first_page_has_none_by_a_word_and_neither_has_a_draft(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "coping/one.md": skill("One", 1, "at-home"),
            "groups/index.md": listing("Groups", "groups"),
            "challenges/index.md": listing("Challenges", "challenges"),
            "resources/index.md": listing("Resources", "resources"),
        },
    )
    assert topics.pages(load(tmp_path)[0]) == []
    write(
        tmp_path,
        {
            "coping/index.md": listing("Coping", "coping"),
            "coping/two.md": skill("Two", 1, "at-home", "grief", "draft: true\n"),
        },
    )
    assert [made.path for made in topics.pages(load(tmp_path)[0])] == ["coping/for/panic.md"]


def test_a_long_list_of_titles_is_cut_between_two_of_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "coping/index.md": listing("Coping", "coping"),
            **{
                f"coping/n{n}.md": skill(f"Number {n} {'x' * 30}", n, "at-home")
                for n in range(1, 9)
            },
        },
    )
    (made,) = topics.pages(load(tmp_path)[0])
    assert len(made.description) <= 162
    assert re.fullmatch(r"Something to do: (Number \d x{30}, )*Number \d x{30} …", made.description)


def test_the_listing_of_skills_asks_what_it_is_like_and_offers_each_feeling(
    catalogue: Catalogue,
) -> None:
    view = listing_view(catalogue, "coping", DAY)
    assert view.ask == "What is it like right now?"
    assert [chip.title for chip in view.chips] == [
        "I feel panicky",
        "I cannot sleep",
        "I feel low",
        "I feel lonely",
    ]
    assert view.narrows
    assert not listing_view(catalogue, "groups", DAY).narrows


def test_one_word_alone_is_no_choice(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "coping/index.md": listing("Coping", "coping"),
            "coping/one.md": skill("One", 1, "at-home"),
        },
    )
    view = listing_view(load(tmp_path)[0], "coping", DAY)
    assert (view.chips, view.narrows) == ((), False)


@pytest.mark.parametrize(("part", "time"), [(0, "0:00"), (1, "0:10"), (2, "1:05")])
def test_a_run_sheet_says_when_each_part_begins(catalogue: Catalogue, part: int, time: str) -> None:
    assert text_filters.begins(catalogue.practices["guidelines/practice/sheet"], part) == time


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.example.org/a?b=1", "example.org"),
        ("http://sub.example.org:8080", "sub.example.org"),
        ("https://example.org", "example.org"),
    ],
)
def test_a_link_out_names_whose_site_it_leads_to(address: str, host: str) -> None:
    assert text_filters.host(address) == host


def test_the_menu_leads_to_each_part_that_this_copy_has(catalogue: Catalogue) -> None:
    found = {place.path: (place.title, place.count) for place in menu(catalogue)}
    assert found["resources/"] == ("Resources", 3)
    assert found["guidelines/practice/"] == ("For hosts", 3)
    assert found["get-involved/events/"] == ("Events", 0)


def test_what_bears_no_feeling_is_in_no_page_by_a_word(catalogue: Catalogue) -> None:
    assert topics.words_of(catalogue.guidelines["guidelines/rules"]) == []
    assert {type(entry) for entry in catalogue.entries() if topics.words_of(entry)} == {
        Coping,
        Challenge,
        Group,
        Resource,
    }


def test_what_is_made_for_a_feeling_comes_first_on_its_page(catalogue: Catalogue) -> None:
    """A skill that names a feeling first stands above one that is quicker, and names it second."""
    shown = {page.path: page.view for page in topics.pages(catalogue)}["coping/for/sleep.md"]
    assert isinstance(shown, topics.TopicView)
    bearing = [entry for entry in catalogue.coping.values() if "sleep" in entry.helps_with]
    assert [card.path for card in shown.cards] == [
        entry.url
        for entry in sorted(
            bearing, key=lambda entry: (entry.helps_with.index("sleep"), entry.minutes or 1_000)
        )
    ]


@pytest.mark.parametrize(("word", "near"), [("low", True), ("panic", False)])
def test_near_the_hardest_feelings_the_way_to_a_person_stands_above(
    catalogue: Catalogue, word: str, near: bool
) -> None:
    view = {page.path: page.view for page in topics.pages(catalogue)}[f"coping/for/{word}.md"]
    assert isinstance(view, topics.TopicView)
    assert view.near is near


def test_a_page_leads_on_to_what_there_is_for_the_same_word(catalogue: Catalogue) -> None:
    entry = catalogue.challenges["challenges/week"]
    assert [chip.path for chip in topics.topics_of(catalogue, entry)] == [
        "challenges/for/panic/",
        "challenges/for/nature/",
    ]
    assert topics.topics_of(catalogue, catalogue.guidelines["guidelines/rules"]) == []
