"""What readers set for themselves: a zoom of 400 %, wider text, colours of their own, stillness;
and the order in which a page is read.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from tests.e2e.test_every_kind import KINDS
from tests.e2e.test_portal_pages import by_every_page
from tests.harness.clipping import AMISS, SPACED, ZOOMED
from tests.harness.fonts import FAMILIES, fontconfig
from tests.harness.names import either
from tests.harness.page_looks import keyboard_reaches_help_and_exit_first_and_focus_is_seen
from tests.harness.paths import LAUNCH
from tests.harness.watched_portal import Watched, watched

EDGED = either(
    ".button, .sheet, .box, .contact-button, .note, .admonition, .safe, .choice, .field > input, "
    ".help, .exit, .open, .shut, .panes i, .tags > li, .house > li, .thread > li, .alert"
)
# What has no edge of its own where the system's colours stand; words that cannot be told from what
# they stand on; and a choice that looks like the rest.
FORCED = """edged => {
    const found = [], ground = node => { for (; node; node = node.parentElement) { const c = getComputedStyle(node).backgroundColor; if (!/^rgba.*, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
    const light = c => c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
    const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
    for (const node of document.querySelectorAll(edged)) {
        const s = getComputedStyle(node), edges = [[s.borderTopStyle, s.borderTopWidth, s.borderTopColor], [s.outlineStyle, s.outlineWidth, s.outlineColor]];
        if (node.checkVisibility() && !edges.some(([style, width, colour]) => style !== 'none' && parseFloat(width) >= 1 && ratio(colour, ground(node.parentElement)) >= 3)) found.push('no edge: ' + node.outerHTML.slice(0, 60));
    }
    for (const node of document.querySelectorAll('body *')) {
        const own = [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        if (own && node.checkVisibility() && !node.closest('script, style, svg, option') && ratio(getComputedStyle(node).color, ground(node)) < 4.5) found.push('cannot be read: ' + node.outerHTML.slice(0, 60));
        const before = getComputedStyle(node, '::before');
        if (before.content !== 'none' && /counter|✓/.test(before.content) && ratio(before.color, before.backgroundColor) < 4.5) found.push('number cannot be read: ' + node.outerHTML.slice(0, 60));
    }
    for (const on of document.querySelectorAll('CHOICE:has(:checked)')) {
        const rest = on.parentElement.querySelector('CHOICE:not(:has(:checked))');
        if (rest && getComputedStyle(on).borderTopColor === getComputedStyle(rest).borderTopColor) found.push('chosen looks like the rest: ' + on.textContent.trim());
    }
    for (const here of document.querySelectorAll('HEAD_LINKS[aria-current]')) {
        if (here.checkVisibility() && getComputedStyle(here).textDecorationLine === 'none') found.push('where I am cannot be seen');
    }
    return found; }""".replace("CHOICE", f":is({either('.choice')})").replace(
    "HEAD_LINKS", f":is({either('.page-head nav a')})"
)
MOVES = """() => [...document.querySelectorAll('*')].flatMap(node => ['', '::before', '::after'].map(part => getComputedStyle(node, part)))
    .filter(style => style.transitionDuration !== '0s' || style.animationName !== 'none').length + document.getAnimations().length"""
ORDER = ["Skip to", "Get help now", "Exit"]


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as running:
        yield running


def opened(browser: Browser, **settings: Any) -> Page:
    return browser.new_context(**settings).new_page()


@pytest.mark.parametrize("spaced", [False, True], ids=["as we set it", "as a reader may"])
def test_at_400_per_cent_nothing_is_cut_covered_or_off_the_window(
    browser: Browser, server: str, spaced: bool
) -> None:
    page = opened(browser, viewport=ZOOMED, bypass_csp=True)
    amiss: dict[str, list[str]] = {}
    for kind, path in KINDS.items():
        page.goto(server + path)
        if spaced:
            page.add_style_tag(content=SPACED)
            keyboard_reaches_help_and_exit_first_and_focus_is_seen(page, kind, 16)
        amiss[kind] = page.evaluate(AMISS)
    assert {kind: found for kind, found in amiss.items() if found} == {}
    page.context.close()


def test_nothing_is_cut_covered_or_off_the_window_in_another_font(
    chromium: BrowserType, server: str, tmp_path: Path
) -> None:
    """Where the machine has it: elsewhere the family that stands in for it is looked at once more."""
    amiss: dict[str, list[str]] = {}
    written_in: set[str] = set()
    for family in FAMILIES:
        env = {**os.environ, "FONTCONFIG_FILE": str(fontconfig(tmp_path, family))}
        with contextlib.closing(chromium.launch(**{**LAUNCH, "env": env})) as another:
            page = opened(another, viewport=ZOOMED, bypass_csp=True)
            for path in ("/", "/crisis/ie/", "/guidelines/practice/first-meeting/"):
                page.goto(server + path)
                amiss[f"{family}, {path}"] = page.evaluate(AMISS)
            written_in |= families_of(page, "h1")
    assert {look: found for look, found in amiss.items() if found} == {}
    assert "Lato" in written_in or sys.platform != "linux", written_in


def families_of(page: Page, selector: str) -> set[str]:
    """The families that the words of an element are really written in."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    fonts = session.send("CSS.getPlatformFontsForNode", node)["fonts"]
    return {font["familyName"] for font in fonts}


def test_at_400_per_cent_and_spaced_no_page_of_the_portal_is_cut_covered_or_off_the_window(
    browser: Browser, portal: Watched
) -> None:
    page = opened(browser, viewport=ZOOMED, bypass_csp=True)
    amiss: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.add_style_tag(content=SPACED)
        amiss[name] = page.evaluate(AMISS)

    by_every_page(page, portal, look)
    assert len(amiss) >= 29
    assert {name: found for name, found in amiss.items() if found} == {}
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_colours_of_the_system_all_is_read_and_told_apart(
    browser: Browser, server: str, scheme: Any
) -> None:
    page = opened(
        browser,
        viewport={"width": 1280, "height": 900},
        forced_colors="active",
        color_scheme=scheme,
    )
    amiss = {}
    for path in (
        "/about/specimen/",
        "/",
        "/coping/",
        "/groups/carers/",
        "/crisis/",
        "/crisis/ie/",
        "/crisis/right-now/",
    ):
        page.goto(server + path)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        amiss[path] = page.evaluate(FORCED, EDGED)
        keyboard_reaches_help_and_exit_first_and_focus_is_seen(page, path)
    assert {path: found for path, found in amiss.items() if found} == {}
    page.context.close()


def test_nothing_moves_for_those_who_ask_for_stillness(browser: Browser, server: str) -> None:
    page = opened(browser)
    page.goto(f"{server}/about/specimen/")
    assert page.evaluate(MOVES), "where nothing ever moves, this test says nothing"
    page.emulate_media(reduced_motion="reduce")
    moving = []
    for kind, path in KINDS.items():
        page.goto(server + path)
        if page.evaluate(MOVES):
            moving.append(kind)
    assert moving == []
    page.context.close()


def test_a_page_is_read_out_from_its_three_links_by_its_first_heading_to_its_foot(
    browser: Browser, server: str
) -> None:
    """Chromium's accessibility tree, in its own order."""
    page = opened(browser)
    session = page.context.new_cdp_session(page)
    for kind, path in KINDS.items():
        page.goto(server + path)
        nodes = {
            node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]
        }
        read = [
            (role, name)
            for role, name in _read(nodes, next(iter(nodes)))
            if role in {"link", "heading 1", "heading", "contentinfo", "main"}
        ]
        assert [name.startswith(word) for (_, name), word in zip(read, ORDER, strict=False)] == [
            True
        ] * 3, f"{kind}: {read[:3]}"
        assert [name for role, name in read if role == "link" and not name] == [], (
            f"{kind}: a link without a name"
        )
        roles = [role for role, _ in read]
        assert (roles.count("main"), roles.count("heading 1")) == (1, 1), kind
        assert roles.index("heading 1") < roles.index("heading") if "heading" in roles else True, (
            f"{kind}: a heading before the first"
        )
        assert roles.index("heading 1") < (
            roles.index("contentinfo") if "contentinfo" in roles else len(roles)
        ), kind
    page.context.close()


def _read(nodes: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    """What is read out, in order: role and name; of headings the first level apart from the others."""
    node = nodes[at]
    if not node.get("ignored"):
        role = node["role"]["value"]
        level = next(
            (p["value"]["value"] for p in node.get("properties", []) if p["name"] == "level"), None
        )
        yield (
            (f"{role} 1" if role == "heading" and level == 1 else role),
            node.get("name", {}).get("value", ""),
        )
    for child in node.get("childIds", []):
        if child in nodes:
            yield from _read(nodes, child)
