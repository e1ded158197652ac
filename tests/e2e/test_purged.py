"""Pages with their own style look as they do with all of it, dot by dot: on a phone and a wide
screen, in light, in dark and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from site_config.postbuild import policy
from site_config.postbuild.purge import ADDED, STYLE, purged
from site_config.views import assets
from tests.built_site.test_pages import built
from tests.harness.names import NAMES, served
from tests.harness.paths import ROOT
from tests.harness.skeletons import covering, skeletons

OWN = assets.make(ROOT / "site_config/theme", names=NAMES).inline()
IN_PAGES = NAMES.in_page(ADDED)
# Width, scheme, contrast, medium. 980 is wide enough for every rule of a wide screen.
LOOKS = {
    "phone-light": (390, "light", "no-preference", "screen"),
    "wide-dark": (980, "dark", "no-preference", "screen"),
    "narrow-contrast": (320, "dark", "more", "screen"),
    "paper": (980, "light", "no-preference", "print"),
}
ADDRESS = "http://handrail.test/"
# For each look the beginning of a rule that it shows, and what that rule becomes: one that fits
# nothing.
DROPPED = {
    "phone-light": (served(".page-foot nav a") + "{", "x{"),
    "wide-dark": ("@media (prefers-color-scheme:dark){:root{", "@media print{x{"),
    "narrow-contrast": ("@media (prefers-contrast:more){:root{", "@media print{x{"),
    "paper": ("@media print{:root{", "@media print{x{"),
}


@pytest.fixture(scope="module")
def pairs(site: Path) -> dict[str, tuple[str, str]]:
    """Pages whose style was made smaller, by address: as built, and with the whole style. Between
    them they hold every kind of element.
    """
    pages, pieces, whole = built(site), {}, {}
    for address, skeleton in skeletons(site).items():
        styles = STYLE.findall(pages[address])
        if styles and styles[0] not in OWN:
            whole[address] = next(
                text
                for text in OWN
                if purged(pages[address].replace(styles[0], text), [text], IN_PAGES)[1]
                == {styles[0]}
            )
            pieces[address] = frozenset(
                {
                    *(
                        (name, "", "")
                        for _, name, _ in skeleton
                        if not name.startswith(("meta", "script", "style"))
                    ),
                    (whole[address], "", ""),
                }
            )
    chosen = covering(pieces)
    assert 6 < len(chosen) < len(pieces) / 10
    return {
        address: (
            pages[address],
            pages[address].replace(STYLE.findall(pages[address])[0], whole[address]),
        )
        for address in chosen
    }


@pytest.fixture(params=LOOKS)
def drawn(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[str], bytes]]:
    """What draws a page: everything that can be opened is open, what a script shows is there, and
    nothing moves.
    """
    width, scheme, contrast, medium = LOOKS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": 700},
        color_scheme=scheme,
        contrast=contrast,
        java_script_enabled=False,
    )
    page, shown = context.new_page(), [""]
    page.emulate_media(media=medium)
    page.route("**", lambda route: serve(route, shown))

    def draw(html: str) -> bytes:
        shown[0] = opened(html)
        page.goto(ADDRESS)
        return page.screenshot(full_page=True, animations="disabled")

    yield draw
    context.close()


def serve(route: Route, shown: list[str]) -> None:
    if route.request.url == ADDRESS:
        route.fulfill(body=shown[0], content_type="text/html; charset=utf-8")
    else:
        route.abort()


def opened(html: str) -> str:
    """A page as visitors and scripts leave it. Without its policy, which would forbid the style
    that it is compared with.
    """
    html = re.sub(r"\shidden(?=[\s>])", "", policy.without(html)).replace(
        "<details", "<details open"
    )
    return html.replace(
        "<ol></ol></form>",
        f"<ol>{ADDED.partition('<ol>')[2].partition('</ol>')[0].replace('></', '>Words</')}</ol></form>",
    )


def are_alike(drawn: Callable[[str], bytes], one: str, other: str) -> bool:
    """Whether two pages look the same. On a busy machine Chromium now and then draws one page in
    two ways, so it may try again.
    """
    return any(drawn(one) == drawn(other) for _ in range(3))


def test_pages_look_the_same_with_their_own_style_as_with_all_of_it(
    drawn: Callable[[str], bytes], pairs: dict[str, tuple[str, str]]
) -> None:
    assert [
        address for address, (ours, whole) in pairs.items() if not are_alike(drawn, ours, whole)
    ] == []


def test_a_used_rule_that_is_dropped_is_seen(
    drawn: Callable[[str], bytes], pairs: dict[str, tuple[str, str]], request: pytest.FixtureRequest
) -> None:
    ours, whole = pairs["/"]
    rule, nothing = DROPPED[request.node.callspec.params["drawn"]]
    assert rule in ours
    assert not are_alike(drawn, ours.replace(rule, nothing), whole)
