"""Search on the device: fetched when somebody wants to search, found in the first three, kind when
it does not come.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.harness.names import served

STATUS = "form.find [role=status]"
# Bytes, as gzip -9 makes them.
MOST = 110_000
# What people type, and a page that must be among the first three.
TYPED = (
    ("can't sleep", "When you cannot sleep tonight"),
    ("panic", "When panic comes"),
    ("cutting", "Self-harm: help for now"),
    ("overdose", "Calling the emergency number"),
    ("my friend", "Help a friend who is struggling"),
    ("my friend", "Worried about someone else"),
    ("hang up", "What happens when you call"),
    ("text instead of calling", "When you cannot talk out loud"),
    ("hurt myself", "Self-harm: help for now"),
    ("he hits me", "When someone at home hurts you"),
    ("want to die", "Right now: three steps"),
    ("samaritans", "United Kingdom"),
    ("telefonseelsorge", "Germany"),
    ("your embassy", "When you are in another country"),
    ("lonely", "When you feel lonely"),
    ("ireland", "Ireland"),
    ("privacy", "Privacy promise"),
    ("suicide", "Someone to talk to"),
    ("kill myself", "Someone to talk to"),
    ("i want to die", "Someone to talk to"),
    ("self harm", "Someone to talk to"),
    ("helpline", "Someone to talk to"),
    ("panicky", "I feel panicky"),
    ("anxious", "When you are anxious or stressed"),
    ("angry", "When you are angry"),
    ("sad", "I feel low"),
    ("carer", "I look after somebody: groups"),
)


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def titles(page: Page) -> list[str]:
    expect(page.locator(STATUS)).to_contain_text("Pages found")
    return page.locator("form.find li a").all_text_contents()


def test_words_that_people_type_find_the_page_among_the_first_three(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/groups/carers/")
    missed = {}
    for words, wanted in TYPED:
        page.fill("#find", "xyzzy")
        expect(page.locator(STATUS)).to_contain_text("Nothing found")
        page.fill("#find", words)
        found = titles(page)[:3]
        if not any(wanted.lower() in title.lower() for title in found):
            missed[words, wanted] = found
    assert missed == {}


def test_the_index_holds_titles_headings_descriptions_and_keywords_and_no_text_of_pages(
    site: Path,
) -> None:
    docs = {
        doc["location"]: doc
        for doc in json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))[
            "docs"
        ]
    }
    panic = docs["coping/panic/"]
    assert (panic["title"], panic["text"]) == (
        "When panic comes",
        "<p>What to do in the middle of a panic attack, and when chest pain needs an emergency "
        "call.</p>",
    )
    assert "panic attack" in panic["tags"]
    assert docs["coping/panic/#how-to-do-it"] == {
        "location": "coping/panic/#how-to-do-it",
        "title": "How to do it",
        "text": "",
    }
    assert "Samaritans Ireland" in docs["crisis/ie/"]["text"]
    assert [
        name for name, doc in docs.items() if "#" in name and (doc["text"] or "tags" in doc)
    ] == []
    assert [
        name for name, doc in docs.items() if "#" not in name and not doc["text"] and doc["title"]
    ] == []


def test_all_that_a_search_loads_is_light(site: Path) -> None:
    files = [
        *site.glob("assets/search.*.js"),
        *site.glob("assets/javascripts/workers/search.*.js"),
        site / "search/search_index.json",
    ]
    assert len(files) == 3
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= MOST


def test_the_way_to_a_person_stands_above_whatever_is_found_or_not(page: Page, server: str) -> None:
    page.goto(f"{server}/coping/")
    page.fill("#find", "xyzzy")
    expect(page.locator(STATUS)).to_contain_text("Nothing found")
    link = page.locator("form.find .now a")
    assert link.bounding_box()["y"] < page.locator(STATUS).bounding_box()["y"]
    link.click()
    page.wait_for_url(f"{server}/crisis/")


def test_nothing_is_fetched_before_the_field_has_focus(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/")
    assert len(asked) == 1, asked
    with page.expect_response("**/search_index.json"):
        page.focus("#find")
    while len(asked) < 4:
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    assert len(asked) == 4, asked
    assert all(url.startswith(server) for url in asked)


def test_a_result_leads_to_its_page(page: Page, server: str) -> None:
    page.goto(f"{server}/about/leaving/")
    page.fill("#find", "panic")
    titles(page)
    page.locator("form.find li a").first.click()
    page.wait_for_url(f"{server}/**/")
    assert page.locator("h1").count() == 1


def test_words_typed_before_it_is_ready_are_kept_and_answered(page: Page, server: str) -> None:
    waiting: list[Route] = []
    page.route("**/search_index.json", lambda route: waiting.append(route))
    page.goto(f"{server}/")
    page.fill("#find", "panic")
    expect(page.locator(STATUS)).to_contain_text("Getting ready")
    while not waiting:
        page.wait_for_timeout(20)
    waiting[0].continue_()
    assert "When panic comes" in titles(page)


@pytest.mark.parametrize(
    "what", ["**/search_index.json", "**/assets/search.*.js", "**/workers/*.js"]
)
def test_a_part_that_does_not_come_is_said_and_the_menu_still_stands(
    page: Page, server: str, what: str
) -> None:
    page.route(what, lambda route: route.abort())
    page.goto(f"{server}/")
    page.fill("#find", "panic")
    expect(page.locator(STATUS)).to_contain_text("did not load")
    assert page.locator(served(".page-foot nav a")).count() > 8


@pytest.mark.parametrize(
    "what", ["**/search_index.json", "**/assets/search.*.js", "**/workers/*.js"]
)
def test_a_part_of_which_half_comes_is_said_too(page: Page, server: str, what: str) -> None:
    page.route(
        what,
        lambda route: route.fulfill(
            response=(whole := route.fetch()), body=whole.body()[: len(whole.body()) // 2]
        ),
    )
    page.goto(f"{server}/")
    page.fill("#find", "panic")
    expect(page.locator(STATUS)).to_contain_text("did not load")
    assert page.locator(served(".page-foot nav a")).first.is_visible()


def test_a_part_that_never_answers_leaves_the_words_and_the_menu(page: Page, server: str) -> None:
    page.route("**/search_index.json", lambda route: None)
    page.goto(f"{server}/")
    page.fill("#find", "panic")
    expect(page.locator(STATUS)).to_contain_text("Getting ready")
    assert page.input_value("#find") == "panic"
    page.locator(served(".page-foot nav a")).first.click()
    page.wait_for_url(f"{server}/coping/")


def test_letters_that_mean_something_to_a_parser_do_no_harm(page: Page, server: str) -> None:
    page.goto(f"{server}/")
    for words in ("<img src=x onerror=alert(1)>", '"', "*", "+-~^:", "a" * 100):
        page.fill("#find", words)
        page.wait_for_timeout(150)
    page.fill("#find", "panic")
    assert "When panic comes" in titles(page)


def test_without_a_script_there_is_no_dead_search_box(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/")
    assert not page.is_visible("#find")
    assert not page.is_visible("[data-find]")
    context.close()
