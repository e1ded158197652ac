"""Every page of the portal in a real browser, held to what every page of the site is held to: tap,
keyboard, axe, and its policy.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from tests.e2e.test_portal import leave_by, log_in, press, tick
from tests.harness.names import either
from tests.harness.page_looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
    keyboard_reaches_help_and_exit_first_and_focus_is_seen,
)
from tests.harness.page_rules import page_rules
from tests.harness.people import Visitor
from tests.harness.watched_portal import MOMENT, Watched, inside, watched

CARERS = "/portal/groups/carers/join"
# Pages that show nothing, and why.
NO_PAGE = {
    "/portal/exit": "leads away",
    "/portal/health": "one word",
    "/portal/care": "leads to /portal/care/",
}
EVERY = [
    pytest.param((size, scheme, script), id=f"{size}-{scheme}-{'script' if script else 'noscript'}")
    for size, scheme, script in (
        ("320", "light", True),
        ("390", "dark", False),
        ("desktop", "light", False),
        ("desktop", "dark", True),
    )
]


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as running:
        yield running


@dataclass
class Journey:
    """What was found on one journey past every page: where it came by, and what was amiss, by what was
    looked for.
    """

    script: bool
    stops: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    amiss: dict[str, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    kept: int = 0

    def look(self, what: str, at: Callable[..., None], *given: object) -> None:
        """Looks for one thing, and goes on whatever it finds, so that each test speaks for itself."""
        self.amiss.setdefault(what, [])
        try:
            at(*given)
        except AssertionError as error:
            self.amiss[what].append(str(error))


@pytest.fixture(scope="module", params=EVERY)
def journey(browser: Browser, portal: Watched, request: pytest.FixtureRequest) -> Journey:
    """One journey in a browser of one size and scheme, with a script or without. Each page is looked
    at in every way before it is left.
    """
    size, scheme, script = request.param
    width, height = SIZES[size]
    found = Journey(script)
    with contextlib.closing(
        browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
        )
    ) as context:
        page = context.new_page()
        sent: list[Response] = []

        def heard(message: ConsoleMessage) -> None:
            # A page that says no with a 4xx is noted by the browser, too; that is no fault of the
            # page.
            if "Failed to load resource" not in message.text:
                found.said.append(f"{page.url}: {message.text}")

        page.on(
            "response",
            lambda answer: sent.append(answer) if answer.request.is_navigation_request() else None,
        )
        page.on("console", heard)
        page.on("pageerror", lambda error: found.said.append(f"{page.url}: {error}"))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((portal.address + "/", "data:"))
                else found.said.append(f"{page.url} asks {asked.url}")
            ),
        )

        def at(name: str) -> None:
            found.stops.append(name)
            found.seen.add(page.url.removeprefix(portal.address))
            found.look("rules", page_rules, sent[-1].text(), name)
            if script:  # axe waits for what never comes where scripts are off.
                found.look("axe", axe_finds_nothing, page, name)
            found.look("taps", can_be_tapped_and_scrolls_nowhere_sideways, page, name)
            found.look(
                "keys", keyboard_reaches_help_and_exit_first_and_focus_is_seen, page, name, 24
            )

        by_every_page(page, portal, at)
        if script:
            found.kept = page.evaluate("localStorage.length + sessionStorage.length")
    return found


def by_every_page(page: Page, portal: Watched, stop: Callable[[str], None]) -> None:
    """Comes by every page of the portal, in every state, and calls ``stop`` on each with a name for
    it.
    """
    address = portal.address
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
    page.fill(
        "#needs",
        "Averyverylongwordthatnobodywouldwritebutsomebodymaypasteandthenitmustnotmakethepagewider"
        * 3,
    )
    press(page, "check")
    stop("join, check your answers")
    tick(page, "#consent_words")
    press(page, "send")
    stop("join, a consent is missing")
    tick(page, "#consent_words")
    tick(page, "#consent_peer")
    portal.clock.go_on(seconds=MOMENT)
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
    portal.clock.go_on(seconds=MOMENT)
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
    leave_by(page, f"{either('main form button.button')} >> nth=0")
    stop("logged out")
    page.goto(f"{address}/portal/nowhere")
    stop("not there")


def test_every_page_of_the_portal_keeps_the_rules_of_every_page(journey: Journey) -> None:
    assert journey.amiss["rules"] == []


def test_no_page_of_the_portal_scrolls_sideways_and_all_can_be_tapped(journey: Journey) -> None:
    assert journey.amiss["taps"] == []


def test_no_page_of_the_portal_hides_focus(journey: Journey) -> None:
    assert journey.amiss["keys"] == []


def test_axe_finds_nothing_on_any_page_of_the_portal(journey: Journey) -> None:
    assert journey.amiss.get("axe", []) == []
    assert ("axe" in journey.amiss) is journey.script


def test_no_page_of_the_portal_breaks_its_policy_asks_another_host_or_keeps_anything(
    journey: Journey,
) -> None:
    assert (journey.said, journey.kept) == ([], 0)


def test_the_journey_comes_by_every_page_that_the_portal_has(
    journey: Journey, portal: Watched
) -> None:
    paths = {path.split("?")[0] for path in journey.seen}
    with inside(portal) as (app, _):
        pages = {
            rule.rule
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/portal") and "GET" in (rule.methods or set())
        }
    assert [
        rule for rule in pages - NO_PAGE.keys() if not any(_fits(rule, path) for path in paths)
    ] == []
    assert len(journey.stops) == len(set(journey.stops)) >= 29


def _fits(rule: str, path: str) -> bool:
    parts, wanted = path.split("/"), rule.split("/")
    return len(parts) == len(wanted) and all(
        want.startswith("<") or want == part for want, part in zip(wanted, parts, strict=True)
    )


def test_a_record_that_is_gone_and_one_that_never_was_are_told_alike(portal: Watched) -> None:
    host = Visitor(portal.address)
    host.log_in(portal.copy.reader, portal.copy.passphrase)
    assert {
        host.get(f"/portal/care/record/{ref}").status
        for ref in ("0" * 16, "x", "%00", "..%2f..", "a" * 300)
    } == {404}
