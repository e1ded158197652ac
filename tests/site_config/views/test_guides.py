"""The guides beside the crisis lines: what each that ships must be, their order, and the way to
somebody that stands above them.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import Any

import pytest

from site_config.lint.markdown import reading_grade
from site_config.lint.markdown.text import Text
from site_config.model import Alert, Catalogue, Line, Page
from site_config.views.guides import ORDER, GuideView, guide_view, guides
from site_config.views.page_view import View, view
from tests.content.test_shipped import shipped
from tests.harness.countries import a_country

TODAY = datetime.date(2026, 11, 24)
LEAST, MOST = 120, 400
SHIPPED = guides(shipped())


def body_of(guide: Page) -> str:
    """The body without addresses: what a person reads."""
    return re.sub(r"\]\([^)]*\)", "]", "\n".join(line for _, line in Text.of(guide).prose))


def numbers_in(text: str) -> list[str]:
    """What may be dialled: three digits or more, whatever stands between them."""
    return [
        found
        for found in re.findall(r"\d(?:[\s().–-]*\d)+", text)
        if sum(letter.isdigit() for letter in found) > 2
    ]


def links_of(guide: Page) -> list[str]:
    return re.findall(r"\]\(([^)#]+\.md)", guide.body)


def test_the_nine_guides_are_there() -> None:
    assert [guide.slug.removeprefix("crisis/") for guide in SHIPPED] == list(ORDER)


@pytest.mark.parametrize("guide", SHIPPED, ids=lambda guide: guide.slug)
def test_a_guide_is_easy_to_read_and_short(guide: Page) -> None:
    text = reading_grade.text_of(Text.of(guide))
    reached = reading_grade.grade(text)
    assert reached is not None
    assert reached <= 6, f"reading grade {reached:.1f}: use shorter sentences and more common words"
    words = len(re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text))
    assert LEAST <= words <= MOST, f"{words} words"


@pytest.mark.parametrize("guide", SHIPPED, ids=lambda guide: guide.slug)
def test_a_guide_says_what_it_rests_on_and_how_much_of_it_was_read(guide: Page) -> None:
    assert len(guide.sources) >= 2
    assert all(source.url for source in guide.sources)
    assert "note" not in {source.seen for source in guide.sources}, (
        "what rests on a note alone is left out of a guide"
    )
    assert len({source.url for source in guide.sources}) == len(guide.sources), (
        "a source stands twice"
    )


@pytest.mark.parametrize("guide", SHIPPED, ids=lambda guide: guide.slug)
def test_a_guide_holds_no_number_to_dial(guide: Page) -> None:
    """The numbers come from the catalogue, with what they rest on; a number among the words would
    grow old unseen.
    """
    assert numbers_in(f"{guide.title} {guide.description} {body_of(guide)}") == []


@pytest.mark.parametrize("guide", SHIPPED, ids=lambda guide: guide.slug)
def test_no_number_is_lost_at_the_beginning_of_a_line(guide: Page) -> None:
    """Markdown reads ``55.`` there as the beginning of a list, and the number is gone."""
    assert re.findall(r"^ +\d+[.)] .*", guide.body, flags=re.MULTILINE) == []


def test_the_rule_about_numbers_can_fail() -> None:
    assert numbers_in("Call 116 123 or 999. Press 55, not (01) 234-5678") == [
        "116 123",
        "999",
        "01) 234-5678",
    ]
    assert numbers_in("Try 5 minutes. Press 55 for 20 seconds.") == []


@pytest.mark.parametrize("guide", SHIPPED, ids=lambda guide: guide.slug)
def test_a_guide_ends_with_the_way_to_two_or_three_others(guide: Page) -> None:
    last = guide.body.rpartition("\n## ")[2]
    assert last.startswith("Next\n")
    others = re.findall(r"^- \[.*?\]\(([\w-]+)\.md\)", last, flags=re.MULTILINE)
    assert 2 <= len(others) <= 3
    assert {f"crisis/{name}" for name in others} <= {other.slug for other in SHIPPED} - {guide.slug}


def test_every_guide_is_reached_from_another_one() -> None:
    reached = {
        f"crisis/{target.removesuffix('.md')}" for guide in SHIPPED for target in links_of(guide)
    }
    assert {guide.slug for guide in SHIPPED} <= reached


def test_no_two_guides_can_be_taken_for_each_other() -> None:
    for values in ([guide.title for guide in SHIPPED], [guide.description for guide in SHIPPED]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_every_guide_is_found_by_words_that_people_type() -> None:
    assert [guide.slug for guide in SHIPPED if len(guide.keywords) < 5] == []
    typed = {word for guide in SHIPPED for word in guide.keywords}
    assert typed >= {
        "hang up",
        "can’t talk",
        "texting",
        "worried about a friend",
        "hit me",
        "want to die",
        "embassy",
        "silent call",
    }


def a_guide(slug: str, title: str, **keys: Any) -> Page:
    page = Page.model_validate(
        {
            "kind": "page",
            "shape": "guide",
            "title": title,
            "description": "Words.",
            "written": TODAY,
            **keys,
        }
    )
    page.placed(f"crisis/{slug}.md", "", 1, {})
    return page


def test_guides_stand_in_the_order_in_which_they_help_and_unknown_ones_last_by_title() -> None:
    pages = [
        a_guide("work", "Zebras at work"),
        a_guide("abroad", "Abroad"),
        a_guide("school", "At school"),
        a_guide("right-now", "Right now"),
        a_guide("index", "All", shape="countries"),
    ]
    catalogue = Catalogue(pages={page.slug: page for page in pages})
    assert [guide.title for guide in guides(catalogue)] == [
        "Right now",
        "Abroad",
        "At school",
        "Zebras at work",
    ]


def test_a_copy_without_guides_has_none() -> None:
    assert guides(Catalogue()) == []


def a_line(name: str, confidence: str = "high", audience: str = "everyone", **ways: Any) -> Line:
    return Line.model_validate(
        {
            "id": f"zz-{name}",
            "name": name.title(),
            "display": "116 123",
            "audience": [audience],
            "confidence": confidence,
            "compiled": TODAY,
            "sources": [{"url": "https://line.example/", "kind": "official", "date": "2026"}],
            **({"short_code": "116123", "hours": "24/7"} | ways),
        }
    )


def shown(found: GuideView) -> list[str]:
    return [item.line.name for item in found.lines]


CHAT = {"short_code": None, "display": "Chat", "chat": "https://line.example/chat", "hours": None}


def test_above_a_guide_stand_one_line_to_call_and_one_to_write_to() -> None:
    country = a_country(
        a_line("second"),
        a_line("third"),
        a_line("chat", **CHAT),
        a_line("young", audience="youth"),
        a_line("unsure", "medium"),
    )
    found = guide_view(country)
    assert shown(found) == ["Second", "Chat"]
    assert [contact.number for contact in found.emergency] == ["112"]
    assert found.country is country


def test_one_line_that_can_be_called_and_written_to_is_enough() -> None:
    both = a_line("both", chat="https://line.example/chat")
    assert shown(guide_view(a_country(both, a_line("chat", **CHAT)))) == ["Both"]


def test_a_country_without_a_way_to_write_shows_the_line_to_call() -> None:
    assert shown(guide_view(a_country(a_line("one"), a_line("two")))) == ["One"]


@pytest.mark.parametrize(
    "lines",
    [[], [a_line("unsure", "medium")], [a_line("young", audience="youth")]],
    ids=["no line", "none confirmed", "none for everyone"],
)
def test_a_country_without_a_confirmed_line_for_everyone_shows_none_and_keeps_its_emergency_number(
    lines: list[Line],
) -> None:
    found = guide_view(a_country(*lines))
    assert found.lines == []
    assert len(found.emergency) == 1


def test_the_device_gets_only_what_the_lines_shown_need() -> None:
    by_day = {
        "timezone": "Europe/Dublin",
        "periods": [{"days": ["Mon"], "open": "09:00", "close": "17:00"}],
    }
    always, sometimes = (
        a_line("always", chat="https://line.example/chat"),
        a_line("sometimes", hours=by_day),
    )
    assert guide_view(a_country(always, sometimes)).scripts == []
    assert guide_view(a_country(sometimes)).scripts == ["open"]


def test_an_alert_of_the_day_stands_with_the_line_above_a_guide() -> None:
    alert = Alert.model_validate(
        {"line": "ie-samaritans", "text": "No calls today.", "from": TODAY, "until": TODAY}
    )
    country = shipped().countries["crisis/ie"]
    assert guide_view(country, [alert]).lines[0].alerts == [alert]
    assert "age" in guide_view(country, [alert]).scripts
    catalogue = Catalogue(
        organisation=shipped().organisation, countries={country.slug: country}, alerts=[alert]
    )
    assert alerts_of(view(catalogue, a_guide("right-now", "Now"), TODAY)) == [alert]
    assert (
        alerts_of(view(catalogue, a_guide("right-now", "Now"), TODAY + datetime.timedelta(days=1)))
        == []
    )


def alerts_of(found: View) -> list[Alert]:
    assert isinstance(found, GuideView)
    return [alert for item in found.lines for alert in item.alerts]
