"""The portal as people use it, in a real browser: a newcomer, a host, somebody with a note; with
script and without; and Exit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Route, expect

from tests.harness.names import either
from tests.harness.paths import LAUNCH
from tests.harness.people import Visitor
from tests.harness.watched_portal import MOMENT, Watched

GROUP = "after-depression"


@pytest.fixture(params=[True, False], ids=["script", "noscript"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    found = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=request.param
    )
    yield found
    found.close()


def press(page: Page, go: str) -> None:
    leave_by(page, f'main button[name="go"][value="{go}"]')


def leave_by(page: Page, selector: str) -> None:
    """Clicks what leads to another page, and waits for that page."""
    with page.expect_navigation():
        page.click(selector)


def tick(page: Page, selector: str) -> None:
    """Taps the box around a choice: the whole box is the target."""
    page.locator(selector).check(force=True)


def six_words(page: Page) -> str:
    return " ".join(page.locator("ol.house bdi").all_text_contents())


def join(page: Page, portal: Watched, slug: str, nickname: str) -> str:
    """From the group's own page to six words."""
    page.goto(f"{portal.address}/groups/{slug}/")
    leave_by(page, f'main a[href="/portal/groups/{slug}/join"] >> visible=true')
    tick(page, 'input[name="age"][value="adult"]')
    page.fill("#nickname", nickname)
    tick(page, 'input[name="reach"][value="email"]')
    press(page, "page2")
    page.fill("#contact", "wren@example.org")
    page.fill("#needs", "I type instead of talking.")
    press(page, "check")
    tick(page, "#consent_words")
    tick(page, "#consent_peer")
    portal.clock.go_on(seconds=MOMENT)
    press(page, "send")
    return six_words(page)


def open_code(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/portal/code")
    page.fill("#code", code)
    press(page, "open")


def log_in(page: Page, portal: Watched) -> None:
    page.goto(f"{portal.address}/portal/care/")
    page.fill("#name", portal.copy.reader)
    page.fill("#passphrase", portal.copy.passphrase)
    leave_by(page, either("main form button.button"))


def test_a_newcomer_joins_is_seated_reads_corrects_and_leaves(
    context: BrowserContext, browser: Browser, portal: Watched
) -> None:
    newcomer = context.new_page()
    name = f"Wren {time.monotonic_ns()}"
    code = join(newcomer, portal, GROUP, name)
    assert "waiting list" in newcomer.inner_text("main")

    host = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    ).new_page()
    log_in(host, portal)
    leave_by(host, f'ul.waits a:has-text("{name}")')
    assert "wren@example.org" in host.inner_text(".safe")
    press(host, "seat")
    assert "has a place now" in host.inner_text("main")
    host.fill("#words", "Welcome. The door opens at a quarter to four.")
    press(host, "reply")
    host.context.close()

    open_code(newcomer, portal.address, code.upper().replace(" ", " - "))
    assert "Now: You have a place" in newcomer.inner_text("main")
    assert "Welcome. The door opens at a quarter to four." in newcomer.inner_text(".thread .theirs")
    press(newcomer, "edit")
    newcomer.fill("#nickname", "Jay")
    press(newcomer, "correct")
    assert "Jay" in newcomer.inner_text("dl.answers")
    assert name not in newcomer.inner_text("main")
    press(newcomer, "leave")
    press(newcomer, "leave-sure")
    assert "Now: You have left" in newcomer.inner_text("main")


def test_a_member_sends_a_note_gets_an_answer_and_deletes_everything(
    context: BrowserContext, browser: Browser, portal: Watched
) -> None:
    member = context.new_page()
    words = f"The clock on one page is an hour late. {time.monotonic_ns()}"
    member.goto(f"{portal.address}/portal/feedback")
    tick(member, 'input[name="topic"][value="fact"]')
    member.fill("#text", words)
    tick(member, 'input[name="reply"][value="yes"]')
    press(member, "check")
    assert words in member.inner_text("dl.answers")
    assert member.locator("main .send a[href='/crisis/']").count() == 1, (
        "the way to help stands before Send"
    )
    portal.clock.go_on(seconds=MOMENT)
    press(member, "send")
    code = six_words(member)

    host = Visitor(portal.address)
    host.log_in(portal.copy.reader, portal.copy.passphrase)
    ref = next(
        ref for ref in host.records() if words in host.get(f"/portal/care/record/{ref}").text
    )
    host.get(f"/portal/care/record/{ref}")
    host.press(f"/portal/care/record/{ref}", "reply", words="Thank you. It is mended.")

    open_code(member, portal.address, code)
    assert "Now: Answered" in member.inner_text("main")
    assert "Thank you. It is mended." in member.inner_text(".thread .theirs")
    press(member, "delete")
    press(member, "delete-sure")
    assert "It is gone." in member.inner_text("main")
    open_code(member, portal.address, code)
    assert "cannot find anything" in member.inner_text("main")
    assert host.get(f"/portal/care/record/{ref}").status == 404


def test_no_cookie_comes_before_a_form_is_opened(browser: Browser, portal: Watched) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in ("/", "/groups/carers/", "/crisis/", "/portal/health", "/portal/nowhere"):
        page.goto(portal.address + path)
        assert context.cookies() == [], path
    page.goto(f"{portal.address}/portal/groups/carers/join")
    assert [
        (cookie["name"], cookie["path"], cookie["httpOnly"], cookie["sameSite"], cookie["expires"])
        for cookie in context.cookies()
    ] == [("form", "/portal", True, "Strict", -1)]
    context.close()


def weather(route: Route) -> None:
    """The plain site that Exit leads to: the one thing here that is not real."""
    route.fulfill(
        status=200,
        content_type="text/html",
        body="<!doctype html><title>Weather</title><p>Mild, some rain.</p>",
    )


def ended(route: Route) -> None:
    """Asks the real portal to end the session, and goes on to where it leads: a redirect out of a
    real answer cannot be stood in for.
    """
    answer = route.fetch(max_redirects=0)
    assert (answer.status, answer.headers["clear-site-data"]) == (303, '"cookies"')
    route.fulfill(
        status=200,
        content_type="text/html",
        body=f"<!doctype "
        f"html><title>…</title><script>location.replace('{answer.headers['location']}')</script>"
        f"<noscript><meta http-equiv=refresh "
        f"content='0;url={answer.headers['location']}'></noscript>",
    )


@pytest.fixture(params=[True, False], ids=["with-bfcache", "without-bfcache"])
def leaving(
    request: pytest.FixtureRequest, chromium: BrowserType, browser: Browser
) -> Iterator[BrowserContext]:
    found = (
        chromium.launch(**LAUNCH, ignore_default_args=["--disable-back-forward-cache"])
        if request.param
        else browser
    )
    context = found.new_context()
    context.route("https://www.bbc.co.uk/**", weather)
    context.route("**/portal/exit", ended)
    yield context
    context.close()
    if request.param:
        found.close()


def test_exit_from_a_form_ends_the_session_and_leaves_nothing_behind_back(
    leaving: BrowserContext, portal: Watched
) -> None:
    page = leaving.new_page()
    page.goto(portal.address + "/")
    log_in(page, portal)
    page.goto(f"{portal.address}/portal/groups/carers/join")
    page.fill("#nickname", "half written")
    session = next(cookie["value"] for cookie in leaving.cookies() if cookie["name"] == "care")
    page.click("a.exit")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert leaving.cookies(portal.address + "/portal/") == []
    stolen = Visitor(portal.address)
    stolen.cookies["care"] = session
    assert "Log in" in stolen.get("/portal/care/").text
    entries = [
        entry["url"]
        for entry in page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    ]
    assert entries == ["about:blank", f"{portal.address}/x/", "https://www.bbc.co.uk/weather"]
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_url("**/x/")
    assert page.title() == "…"
    assert "half written" not in page.content()


def test_exit_without_a_script_ends_the_session(browser: Browser, portal: Watched) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route("https://www.bbc.co.uk/**", weather)
    context.route("**/portal/exit", ended)
    page = context.new_page()
    log_in(page, portal)
    page.click("a.exit")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.goto(f"{portal.address}/portal/care/")
    assert page.inner_text("h1") == "Log in"
    context.close()


@pytest.mark.parametrize("keeps_pages", [True, False], ids=["with-bfcache", "without-bfcache"])
def test_back_after_send_neither_errs_nor_sends_twice(
    chromium: BrowserType, portal: Watched, keeps_pages: bool
) -> None:
    found = chromium.launch(
        **LAUNCH,
        **({"ignore_default_args": ["--disable-back-forward-cache"]} if keeps_pages else {}),
    )
    page = found.new_context().new_page()
    code = join(page, portal, "carers", f"Back {time.monotonic_ns()}")
    page.evaluate("setTimeout(() => history.back())")
    expect(page.locator("ol.house")).to_have_count(0)
    page.wait_for_load_state()
    if page.locator("#consent_words").count() == 0:
        page.evaluate("location.reload()") if page.url.startswith("http") else page.reload()
        page.locator("#consent_words").wait_for(state="attached")
    tick(page, "#consent_words")
    tick(page, "#consent_peer")
    press(page, "send")
    assert six_words(page) == code
    assert "You sent this before" in page.inner_text("main")
    found.close()
