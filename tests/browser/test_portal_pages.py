"""Every page of the portal in a real browser, held to what every page of the site is held to: tap, keyboard, axe, and its policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from portal import create_app
from tests.browser.looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
    keyboard_reaches_help_and_exit_first_and_focus_is_seen,
)
from tests.browser.test_portal import leave_by, log_in, press, tick
from tests.page_rules import page_rules
from tests.portal.people import PATIENCE, Copy, Visitor, copy

CARERS = "/portal/groups/carers/join"
EVERY = [pytest.param((size, scheme, script), id=f"{size}-{scheme}-{'script' if script else 'noscript'}")
         for size, scheme, script in (("320", "light", True), ("390", "dark", False), ("desktop", "light", False), ("desktop", "dark", True))]


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with copy(site, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    size, scheme, script = request.param
    width, height = SIZES[size]
    found = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script)
    yield found
    found.close()


def walk(page: Page, portal: Copy, at: Callable[[str], None]) -> set[str]:
    """Comes by every page of the portal, in every state, and calls ``at`` on each with a name for it; gives the addresses."""
    seen: set[str] = set()
    address = portal.address

    def stop(name: str) -> None:
        seen.add(page.url.removeprefix(address))
        at(name)

    page.goto(address + CARERS)
    stop("join, first page")
    press(page, "page2")
    stop("join, first page, in error")
    tick(page, 'input[name="age"][value="16-17"]')
    press(page, "page2")
    stop("join, for somebody younger")
    page.goto(address + CARERS)
    tick(page, 'input[name="age"][value="adult"]')
    page.fill("#nickname", "Wren, with a very long name that has no end")
    press(page, "page2")
    stop("join, a long name")
    page.fill("#nickname", "Llanfairpwllgwyngyllgogerychwyrndrobwllll")
    page.fill("#nickname", "Wren")
    tick(page, 'input[name="reach"][value="call"]')
    press(page, "page2")
    stop("join, second page")
    page.fill("#contact", "a number")
    press(page, "check")
    stop("join, second page, in error")
    page.fill("#contact", "+353 1 555 0100")
    page.fill("#needs", "Averyverylongwordthatnobodywouldwritebutsomebodymaypasteandthenitmustnotmakethepagewider" * 3)
    press(page, "check")
    stop("join, check your answers")
    tick(page, "#consent_words")
    press(page, "send")
    stop("join, a consent is missing")
    tick(page, "#consent_words")
    tick(page, "#consent_peer")
    page.wait_for_timeout(PATIENCE * 1000)
    press(page, "send")
    stop("join, sent")
    press(page, "open")
    stop("my page, a place")
    press(page, "write")
    stop("my page, an empty message")
    page.fill("#words", "Hello. Is the way in without steps?\n\nThank you.")
    press(page, "write")
    stop("my page, a message")
    press(page, "edit")
    stop("my page, correcting")
    page.fill("#nickname", "")
    press(page, "correct")
    stop("my page, correcting, in error")
    press(page, "open")
    press(page, "pause")
    stop("my page, paused")
    press(page, "leave")
    stop("my page, leaving")
    page.goto(f"{address}/portal/feedback")
    stop("note")
    press(page, "check")
    stop("note, in error")
    tick(page, 'input[name="topic"][value="treated"]')
    page.fill("#text", "Somebody was short with me.")
    tick(page, 'input[name="reply"][value="no"]')
    press(page, "check")
    stop("note, check")
    page.wait_for_timeout(PATIENCE * 1000)
    press(page, "send")
    stop("note, sent")
    page.goto(f"{address}/portal/code")
    stop("my code")
    page.fill("#code", "these are no words of ours")
    press(page, "open")
    stop("my code, nothing found")
    page.goto(f"{address}/portal/care/login")
    stop("log in")
    page.goto(f"{address}/portal/care/")
    log_in(page, portal)
    stop("today")
    leave_by(page, "ul.waits a >> nth=0")
    stop("a record")
    press(page, "decline" if page.locator('button[value="decline"]').count() else "reply")
    stop("a record, in error")
    page.goto(f"{address}/portal/care/sessions")
    stop("sessions")
    leave_by(page, "main form button.btn >> nth=0")
    stop("logged out")
    page.goto(f"{address}/portal/nowhere")
    stop("not there")
    return seen


@pytest.mark.parametrize("context", EVERY, indirect=True)
def test_no_page_of_the_portal_scrolls_sideways_breaks_a_rule_or_hides_focus(context: BrowserContext, portal: Copy) -> None:
    page = context.new_page()
    sent: list[Response] = []
    page.on("response", lambda answer: sent.append(answer) if answer.request.is_navigation_request() else None)

    def at(name: str) -> None:
        page_rules(sent[-1].text(), name)
        can_be_tapped_and_scrolls_nowhere_sideways(page, name)
        keyboard_reaches_help_and_exit_first_and_focus_is_seen(page, name, 24)

    walk(page, portal, at)


# axe waits for what never comes where scripts are off.
@pytest.mark.parametrize("context", [EVERY[0], EVERY[3]], indirect=True)
def test_axe_finds_nothing_on_any_page_of_the_portal(context: BrowserContext, portal: Copy) -> None:
    page = context.new_page()
    walk(page, portal, lambda name: axe_finds_nothing(page, name))


def test_no_page_of_the_portal_breaks_its_policy_or_asks_another_host(browser: Browser, portal: Copy) -> None:
    context = browser.new_context()
    page = context.new_page()
    seen: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # A page that says no with a 4xx is noted by the browser, too; that is no fault of the page.
        if "Failed to load resource" not in message.text:
            seen.append(f"{page.url}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: seen.append(f"{page.url}: {error}"))
    page.on("request", lambda request: None if request.url.startswith((portal.address + "/", "data:")) else seen.append(f"{page.url} asks {request.url}"))
    walk(page, portal, lambda name: None)
    assert seen == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_the_walk_comes_by_every_page_that_the_portal_has(browser: Browser, portal: Copy) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    walked = {path.split("?")[0] for path in walk(page, portal, lambda name: None)}
    rules = create_app(portal.config, portal.parts()).url_map.iter_rules()
    pages = {rule.rule for rule in rules if rule.rule.startswith("/portal") and "GET" in (rule.methods or set())}
    known = {"/portal/exit": "leads away", "/portal/health": "one word", "/portal/care": "leads to /portal/care/"}
    missed = [rule for rule in pages - known.keys() if not any(_fits(rule, path) for path in walked)]
    assert missed == []
    page.context.close()


def _fits(rule: str, path: str) -> bool:
    parts, wanted = path.split("/"), rule.split("/")
    return len(parts) == len(wanted) and all(want.startswith("<") or want == part for want, part in zip(wanted, parts, strict=True))


def test_a_record_that_is_gone_and_one_that_never_was_are_told_alike(portal: Copy) -> None:
    host = Visitor(portal.address)
    host.log_in(portal.reader, portal.passphrase)
    assert {host.get(f"/portal/care/record/{ref}").status for ref in ("0" * 16, "x", "%00", "..%2f..", "a" * 300)} == {404}
