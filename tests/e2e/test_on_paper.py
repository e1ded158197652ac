"""Crisis pages away from the site: printed, also while the device is dark, and kept as one file on
a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.harness.names import served
from tests.harness.paths import ROOT

KINDS = ("ie", "us", "ad", "bb", "ie/sources", "ie/card", "data", "violence-at-home", ".")
# What is no ink on white: a ground, a picture, a shade, or a letter that is not black. What the
# page does not show is left out.
COLOURED = """() => [...document.querySelectorAll('body, body *')].filter(node => node.getClientRects().length).filter(node => {
    const style = getComputedStyle(node);
    const white = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(style.backgroundColor) && style.backgroundImage === 'none';
    return !white || style.color !== 'rgb(0, 0, 0)' || style.boxShadow !== 'none';
}).map(node => node.outerHTML.slice(0, 80))"""
LINES = """() => [...document.querySelectorAll('main a[href^="tel:"], main a[href^="sms:"]')].map(link => {
    const box = link.getBoundingClientRect(), style = getComputedStyle(link.querySelector('bdi'));
    return [link.querySelector('bdi').textContent, box.left >= 0 && box.right <= innerWidth && box.height > 0, parseFloat(style.fontSize)]; })"""
WIDER = "document.documentElement.scrollWidth > innerWidth"
PT = 96 / 72


@pytest.fixture(scope="module", params=["light", "dark"])
def paper(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as a printer draws it on A4 with margins of 12 mm, from a device with either scheme."""
    context = browser.new_context(
        viewport={"width": 703, "height": 1032}, color_scheme=request.param
    )
    page = context.new_page()
    page.emulate_media(media="print", color_scheme=request.param)
    yield page
    context.close()


def opened(page: Page, site: Path, path: str) -> None:
    page.goto((site / "crisis" / path / "index.html").as_uri())


def test_paper_is_white_ink_is_black_and_the_strip_is_not_on_it(site: Path, paper: Page) -> None:
    amiss: dict[str, list[str]] = {}
    for path in KINDS:
        opened(paper, site, path)
        amiss[path] = [
            *paper.evaluate(COLOURED),
            *(part for part in (".bar", ".skip") if paper.is_visible(part)),
            *(
                words
                for words in ("Change country", "Back to the first page")
                if words in paper.inner_text("body")
            ),
            *(["wider than paper"] if paper.evaluate(WIDER) else []),
        ]
    assert {path: found for path, found in amiss.items() if found} == {}


def test_every_number_is_on_paper_and_larger_than_the_words_around_it(
    site: Path, paper: Page
) -> None:
    for path in ("ie", "us", "bb", "violence-at-home", "."):
        opened(paper, site, path)
        found = paper.evaluate(LINES)
        assert found, path
        for number, whole, size in found:
            assert whole, f"{path}: {number} is cut off"
            assert size >= 14 * PT, f"{path}: {number} is printed in {size / PT:.1f} pt"


@pytest.mark.parametrize(("path", "most"), [("ie", 3), ("us", 8), (".", 1), ("right-now", 2)])
def test_what_is_printed_is_short(site: Path, paper: Page, path: str, most: int) -> None:
    """Lines fill each page one below the other; the list of all countries is left out."""
    opened(paper, site, path)
    pages = re.findall(
        rb"/Type\s*/Page\b",
        paper.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm")),
    )
    assert len(pages) <= most


CHALLENGES = sorted(
    path.stem for path in (ROOT / "content/challenges").glob("*.md") if path.stem != "index"
)


@pytest.mark.parametrize("path", CHALLENGES)
def test_a_challenge_is_on_two_pages_with_each_step_whole(
    site: Path, paper: Page, path: str
) -> None:
    """Nothing but the steps, a word before and after, and small sources; the window beside a step
    is empty.
    """
    paper.goto((site / "challenges" / path / "index.html").as_uri())
    steps = paper.locator(".rail > li")
    assert steps.count() in {4, 7}
    assert set(
        steps.evaluate_all("all => all.map(step => getComputedStyle(step).breakInside)")
    ) == {"avoid"}
    assert set(
        steps.evaluate_all("all => all.map(step => getComputedStyle(step, '::before').content)")
    ) == {'""'}
    for gone in (".bar", ".find", served(".page-foot nav"), ".crumb", ".tags"):
        assert not paper.locator(gone).first.is_visible(), gone
    pages = re.findall(
        rb"/Type\s*/Page\b",
        paper.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm")),
    )
    assert len(pages) <= 2


def test_what_holds_at_this_moment_is_not_printed(site: Path, paper: Page) -> None:
    """Paper is read later: that a line is open now stays on the screen."""
    opened(paper, site, "us")
    assert paper.evaluate("document.body.textContent").count("by your device’s clock") > 0
    assert "by your device’s clock" not in paper.inner_text("body")


@pytest.mark.parametrize("script", [True, False], ids=["script", "noscript"])
def test_a_page_kept_as_one_file_is_whole_and_asks_for_nothing(
    site: Path, browser: Browser, tmp_path: Path, script: bool
) -> None:
    kept = tmp_path / "Ireland.html"
    kept.write_bytes((site / "crisis/ie/index.html").read_bytes())
    context = browser.new_context(
        viewport={"width": 320, "height": 568}, java_script_enabled=script
    )
    page, asked, faults = context.new_page(), list[str](), list[Any]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(error))
    page.goto(kept.as_uri())
    assert asked == [kept.as_uri()]
    assert faults == []
    dialled = [
        link.get_attribute("href")
        for link in page.locator('main a[href^="tel:"], main a[href^="sms:"]').all()
    ]
    assert dialled[:4] == ["tel:112", "tel:999", "tel:116123", "sms:50808"]
    box = page.locator('main a[href^="tel:"]').first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 568, "no number stands whole on the first screen"
    assert box["height"] >= 56, "the style of the page is gone"
    context.close()
