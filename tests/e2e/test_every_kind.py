"""Every kind of page in a real browser: phone and desktop, light and dark, with and without script,
by keyboard, and with axe.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.harness.page_looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
    keyboard_reaches_help_and_exit_first_and_focus_is_seen,
)
from tests.harness.page_rules import EXEMPT
from tests.harness.skeletons import to_visit

KINDS = {
    "home": "/",
    "listing": "/coping/",
    "coping": "/coping/panic/",
    "challenge": "/challenges/meet-greet-repeat/",
    "challenges": "/challenges/",
    "groups": "/groups/",
    "group": "/groups/carers/",
    "countries": "/crisis/",
    "country, confirmed lines": "/crisis/ie/",
    "country, many lines": "/crisis/us/",
    "country, nothing confirmed": "/crisis/ad/",
    "country, other script": "/crisis/ua/",
    "country, no line": "/crisis/bb/",
    "country, sources": "/crisis/ie/sources/",
    "numbers to carry": "/crisis/ie/card/",
    "data": "/crisis/data/",
    "guideline": "/guidelines/community-guidelines/",
    "practice": "/guidelines/practice/first-meeting/",
    "guide for writers": "/guidelines/words/",
    "rules for writers": "/guidelines/words/stigma/",
    "skills for a feeling": "/coping/for/panic/",
    "groups for a feeling": "/groups/for/worry/",
    "page": "/about/",
    "page with a table": "/about/privacy-promise/",
    "guide": "/crisis/violence-at-home/",
    "leaving": "/about/leaving/",
    "organisation": "/about/organisation/",
    "missing": "/nowhere/",
    "specimen": "/about/specimen/",
}


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[getattr(request, "param", {}).get("size", "390")]
    settings = getattr(request, "param", {})
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=settings.get("scheme", "light"),
        java_script_enabled=settings.get("script", True),
    )
    yield context.new_page()
    context.close()


# Every size in both schemes, and every size and every scheme with a script and without: each two of
# them meet, not each three.
EVERY = [
    pytest.param(
        {"size": size, "scheme": scheme, "script": script},
        id=f"{size}-{scheme}-{'script' if script else 'noscript'}",
    )
    for n, size in enumerate(SIZES)
    for scheme, script in (("light", n % 2 == 0), ("dark", n % 2 == 1))
]


def test_each_two_of_size_scheme_and_script_meet() -> None:
    for one, other in (("size", "scheme"), ("size", "script"), ("scheme", "script")):
        met = {(param.values[0][one], param.values[0][other]) for param in EVERY}
        assert len(met) == len({pair[0] for pair in met}) * 2, f"{one} and {other}"


@pytest.mark.parametrize("page", EVERY, indirect=True)
def test_no_page_scrolls_sideways_and_the_keyboard_reaches_help_and_exit_first_with_focus_on_screen(
    page: Page, server: str
) -> None:
    for kind, path in KINDS.items():
        page.goto(server + path)
        can_be_tapped_and_scrolls_nowhere_sideways(page, kind)
        keyboard_reaches_help_and_exit_first_and_focus_is_seen(page, kind)


@pytest.mark.parametrize("page", EVERY, indirect=True)
def test_the_menu_opens_by_keyboard(page: Page, server: str) -> None:
    page.goto(f"{server}/coping/panic/")
    page.focus('.top nav a[href="#menu"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**#menu")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.foot nav') !== null")
    assert page.evaluate(
        "(b => b.top >= 0 && b.bottom <= "
        "innerHeight)(document.activeElement.getBoundingClientRect())"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/coping/")


@pytest.mark.parametrize(
    "page", [pytest.param({"size": size}, id=size) for size in SIZES], indirect=True
)
def test_the_skip_link_moves_focus_to_the_content(page: Page, server: str) -> None:
    for kind, path in KINDS.items():
        page.goto(server + path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main", kind


@pytest.mark.parametrize(
    "page",
    [
        pytest.param({"size": "320", "scheme": "light"}, id="320-light"),
        pytest.param({"size": "desktop", "scheme": "dark"}, id="desktop-dark"),
    ],
    indirect=True,
)
def test_axe_finds_nothing_on_any_page(
    page: Page, server: str, site: Path, pytestconfig: pytest.Config
) -> None:
    for address in to_visit(site, pytestconfig):
        if address in EXEMPT:
            continue
        page.goto(server + ("/nowhere/" if address == "/404.html" else address))
        axe_finds_nothing(page, address)


def test_the_first_screen_of_help_holds_a_number_that_dials_on_the_smallest_phone_without_a_script(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 568}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/crisis/")
    box = page.locator('a[href^="tel:"]').first.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 568
    context.close()


def test_dark_is_followed_without_a_script(browser: Browser, server: str) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{server}/crisis/ie/")
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert grounds == {"light": "rgb(251, 244, 233)", "dark": "rgb(26, 19, 38)"}
