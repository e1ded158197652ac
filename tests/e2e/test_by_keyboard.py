"""By keyboard alone, on the smallest phone, with a script and without: every stop of a page, the
menu, the search and a whole form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.harness.names import served
from tests.harness.page_looks import FOCUS, SIZES
from tests.harness.watched_portal import CARERS, MOMENT, Watched

WHOLE = ("/", "/coping/", "/crisis/ie/", "/crisis/right-now/", "/about/specimen/")
# What the keyboard must come by; of radios that belong together the browser stops at one.
STOPS = """() => {
    const groups = new Set();
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(node => {
        if (node.disabled || node.closest('.trap') || node.type === 'hidden' || !node.checkVisibility({visibilityProperty: true})) return false;
        if (node.type !== 'radio') return true;
        const group = [...document.getElementsByName(node.name)];
        if (groups.has(node.name)) return false;
        groups.add(node.name);
        return true;
    }).map(node => node.type === 'radio' ? 'radio ' + node.name : node.outerHTML.slice(0, 200)); }"""
HERE = "(node => node.type === 'radio' ? 'radio ' + node.name : node.outerHTML.slice(0, 200))(document.activeElement)"


@pytest.fixture(params=[True, False], ids=["script", "noscript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES["320"]
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def seen(page: Page, found: dict[str, Any] | None = None) -> None:
    """Focus is somewhere, on screen, not under the strip, and has a ring."""
    found = found or page.evaluate(FOCUS)
    assert (
        found["on"]
        and found["ring"]
        and not found["covered"]
        and not found["body"]
        and not found["trap"]
    ), (page.url, found)


def tab_to(page: Page, selector: str, key: str = "Tab", most: int = 80) -> None:
    """Presses a key until focus is on what is wanted; at each stop on the way, it can be seen."""
    for _ in range(most):
        page.keyboard.press(key)
        seen(page)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{page.url}: {key} does not reach {selector}")


def enter(page: Page, key: str = "Enter") -> None:
    """Presses what has focus, and waits for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize("path", WHOLE)
def test_every_stop_of_a_page_is_reached_there_and_back_and_seen(
    page: Page, server: str, path: str
) -> None:
    page.goto(server + path)
    stops = page.evaluate(STOPS)
    assert len(stops) > 10
    for key in ("Tab", "Shift+Tab"):
        reached: list[str] = []
        while len(reached) <= 2 * len(stops):
            page.keyboard.press(key)
            found, here = page.evaluate(f"[({FOCUS})(), {HERE}]")
            if found["body"]:
                break
            seen(page, found)
            reached.append(here)
        assert [stop for stop in stops if stop not in reached] == [], f"{path}, {key}"


def test_the_menu_leads_to_a_page_and_back_to_the_top(page: Page, server: str) -> None:
    page.goto(f"{server}/coping/panic/")
    tab_to(page, served('.page-head nav a[href="#menu"]'))
    page.keyboard.press("Enter")
    page.wait_for_url("**#menu")
    tab_to(page, served('.page-foot a[href="#main"]'))
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    seen(page)
    assert page.evaluate("document.activeElement.closest('main') !== null")
    tab_to(page, served('.page-head nav a[href="#menu"]'), "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#menu")
    tab_to(
        page,
        served('.page-foot nav a[href$="/groups/"], .page-foot nav a[href="../../groups/"]'),
        most=6,
    )
    enter(page)
    assert page.url == f"{server}/groups/"


@pytest.mark.parametrize("page", [True], indirect=True)
def test_the_search_is_reached_asked_and_leads_to_a_page(page: Page, server: str) -> None:
    page.goto(f"{server}/groups/carers/")
    tab_to(page, served(".page-head [data-find]"))
    page.keyboard.press("Enter")
    page.wait_for_url("**#find")
    assert page.evaluate("document.activeElement.id") == "find"
    seen(page)
    page.keyboard.type("panic")
    expect(page.locator("form.find [role=status]")).to_contain_text("Pages found")
    page.keyboard.press("Enter")
    assert page.url == f"{server}/groups/carers/#find", "Enter in the field must lose nothing"
    tab_to(page, "form.find li a", most=2)
    enter(page)
    assert page.url != f"{server}/groups/carers/#find"
    assert page.locator("h1").count() == 1


def test_a_form_is_filled_in_mended_and_sent(page: Page, portal: Watched) -> None:
    page.goto(portal.address + CARERS)
    send(page, "page2")
    mend(page, ("age", "nickname", "reach"))
    choose(page, "age", "adult")
    tab_to(page, "#nickname")
    page.keyboard.type("Wren")
    choose(page, "reach", "email")
    send(page, "page2")
    tab_to(page, "#contact")
    page.keyboard.type("wren at example")
    enter(page)
    mend(page, ("contact",))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("wren@example.org")
    send(page, "check")
    send(page, "send")
    mend(page, ("consent_words",))
    page.keyboard.press("Space")
    tab_to(page, "#consent_peer")
    page.keyboard.press("Space")
    portal.clock.go_on(seconds=MOMENT)
    send(page, "send")
    assert page.locator("ol.house bdi").count() == 6


def send(page: Page, go: str) -> None:
    tab_to(page, f'button[name="go"][value="{go}"]')
    enter(page)


def choose(page: Page, name: str, value: str) -> None:
    """A radio of a group: by Tab to the group, by arrows within it."""
    if not page.evaluate("name => document.activeElement.name === name", name):
        tab_to(page, f'input[name="{name}"]')
    page.keyboard.press("Space")
    for _ in range(6):
        if page.evaluate(
            "value => document.activeElement.value === value && document.activeElement.checked",
            value,
        ):
            return
        page.keyboard.press("ArrowDown")
        seen(page)
    raise AssertionError(f"the arrows do not reach {value}")


def mend(page: Page, fields: tuple[str, ...]) -> None:
    """Past the links to skip, the sentences that say what is wrong come first, and each leads into
    its field.
    """
    assert page.title().startswith("To mend: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    tab_to(page, ".mend a", most=2)
    named = page.evaluate(
        "[...document.querySelectorAll('.mend a')].map(link => link.hash.slice(1))"
    )
    assert [name for name in fields if name not in named] == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{fields[0]}")
    assert page.evaluate("document.activeElement.id") == fields[0]
    seen(page)
