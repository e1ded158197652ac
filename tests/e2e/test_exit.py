"""Exit in a real browser: at once, by link and by Shift three times, with nothing of ours behind
Back or Forward.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Route

from tests.harness.firefox import CHOSEN
from tests.harness.paths import LAUNCH, ROOT
from tests.harness.small_portal import listening

VISIT = ("/", "/crisis/", "/coping/panic/")
NEUTRAL = "https://www.bbc.co.uk/weather"
SETTLES = 400
# Exit waits 0.8 s for the first page, then leaves without it, and forgets a Shift after 5 s. A machine
# with much else to do may be slower than that; what happens then is tested apart.
PATIENT = """(soon => { window.setTimeout = (what, after, ...given) =>
    soon(what, [800, 5000].includes(after) ? 60000 : after, ...given); })(setTimeout.bind(window))"""


def weather(route: Route) -> None:
    """The only thing here that is not real: the plain site that Exit leads to."""
    route.fulfill(
        status=200,
        content_type="text/html",
        body="<!doctype html><title>Weather</title><p>Mild, some rain.</p>",
    )


@pytest.fixture(scope="module", params=[True, False], ids=["with-bfcache", "without-bfcache"])
def any_browser(
    request: pytest.FixtureRequest, chromium: BrowserType, browser: Browser
) -> Iterator[Browser]:
    """Chromium as people have it, with its back/forward cache, and as Playwright starts it,
    without.
    """
    if not request.param:
        yield browser
        return
    found = chromium.launch(**LAUNCH, ignore_default_args=["--disable-back-forward-cache"])
    yield found
    found.close()


@pytest.fixture
def hasty(any_browser: Browser) -> Iterator[BrowserContext]:
    """Where Exit waits as long as it does for people."""
    found = any_browser.new_context()
    found.route("https://www.bbc.co.uk/**", weather)
    yield found
    found.close()


@pytest.fixture
def context(hasty: BrowserContext) -> BrowserContext:
    """Where Exit waits for the first page, however long that takes."""
    hasty.add_init_script(PATIENT)
    return hasty


def click(page: Page) -> None:
    page.click("a.exit")


def enter(page: Page) -> None:
    page.focus("a.exit")
    page.keyboard.press("Enter")


def shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def history(page: Page) -> list[str]:
    """Every address behind Back and Forward, as the browser itself keeps them."""
    session = page.context.new_cdp_session(page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    session.detach()
    return [entry["url"] for entry in entries]


def move(page: Page, way: str) -> None:
    """Back or Forward, as the browser's own button would; the page that asks is gone before it
    could answer.
    """
    page.evaluate(f"setTimeout(() => history.{way}())")


def comes_to(page: Page, address: str) -> None:
    """Waits for an address, and stays. Asked for by itself: a page that was kept whole loads nothing."""
    for _ in range(1200):
        if page.url == address:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(SETTLES)
    assert page.url == address


def visit(context: BrowserContext, server: str, *paths: str) -> Page:
    page = context.new_page()
    for path in paths:
        page.goto(server + path)
    return page


def shown(page: Page) -> str:
    """What a person sees of our site: the tab's title and the visible text."""
    return page.title() + page.evaluate(
        "getComputedStyle(document.documentElement).display === 'none' ? '' : "
        "document.body.innerText"
    )


@pytest.mark.parametrize("leave", [click, enter, shift_three_times])
@pytest.mark.parametrize(
    "paths",
    [VISIT, ("/crisis/ie/",), ("/nowhere/", "/")],
    ids=["three pages", "one page", "from a missing page"],
)
def test_nothing_of_ours_is_left_behind_back_or_forward(
    context: BrowserContext, server: str, leave: Callable[[Page], None], paths: tuple[str, ...]
) -> None:
    page = visit(context, server, *paths)
    leave(page)
    page.wait_for_url(NEUTRAL)
    assert history(page) == ["about:blank", f"{server}/x/", NEUTRAL]
    move(page, "back")
    page.wait_for_url(f"{server}/x/")
    page.wait_for_timeout(SETTLES)
    assert page.url == f"{server}/x/"
    assert shown(page) == "…"
    move(page, "forward")
    comes_to(page, NEUTRAL)


@pytest.mark.parametrize("within", ["/#main", "/crisis/#countries"])
def test_a_jump_within_the_first_page_leaves_nothing_either(
    context: BrowserContext, server: str, within: str
) -> None:
    page = visit(context, server, within.split("#")[0])
    page.locator(f'a[href$="#{within.split("#")[1]}"]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(server + within)
    click(page)
    page.wait_for_url(NEUTRAL)
    assert history(page) == ["about:blank", f"{server}/x/", NEUTRAL]


def test_the_page_is_covered_before_anything_is_fetched(
    context: BrowserContext, server: str
) -> None:
    page = visit(context, server, *VISIT)
    covered = page.evaluate(
        "() => { document.querySelector('a.exit').click(); return "
        "getComputedStyle(document.documentElement).display; }"
    )
    assert covered == "none"


def test_exit_leaves_after_a_moment_when_the_first_page_does_not_come(
    hasty: BrowserContext, server: str
) -> None:
    page = visit(hasty, server, *VISIT)
    hasty.route(f"{server}/", lambda route: None)
    click(page)
    page.wait_for_url(NEUTRAL)
    page.goto(f"{server}/crisis/")
    page.wait_for_timeout(SETTLES)
    assert page.url == f"{server}/crisis/", (
        "an exit that is over must not make the next visit leave"
    )
    assert "Someone to talk to" in shown(page)


def test_a_visit_after_an_exit_in_the_same_tab_can_leave_again(
    context: BrowserContext, server: str
) -> None:
    page = visit(context, server, *VISIT)
    click(page)
    page.wait_for_url(NEUTRAL)
    move(page, "back")
    page.wait_for_url(f"{server}/x/")
    page.goto(f"{server}/groups/")
    page.goto(f"{server}/about/")
    click(page)
    page.wait_for_url(NEUTRAL)
    assert history(page) == ["about:blank", f"{server}/x/", NEUTRAL]


def test_typing_a_capital_letter_is_not_a_wish_to_leave(
    context: BrowserContext, server: str
) -> None:
    page = visit(context, server, "/")
    for _ in range(4):
        page.keyboard.press("Shift+A")
    page.wait_for_timeout(SETTLES)
    assert page.url == f"{server}/"


def test_each_shift_says_how_many_are_left(context: BrowserContext, server: str) -> None:
    page = visit(context, server, "/crisis/")
    page.keyboard.press("Shift")
    assert page.text_content("#says") == "Shift two more times to leave"
    page.keyboard.press("Shift")
    assert page.text_content("#says") == "Shift once more to leave"
    page.keyboard.press("Tab")
    assert page.text_content("#says") == ""


def test_without_storage_the_link_still_leaves(context: BrowserContext, server: str) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new "
        "DOMException('blocked'); } })"
    )
    page = visit(context, server, *VISIT)
    click(page)
    page.wait_for_url(NEUTRAL)
    assert "Weather" in page.title()


def test_without_a_script_the_link_leaves(any_browser: Browser, server: str) -> None:
    context = any_browser.new_context(java_script_enabled=False)
    context.route("https://www.bbc.co.uk/**", weather)
    page = visit(context, server, *VISIT)
    click(page)
    page.wait_for_url(NEUTRAL)
    assert "Weather" in page.title()
    context.close()


@pytest.fixture
def asked() -> list[str]:
    """What the portal was asked, in order."""
    return []


@pytest.fixture
def plain(site: Path) -> Iterator[str]:
    """A plain site of somebody else, at another origin."""
    with listening(site, "/", []) as address:
        yield f"{address}/plain"


@pytest.fixture
def portal(site: Path, plain: str, asked: list[str]) -> Iterator[str]:
    with listening(site, plain, asked) as address:
        yield address


@pytest.mark.parametrize("leave", [click, shift_three_times])
@pytest.mark.parametrize(
    "paths",
    [("/", "/crisis/", "/portal/code"), ("/portal/code",), ("/portal/code", "/", "/portal/code")],
    ids=["begun on the site", "one page", "begun in the portal"],
)
def test_exit_of_the_portal_ends_the_session_wherever_the_visit_began(
    context: BrowserContext,
    portal: str,
    plain: str,
    asked: list[str],
    leave: Callable[[Page], None],
    paths: tuple[str, ...],
) -> None:
    page = visit(context, portal, *paths)
    assert len(context.cookies(f"{portal}/portal/")) == 1
    leave(page)
    page.wait_for_url(plain)
    assert [line for line in asked if line.startswith("/portal/exit")] == [
        "/portal/exit session=open"
    ]
    assert context.cookies(f"{portal}/portal/") == []
    assert history(page) == ["about:blank", f"{portal}/x/", plain]
    move(page, "back")
    page.wait_for_url(f"{portal}/x/")
    page.wait_for_timeout(SETTLES)
    assert page.url == f"{portal}/x/"
    assert shown(page) == "…"
    assert page.evaluate("[sessionStorage.length, navigation.currentEntry.getState()]") == [0, None]


def test_exit_of_a_page_of_the_site_leaves_by_its_own_link(
    context: BrowserContext, portal: str, asked: list[str]
) -> None:
    page = visit(context, portal, "/", "/portal/code", "/crisis/")
    click(page)
    page.wait_for_url(NEUTRAL)
    assert not any(line.startswith("/portal/exit") for line in asked)
    assert history(page) == ["about:blank", f"{portal}/x/", NEUTRAL]


def test_exit_of_the_portal_ends_the_session_when_the_first_page_does_not_come(
    hasty: BrowserContext, portal: str, plain: str, asked: list[str]
) -> None:
    page = visit(hasty, portal, "/", "/portal/code")
    hasty.route(f"{portal}/", lambda route: None)
    click(page)
    page.wait_for_url(plain)
    assert asked[-1] == "/portal/exit session=open"


def test_a_portal_that_is_slow_is_asked_once(
    context: BrowserContext, portal: str, plain: str, asked: list[str]
) -> None:
    page = visit(context, portal, "/", "/portal/code?slow")
    click(page)
    page.wait_for_url(plain)
    assert [line for line in asked if line.startswith("/portal/exit")] == [
        "/portal/exit?slow session=open"
    ]
    assert history(page) == ["about:blank", f"{portal}/x/", plain]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "javascript:document.title=1",
        "",
    ],
)
def test_a_mark_leads_to_no_other_site(
    context: BrowserContext, server: str, elsewhere: str
) -> None:
    page = visit(context, server, "/", "/crisis/")
    page.evaluate("to => navigation.updateCurrentEntry({state: Date.now() + to})", elsewhere)
    move(page, "back")
    page.wait_for_url(NEUTRAL)


def test_without_a_script_exit_of_the_portal_ends_the_session(
    any_browser: Browser, portal: str, plain: str, asked: list[str]
) -> None:
    context = any_browser.new_context(java_script_enabled=False)
    page = visit(context, portal, "/", "/portal/code")
    click(page)
    page.wait_for_url(plain)
    assert asked[-1] == "/portal/exit session=open"
    context.close()


@pytest.mark.parametrize("chosen", ["", sys.executable], ids=["without a Firefox", "with one"])
def test_a_run_without_firefox_says_so_in_one_line_and_leaves_its_tests_out(chosen: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/e2e",
    ]
    said = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": "/nowhere", CHOSEN: chosen},
    ).stdout
    assert said.count("Not tried in Firefox") == (0 if chosen else 1)
    assert ("test_firefox.py" in said) is bool(chosen)
