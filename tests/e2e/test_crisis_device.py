"""What the reader's device adds to a crisis page: a country by its clock's zone, open now, age, and
an alert that ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from site_config.views import assets
from site_config.views.time_zones import countries_by_zone
from tests.harness import device_site
from tests.harness.names import served
from tests.harness.page_looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
)
from tests.harness.paths import ROOT
from tests.harness.small_portal import listening

MOMENTS = yaml.safe_load((Path(__file__).parent / "open_now.yml").read_text(encoding="utf-8"))
SUGGESTED = "[...document.querySelectorAll('#where a, #where + details a')].map(a => a.getAttribute('href'))"
SAID = """id => [...document.getElementById(id).querySelectorAll('p')].map(p => p.textContent.replace(/\\s+/g, ' ').trim())
    .filter(words => /device’s clock/.test(words)).join('|')"""
AGE = """lines => [...document.querySelectorAll(lines)].map(li => li.id.slice(3) + ': ' + [...li.querySelectorAll('p')].map(p => p.textContent)
    .filter(words => /more than|That was/.test(words)).join('|').replace(/^Checked on .*?(?=That was)/, ''))"""


@pytest.fixture(scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return device_site.build(tmp_path_factory.mktemp("device"))


@pytest.fixture(scope="module")
def odd(fixture_site: Path) -> Iterator[str]:
    """The address of the site with odd hours, checks and an alert."""
    with listening(fixture_site, "", []) as address:
        yield address


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What a page complained of; must be nothing at the end of a test."""
    heard: list[str] = []
    yield heard
    assert heard == []


def opened(context: BrowserContext, faults: list[str], now: str = "2027-01-11T12:00Z") -> Page:
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    return page


@pytest.mark.parametrize(
    ("zone", "suggested", "words"),
    [
        ("America/New_York", ["us/"], "New York"),
        ("Europe/Berlin", ["de/", "dk/", "no/", "sj/", "se/"], "Berlin"),
        ("Asia/Calcutta", ["in/"], ""),
        ("Asia/Kolkata", ["in/"], ""),
        ("America/Argentina/Ushuaia", ["ar/"], "Ushuaia"),
        ("Europe/Belgrade", ["rs/", "ba/", "hr/", "xk/", "me/", "mk/", "si/"], "Belgrade"),
        ("Europe/Dublin", [], ""),
        ("UTC", [], ""),
        ("Etc/GMT+5", [], ""),
        ("Antarctica/Troll", [], ""),
    ],
)
def test_the_clock_of_the_device_suggests_a_country_and_nothing_is_sent(
    browser: Browser, server: str, faults: list[str], zone: str, suggested: list[str], words: str
) -> None:
    context = browser.new_context(timezone_id=zone, viewport={"width": 320, "height": 568})
    page, asked = opened(context, faults), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/crisis/")
    assert page.evaluate(SUGGESTED) == suggested
    assert page.inner_text("#where").startswith("Your device’s clock is set to") == bool(suggested)
    assert words in page.inner_text("#where")
    assert page.evaluate("document.activeElement === document.body && scrollY === 0")
    if suggested:
        page.click("#where a")
        assert page.url == f"{server}/crisis/{suggested[0]}"
    assert asked == [f"{server}/crisis/", *(f"{server}/crisis/{href}" for href in suggested[:1])]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert context.cookies() == []
    context.close()


def test_every_zone_of_every_country_with_a_page_leads_there(
    browser: Browser, server: str, site: Path, faults: list[str]
) -> None:
    """The page's own script, run once for each name that a device may give."""
    context = browser.new_context(viewport={"width": 320, "height": 568})
    page = opened(context, faults)
    page.goto(f"{server}/crisis/")
    known = {
        **countries_by_zone(),
        "Mars/Olympus": (),
        "Etc/UTC": (),
        "America/Atlantis": (),
        "": (),
    }
    found = page.evaluate(
        f"""zones => zones.map(zone => {{
        document.querySelectorAll('#where + details').forEach(node => node.remove());
        document.getElementById('where').textContent = '';
        Intl.DateTimeFormat.prototype.resolvedOptions = () => ({{timeZone: zone}});
        document.addEventListener = (name, run) => run();
        {assets.make(ROOT / "site_config/theme").speaking["zone"]}
        return {SUGGESTED};
    }})""",
        list(known),
    )
    pages = {path.parent.name for path in site.glob("crisis/??/index.html")}
    for (zone, codes), hrefs in zip(known.items(), found, strict=True):
        expected = [f"{code.lower()}/" for code in codes if code.lower() in pages]
        # The most populous first, the others as the page lists them.
        assert (hrefs[:1], sorted(hrefs[1:])) == (
            ([], []) if expected == ["ie/"] else (expected[:1], sorted(expected[1:]))
        ), zone
    assert len(pages) > 160
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_choice_fits_a_small_screen(
    browser: Browser, server: str, faults: list[str], scheme: Any
) -> None:
    context = browser.new_context(
        timezone_id="America/Puerto_Rico",
        viewport={"width": 320, "height": 568},
        color_scheme=scheme,
    )
    page = opened(context, faults)
    page.goto(f"{server}/crisis/")
    assert page.evaluate(SUGGESTED)[0] == "pr/"
    assert page.locator("#where a").count() == 4
    page.click("details summary")
    can_be_tapped_and_scrolls_nowhere_sideways(page, "choice")
    for size in page.evaluate(
        "[...document.querySelectorAll('#where a, #where + details a, summary')].map(n => "
        "n.getBoundingClientRect().height)"
    ):
        assert size >= 44
    axe_finds_nothing(page, "choice")
    context.close()


def test_the_moments_are_many_and_hold_both_clock_changes() -> None:
    assert len(MOMENTS) >= 20
    assert len({moment["name"] for moment in MOMENTS}) == len(MOMENTS)


def test_open_now_is_right_at_every_moment(browser: Browser, odd: str, faults: list[str]) -> None:
    wrong = []
    for reader in sorted({moment["reader"] for moment in MOMENTS}):
        context = browser.new_context(timezone_id=reader)
        page = opened(context, faults)
        for moment in (moment for moment in MOMENTS if moment["reader"] == reader):
            page.clock.set_fixed_time(moment["now"])
            page.goto(f"{odd}/crisis/ie/")
            said = page.evaluate(SAID, f"ie-{moment['line']}")
            if said != moment["says"]:
                wrong.append((moment["name"], said, moment["says"]))
        context.close()
    assert wrong == []


def test_a_closed_line_leads_to_one_that_is_open_or_to_none(
    browser: Browser, odd: str, faults: list[str]
) -> None:
    context = browser.new_context(timezone_id="Europe/Dublin")
    page = opened(context, faults, "2027-01-11T18:00Z")
    page.goto(f"{odd}/crisis/ie/")
    page.click("#ie-day a[href='#ie-always']")
    assert page.url.endswith("#ie-always")
    page.goto(f"{odd}/crisis/ad/")
    assert page.evaluate(SAID, "ad-day") == "Closed now. Opens 09:00, by your device’s clock."
    page = opened(context, faults, "2027-01-11T23:00Z")
    page.goto(f"{odd}/crisis/ad/")
    assert (
        page.evaluate(SAID, "ad-day")
        == "Closed now. Opens 09:00, by your device’s clock. Open now: By night"
    )
    context.close()


def test_it_is_told_again_each_minute_and_focus_stays(
    browser: Browser, odd: str, faults: list[str]
) -> None:
    context = browser.new_context(timezone_id="Europe/Dublin")
    page = context.new_page()
    page.clock.install(time="2027-01-11T16:58:30Z")
    page.goto(f"{odd}/crisis/ie/")
    assert page.evaluate(SAID, "ie-day").startswith("Open now, until 17:00")
    page.focus(served("#ie-day .contact-button"))
    page.clock.run_for(120_000)
    assert page.evaluate(SAID, "ie-day").startswith("Closed now. Opens 09:00")
    assert page.evaluate(
        "s => document.activeElement.matches(s)", served("#ie-day .contact-button")
    )
    assert (
        page.evaluate("s => document.querySelector(s)", served("li.box [role], li.box [aria-live]"))
        is None
    )
    page.focus("#ie-day a[href='#ie-always']")
    page.clock.fast_forward(16 * 3_600_000)
    assert page.evaluate("document.activeElement.matches(\"#ie-day a[href='#ie-always']\")")
    page.focus(served("#ie-day .contact-button"))
    page.clock.run_for(60_000)
    assert page.evaluate(SAID, "ie-day").startswith("Open now, until 17:00")
    context.close()


@pytest.mark.parametrize(
    ("today", "lines"),
    [
        ("2026-11-22", ["old: That was 12 days ago.", "fresh: That was 2 days ago.", "plain: "]),
        ("2027-02-08", ["old: That was 90 days ago.", "fresh: That was 80 days ago.", "plain: "]),
        (
            "2027-02-09",
            [
                "old: Checked more than 90 days ago. It may have changed.",
                "fresh: That was 81 days ago.",
                "plain: ",
            ],
        ),
        (
            "2027-05-09",
            [
                "old: Checked more than 90 days ago. It may have changed.",
                "fresh: Checked more than 90 days ago. It may have changed.",
                "plain: ",
            ],
        ),
        (
            "2027-05-10",
            [
                "fresh: Checked more than 90 days ago. It may have changed.",
                "plain: ",
                "old: Checked more than 180 days ago. It may have changed. Try the others first.",
            ],
        ),
        ("2026-11-09", ["old: ", "fresh: ", "plain: "]),
        ("1970-01-01", ["old: ", "fresh: ", "plain: "]),
    ],
)
def test_age_changes_words_and_order(
    browser: Browser, odd: str, faults: list[str], today: str, lines: list[str]
) -> None:
    context = browser.new_context(timezone_id="Europe/Dublin")
    page = opened(context, faults, f"{today}T12:00Z")
    page.goto(f"{odd}/crisis/is/")
    assert page.evaluate(AGE, served("li.box")) == lines
    context.close()


@pytest.mark.parametrize(
    ("now", "zone", "shown"),
    [
        ("2026-11-24T12:00Z", "Europe/Dublin", True),
        ("2026-12-01T23:59Z", "Europe/Dublin", True),
        ("2026-12-02T00:00Z", "Europe/Dublin", False),
        ("2026-12-02T00:00Z", "America/New_York", True),
        ("2026-12-01T12:00Z", "Pacific/Kiritimati", False),
        ("2028-01-01T12:00Z", "Europe/Dublin", False),
        ("1970-01-01T12:00Z", "Europe/Dublin", True),
    ],
)
def test_an_alert_ends_by_itself_on_an_old_build(
    browser: Browser, odd: str, faults: list[str], now: str, zone: str, shown: bool
) -> None:
    context = browser.new_context(timezone_id=zone)
    page = opened(context, faults, now)
    page.goto(f"{odd}/crisis/is/")
    assert (device_site.ALERT["text"] in page.inner_text("#is-plain")) is shown
    assert page.locator(served("#is-plain [data-until]")).count() == shown
    assert page.evaluate(
        "[...document.querySelectorAll('#is-plain p')].every(p => p.textContent.trim())"
    )
    context.close()


BROKEN = {
    "no Intl": "delete window.Intl",
    "no name of a zone": "Intl.DateTimeFormat.prototype.resolvedOptions = () => ({})",
    "a zone that nobody knows": "Intl.DateTimeFormat.prototype.resolvedOptions = () => "
    "({timeZone: 'Mars/Olympus'})",
    "Intl that fails": "Intl.DateTimeFormat = () => { throw new RangeError('no zone') }; "
    "Date.prototype.toLocaleString = () => { throw new RangeError('no zone') }; delete "
    "Intl.RelativeTimeFormat",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_device_that_knows_little_shows_the_page_as_it_was(
    browser: Browser, odd: str, faults: list[str], broken: str
) -> None:
    context = browser.new_context(timezone_id="Asia/Tokyo")
    page = opened(context, faults)
    page.add_init_script(broken)
    page.goto(f"{odd}/crisis/")
    assert page.inner_text("#where") == ""
    assert page.evaluate(SUGGESTED) == []
    for path, number in (("/crisis/", 1), ("/crisis/ie/", 8)):
        page.goto(odd + path)
        assert page.locator("a[href^='tel:']").count() > number
        said = page.evaluate(SAID, "ie-day")
        assert said == "" or "resolvedOptions" in broken
    page.goto(f"{odd}/crisis/is/")
    assert "Checked on 10 November 2026" in page.inner_text("#is-old")
    context.close()


def test_a_line_in_a_zone_that_the_device_does_not_know_is_left_as_it_is(
    browser: Browser, odd: str, faults: list[str]
) -> None:
    context = browser.new_context(timezone_id="Europe/Dublin")
    context.add_init_script("""const tell = Date.prototype.toLocaleString;
        Date.prototype.toLocaleString = function (tag, how) {
            if (how.timeZone === 'Asia/Kathmandu') { throw new RangeError('unknown'); }
            return tell.call(this, tag, how);
        }""")
    page = opened(context, faults)
    page.goto(f"{odd}/crisis/ie/")
    assert page.evaluate(SAID, "ie-kathmandu") == ""
    assert page.evaluate(SAID, "ie-day").startswith("Open now")
    context.close()


def test_without_scripts_every_hour_and_number_is_there(browser: Browser, odd: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{odd}/crisis/ie/")
    words = page.inner_text("main")
    assert "Monday to Friday, 09:00 to 17:00" in words
    assert "We do not know its hours." in words
    assert "device" not in words
    page.goto(f"{odd}/crisis/")
    assert page.inner_text("#where") == ""
    context.close()


@pytest.mark.parametrize("size", ["320", "desktop"])
def test_what_is_added_is_readable_to_everyone(
    browser: Browser, odd: str, faults: list[str], size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        timezone_id="Asia/Tokyo",
        viewport={"width": width, "height": height},
        color_scheme="dark" if size == "desktop" else "light",
    )
    page = opened(context, faults, "2027-05-10T12:00Z")
    for path in ("/crisis/ie/", "/crisis/is/"):
        page.goto(odd + path)
        assert re.search("device’s clock|more than 180 days", page.inner_text("main"))
        can_be_tapped_and_scrolls_nowhere_sideways(page, path)
        axe_finds_nothing(page, path)
    context.close()
