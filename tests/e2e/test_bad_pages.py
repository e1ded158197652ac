"""Pages as nobody should write them: very long, with a word, a table and a picture that are wider
than any screen.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.harness.page_looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
)
from tests.harness.project_copies import small_copy, verb
from tests.harness.servers import serving

FRONT = "---\nkind: page\ntitle: {}\ndescription: Words.\nwritten: 2026-11-21\n---\n"
WORD = "a" * 200
SENTENCES = "Words that go on and on. " * 40
PAGES = {
    "long": SENTENCES + "\n\n" + "\n\n".join(f"## Part {n}\n\n{SENTENCES}" for n in range(300)),
    "word": f"## {WORD}\n\n{WORD}\n\n- {WORD}\n\n> {WORD}\n\n`{WORD}`\n",
    "table": "\n".join(
        [
            "|" + "|".join(f" Column {n} " for n in range(40)) + "|",
            "|" + "---|" * 40,
            "|" + "|".join(f" {n} " for n in range(40)) + "|",
        ]
    ),
    "picture": "Words.\n\n![Stripes](stripes.png)\n",
}


def stripes(width: int) -> bytes:
    """A PNG of one row, wider than any screen."""

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", zlib.crc32(name + content))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0))
        + part(b"IDAT", zlib.compress(b"\0" + bytes(n % 256 for n in range(width))))
        + part(b"IEND", b"")
    )


def until(page: Page, expression: str) -> None:
    """Waits for something to be so. Asked from outside: a page's policy allows no words that become
    a program.
    """
    for _ in range(1200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small copy with such pages."""
    folder = tmp_path_factory.mktemp("wide")
    project = small_copy(folder / "project")
    for name, body in PAGES.items():
        (project / f"content/about/{name}.md").write_text(
            FRONT.format(name.capitalize()) + body, encoding="utf-8"
        )
    (project / "content/about/stripes.png").write_bytes(stripes(4000))
    done = verb(project, "build", "--into", str(folder / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "site/about/long/index.html").stat().st_size > 300_000
    with serving(folder / "site") as address:
        yield address


@pytest.fixture(params=["320", "desktop"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if request.param == "desktop" else "light",
    )
    yield context.new_page()
    context.close()


def test_no_page_is_wider_than_the_screen_whatever_it_holds(page: Page, wide: str) -> None:
    for name in PAGES:
        page.goto(f"{wide}/about/{name}/")
        can_be_tapped_and_scrolls_nowhere_sideways(page, name)
        if name != "long":
            axe_finds_nothing(page, name)


def test_a_wide_table_scrolls_inside_its_box_and_by_keyboard(page: Page, wide: str) -> None:
    page.goto(f"{wide}/about/table/")
    page.focus(".table")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.table').scrollLeft > 0")


def test_a_picture_that_is_wider_than_the_screen_keeps_inside_the_page_and_says_its_size(
    page: Page, wide: str
) -> None:
    page.goto(f"{wide}/about/picture/")
    picture = page.locator("main img")
    assert (picture.get_attribute("width"), picture.get_attribute("height")) == ("4000", "1")
    picture.scroll_into_view_if_needed()
    until(
        page,
        "(p => p.complete && p.naturalWidth === 4000 && p.getBoundingClientRect().right <= "
        "innerWidth)(document.querySelector('main img'))",
    )


def test_a_site_on_a_host_that_sets_no_headers_keeps_its_policy(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    # As a file there is nobody who could set a header.
    page.goto((site / "crisis/ie/index.html").as_uri())
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: "
        "'window.broken = true'}))"
    )
    assert page.evaluate("window.broken === undefined")
    if not any("Content Security Policy" in text for text in heard):
        page.wait_for_event("console", lambda said: "Content Security Policy" in said.text)
    context.close()
