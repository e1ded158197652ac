"""What every page must show in a real browser, whoever made it: pages of the site and of the portal
are held to the same.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.harness.names import either

SIZES = {"320": (320, 640), "390": (390, 844), "desktop": (1280, 900)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Every rule is tried; only what broke is written out at length, for the list of all that passed is
# most of the work.
AXE = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
TAPPED = (
    "a.help",
    "a.exit",
    either("a.contact-button"),
    either("a.button"),
    "button",
    either(".choice"),
    either(".page-foot nav a"),
    either(".page-head nav a:not([hidden])"),
)
FOCUS = """() => {
    const node = document.activeElement, box = node.getBoundingClientRect();
    const bar = document.querySelector('.bar').getBoundingClientRect();
    const style = getComputedStyle(node);
    const covered = !node.closest('.bar, .skip') && box.bottom <= bar.bottom && getComputedStyle(document.querySelector('.bar')).position === 'sticky';
    return {text: node.textContent.trim() || node.name || '', on: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            covered, ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, body: node === document.body,
            trap: node.closest('.trap') !== null};
}"""


def can_be_tapped_and_scrolls_nowhere_sideways(page: Page, kind: str) -> None:
    """No page is wider than its window, and what a thumb presses is large enough for it."""
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{kind} is {wide[0]} wide on {wide[1]}"
    for selector in TAPPED:
        for box in page.evaluate(
            "s => [...document.querySelectorAll(s)].map(n => n.getBoundingClientRect()).map(b => "
            "[b.width, b.height])",
            selector,
        ):
            assert box == [0, 0] or (box[1] >= 44 and box[0] >= 24), f"{kind}: {selector} is {box}"


def keyboard_reaches_help_and_exit_first_and_focus_is_seen(
    page: Page, kind: str, presses: int = 12
) -> None:
    """The first links are always the same, and focus is never off screen, covered, without a ring,
    or in the field for machines.
    """
    reached = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found["body"]:
            break
        assert found["on"], f"{kind}: focus on {found['text']!r} is off screen"
        assert not found["covered"], f"{kind}: focus on {found['text']!r} lies under the strip"
        assert found["ring"], f"{kind}: focus on {found['text']!r} cannot be seen"
        assert not found["trap"], (
            f"{kind}: the keyboard reaches the field that is there for machines"
        )
        reached.append(found["text"])
    assert reached[0].startswith("Skip to"), kind
    assert reached[1:3] == ["Get help now", "Exit"], kind


def axe_finds_nothing(page: Page, kind: str) -> None:
    """No fault of WCAG 2.2 A and AA, best practice, or AAA contrast that a machine can see."""
    # axe cannot measure contrast over a gradient; the colours under the glow are measured in
    # docs/look.md. Nor does it know that the strip on top covers a link for this moment alone; that
    # focus keeps clear of it is tested apart.
    page.evaluate("document.body.style.backgroundImage = 'none'; scrollTo(0, 0)")
    found = Axe().run(page, options=AXE)
    faults = [
        (fault["id"], fault["nodes"][0]["html"][:120]) for fault in found.response["violations"]
    ]
    assert faults == [], f"{kind}: {faults}"
