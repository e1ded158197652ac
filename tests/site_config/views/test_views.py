"""What the listings say: cards, the menu, what draws each entry, and numbers that keep their
direction.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from markupsafe import Markup

from site_config import exports
from site_config.model import Catalogue, Group, load
from site_config.views import page_view
from site_config.views.cards import Card, cards, meets, next_cards
from site_config.views.country import CountryView
from site_config.views.listing import ListingView
from site_config.views.menu import menu
from site_config.views.pages import generated_pages
from site_config.views.text_filters import language_name, numbers
from tests.harness.content_folders import write
from tests.harness.countries import a_country
from tests.harness.paths import ROOT

TODAY = datetime.date(2026, 11, 24)


def page(kind: str, title: str, keys: str) -> str:
    return f"---\nkind: {kind}\ntitle: {title}\ndescription: About {title}.\nwritten: 2026-11-21\n{keys}---\n"


def skill(title: str, minutes: int, evidence: str, more: str = "") -> str:
    return page(
        "coping",
        title,
        f"helps_with: [panic]\nminutes: {minutes}\nwhere: [at-home]\nevidence: {evidence}\n"
        f"evidence_note: So.\nsources: [{{title: A study, date: undated}}]\n{more}",
    )


def steps(length: str, number: int) -> str:
    return (
        f"length: {length}\nenergy: low\nsteps:\n" + "  - {name: A, do: B, gentler: C}\n" * number
    )


def group(starts: str, minutes: int) -> str:
    return page(
        "group",
        "Evening",
        f'for_whom: Adults\ntopic: worry\nweekday: tuesday\nstarts: "{starts}"\nminutes: '
        f"{minutes}\n"
        "timezone: Europe/Dublin\nplace: online\nplace_note: Online.\ncapacity: 10\nhosts: "
        "2\nsignup: open\nlanguages: [en]\n"
        'cost: Free\nfirst_meeting: [{at: "18:50", what: Tea.}]\n',
    )


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A small copy with two skills, two challenges and a group."""
    write(
        tmp_path,
        {
            "coping/index.md": page("page", "Coping", "shape: listing\nlists: coping\n"),
            "coping/slow.md": skill(
                "A slow one", 10, "practice", "next: [coping/quick, coping/later]\n"
            ),
            "coping/quick.md": skill("Quick", 2, "strong"),
            "coping/also.md": skill("Also quick", 2, "some"),
            "coping/later.md": skill("Later", 5, "some", "draft: true\n"),
            "challenges/month.md": page("challenge", "Month", steps("month", 4)),
            "challenges/week.md": page("challenge", "Week", steps("week", 7)),
            "groups/evening.md": group("19:00", 75),
        },
    )
    found, problems = load(tmp_path)
    assert problems == []
    return found


def test_cards_of_skills_stand_shortest_first_and_then_by_name(catalogue: Catalogue) -> None:
    at_home = {"where": ("at-home",)}
    assert cards(catalogue, "coping", TODAY) == [
        Card(
            "Also quick",
            "About Also quick.",
            "coping/also/",
            2,
            "min",
            "some evidence · Free",
            2,
            minutes=2,
            **at_home,
        ),
        Card(
            "Quick",
            "About Quick.",
            "coping/quick/",
            2,
            "min",
            "strong evidence · Free",
            3,
            minutes=2,
            **at_home,
        ),
        Card(
            "A slow one",
            "About A slow one.",
            "coping/slow/",
            10,
            "min",
            "taught, little tested · Free",
            1,
            minutes=10,
            **at_home,
        ),
    ]


def test_cards_of_challenges_and_groups_say_how_long_and_when(catalogue: Catalogue) -> None:
    assert [
        (card.title, card.count, card.unit, card.meta)
        for card in cards(catalogue, "challenges", TODAY)
    ] == [("Month", 4, "weeks", "Low energy"), ("Week", 7, "days", "Low energy")]
    (card,) = cards(catalogue, "groups", TODAY)
    assert (card.path, card.meta, card.picture) == (
        "groups/evening/",
        "Tuesdays, 19:00 to 20:15 · Online",
        "bench",
    )


def test_next_cards_stand_in_the_order_of_the_page_and_skip_drafts(catalogue: Catalogue) -> None:
    assert [card.title for card in next_cards(catalogue, catalogue.coping["coping/slow"])] == [
        "Quick"
    ]
    assert next_cards(catalogue, catalogue.pages["index"]) == []


@pytest.mark.parametrize(
    ("starts", "minutes", "words"),
    [
        ("19:00", 75, "19:00 to 20:15"),
        ("23:30", 60, "23:30 to 00:30"),
        ("23:00", 60, "23:00 to 00:00"),
        ("00:05", 15, "00:05 to 00:20"),
        ("09:05", 240, "09:05 to 13:05"),
    ],
)
def test_a_meeting_may_end_after_midnight(
    tmp_path: Path, starts: str, minutes: int, words: str
) -> None:
    write(tmp_path, {"groups/evening.md": group(starts, minutes)})
    found: Group = load(tmp_path)[0].groups["groups/evening"]
    assert meets(found) == words


def test_the_menu_holds_what_this_copy_has(catalogue: Catalogue) -> None:
    assert [(place.path, place.main, place.count) for place in menu(catalogue)] == [
        ("coping/", True, 3),
        ("crisis/", False, 0),
        ("about/organisation/", False, 0),
    ]


def test_every_entry_has_a_template_that_exists(catalogue: Catalogue) -> None:
    theme = ROOT / "site_config" / "theme"
    wanted = {page_view.template(entry) for entry in catalogue.entries()} | {
        made.template
        for made in generated_pages(
            catalogue, TODAY, "https://example.org/", exports.files(catalogue, TODAY, "")
        )
    }
    wanted |= {*page_view.TEMPLATES.values(), *page_view.SHAPES.values()}
    assert {name for name in wanted if not (theme / name).is_file()} == set()


def test_a_view_is_made_for_the_entry(catalogue: Catalogue) -> None:
    view = page_view.view(catalogue, catalogue.pages["coping/index"], TODAY)
    assert isinstance(view, ListingView)
    assert view.cards == cards(catalogue, "coping", TODAY)
    assert page_view.view(catalogue, catalogue.coping["coping/slow"], TODAY) == next_cards(
        catalogue, catalogue.coping["coping/slow"]
    )
    assert isinstance(page_view.view(catalogue, a_country(), TODAY), CountryView)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Call 116 123 now", 'Call <bdi dir="ltr">116 123</bdi> now'),
        ("171, option 6", '<bdi dir="ltr">171</bdi>, option 6'),
        ("+972-9-889-1333 (from abroad)", '<bdi dir="ltr">+972-9-889-1333</bdi> (from abroad)'),
        (
            "*4141 or #8891 or *123#",
            '<bdi dir="ltr">*4141</bdi> or <bdi dir="ltr">#8891</bdi> or <bdi '
            'dir="ltr">*123#</bdi>',
        ),
        ("(01) 234 5678", '<bdi dir="ltr">(01) 234 5678</bdi>'),
        (
            "Monday, 09:00 to 17:00",
            'Monday, <bdi dir="ltr">09:00</bdi> to <bdi dir="ltr">17:00</bdi>',
        ),
        ("No number", "No number"),
        ("", ""),
        (
            '<script>112</script> & "x"',
            '&lt;script&gt;<bdi dir="ltr">112</bdi>&lt;/script&gt; &amp; &#34;x&#34;',
        ),
    ],
)
def test_numbers_keep_their_direction_and_text_is_escaped(text: str, html: str) -> None:
    shown = numbers(text)
    assert isinstance(shown, Markup)
    assert str(shown) == html


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("ga", "Gaeilge"),
        ("pt-BR", "Português (brasil)"),
        ("xx", "xx"),
        ("qqq", "qqq"),
    ],
)
def test_a_language_is_called_by_its_own_name(tag: str, name: str) -> None:
    assert language_name(tag).casefold() == name.casefold()
