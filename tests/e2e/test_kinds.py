"""Each kind of entry and each listing in a browser, of content that is never published; and the
lists that narrow, by keyboard alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.built_site.test_pages import built
from tests.e2e.test_by_keyboard import tab_to
from tests.e2e.test_zoom_and_spacing import EDGED, FORCED
from tests.harness.clipping import AMISS, SPACED, ZOOMED
from tests.harness.content_folders import write
from tests.harness.every_kind import FILES, TODAY
from tests.harness.names import served
from tests.harness.page_looks import (
    SIZES,
    axe_finds_nothing,
    can_be_tapped_and_scrolls_nowhere_sideways,
    keyboard_reaches_help_and_exit_first_and_focus_is_seen,
)
from tests.harness.page_rules import page_rules
from tests.harness.project_copies import small_copy, verb
from tests.harness.skeletons import covering, skeletons
from tests.harness.small_portal import listening

MADE = {
    "/coping/for/panic/",
    "/challenges/for/nature/",
    "/groups/for/carers/",
    "/resources/for/breathing/",
}
PATHS = sorted(
    {f"/{path.removesuffix('.md').removesuffix('index')}/".replace("//", "/") for path in FILES}
    | MADE
)
SHOWN = "() => [...document.querySelectorAll('.cards:first-of-type [data-where]')].filter(n => n.checkVisibility()).map(n => n.querySelector('b').textContent)"
STATUS = served(".filters [role=status]")
# Where a script could keep something.
KEPT = "async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, history.length]"


@pytest.fixture(scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kinds")
    project = small_copy(folder / "project")
    write(project / "content", FILES, bare=True)
    done = verb(project, "build", "--into", str(folder / "site"), "--today", TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    with listening(built_site, "", []) as found:
        yield found


@pytest.fixture(scope="module")
def looked_at(built_site: Path) -> set[str]:
    """Pages that between them hold every piece of these pages."""
    found = skeletons(built_site)
    return set(covering({path: found[path] for path in PATHS}))


def opened(browser: Browser, size: str = "320", **settings: Any) -> Page:
    width, height = SIZES[size]
    return browser.new_context(
        **{"viewport": {"width": width, "height": height}, **settings}
    ).new_page()


def test_every_page_keeps_the_rules(built_site: Path) -> None:
    pages = built(built_site)
    assert [path for path in PATHS if path not in pages] == []
    for path, html in pages.items():
        page_rules(html, path)


@pytest.mark.parametrize(
    ("size", "scheme", "script"),
    [("320", "light", False), ("390", "light", True), ("desktop", "dark", True)],
)
def test_every_kind_fits_its_window_and_the_keyboard_sees_where_it_is(
    browser: Browser, address: str, looked_at: set[str], size: str, scheme: Any, script: bool
) -> None:
    page = opened(browser, size, color_scheme=scheme, java_script_enabled=script)
    for path in sorted(looked_at) if script else PATHS:
        page.goto(address + path)
        can_be_tapped_and_scrolls_nowhere_sideways(page, path)
        keyboard_reaches_help_and_exit_first_and_focus_is_seen(page, path)
        if script:
            axe_finds_nothing(page, f"{path} {scheme}")
    page.context.close()


def test_at_400_per_cent_and_with_colours_of_the_system_nothing_is_lost(
    browser: Browser, address: str
) -> None:
    page = opened(browser, viewport=ZOOMED, bypass_csp=True)
    amiss = {}
    for path in PATHS:
        page.goto(address + path)
        page.add_style_tag(content=SPACED)
        amiss[path] = page.evaluate(AMISS)
    page.context.close()
    page = opened(browser, "desktop", forced_colors="active")
    for path in PATHS:
        page.goto(address + path)
        amiss[path] += page.evaluate(
            FORCED,
            EDGED + served(", a.sheet .caution, .chips a, .filters select, .sentences-to-say > li"),
        )
    assert {path: found for path, found in amiss.items() if found} == {}
    page.context.close()


def test_the_lists_narrow_by_time_and_place_with_the_keyboard_alone(
    browser: Browser, address: str
) -> None:
    page = opened(browser)
    asked: list[str] = []
    page.goto(f"{address}/coping/")
    page.on("request", lambda request: asked.append(request.url))
    before = page.evaluate(KEPT)
    assert page.evaluate(SHOWN) == ["One minute", "Five minutes", "A long one", "No length"]
    assert page.text_content(STATUS) == "", "nothing is said before somebody chooses"
    tab_to(page, served(".filters summary"))
    page.keyboard.press("Enter")
    tab_to(page, "#minutes", most=1)
    page.keyboard.press("ArrowDown")
    expect(page.locator(STATUS)).to_have_text("Shown: 1 of 4.")
    page.keyboard.press("ArrowDown")
    expect(page.locator(STATUS)).to_have_text("Shown: 2 of 4.")
    assert page.evaluate(SHOWN) == ["One minute", "Five minutes"]
    tab_to(page, "#place", most=1)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SHOWN) == ["One minute"]
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.evaluate(SHOWN) == []
    expect(page.locator(STATUS)).to_contain_text("Nothing here fits.")
    can_be_tapped_and_scrolls_nowhere_sideways(page, "nothing fits")
    assert page.evaluate(AMISS) == []
    axe_finds_nothing(page, "nothing fits")
    tab_to(page, served(".filters button"), most=1)
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("Shown: 4 of 4.")
    assert page.evaluate(SHOWN) == ["One minute", "Five minutes", "A long one", "No length"]
    assert page.evaluate(
        "s => [...document.querySelectorAll(s)].map(list => list.value)", served(".filters select")
    ) == ["", ""]
    assert page.evaluate("s => document.activeElement.matches(s)", served(".filters summary")), (
        "a button that goes must not take the focus with it"
    )
    assert not page.is_visible(served(".filters button"))
    assert (page.evaluate(KEPT), page.url, asked) == (before, f"{address}/coping/", [])
    page.context.close()


def test_the_lists_narrow_a_page_by_a_word_and_leave_what_others_have(
    browser: Browser, address: str
) -> None:
    page = opened(browser, "desktop")
    page.goto(f"{address}/coping/for/panic/")
    page.click(served(".filters summary"))
    page.select_option("#place", "outside")
    assert page.evaluate(SHOWN) == ["A long one"]
    assert page.text_content(STATUS) == "Shown: 1 of 3."
    assert page.locator("section .cards a:visible").count() == 3
    page.reload()
    assert page.evaluate("document.querySelector('#place').value") == "", (
        "a choice is forgotten with the page"
    )
    page.context.close()


def test_without_a_script_all_stands_there_and_answers_open(browser: Browser, address: str) -> None:
    page = opened(browser, java_script_enabled=False)
    page.goto(f"{address}/coping/")
    assert not page.is_visible(served(".filters"))
    assert page.locator(".cards > li:visible").count() == 4
    page.click("text=I cannot sleep")
    assert page.url == f"{address}/coping/for/sleep/"
    page.click("text=All coping ideas")
    assert page.url == f"{address}/coping/"
    page.goto(f"{address}/guidelines/practice/training/")
    assert not page.is_visible("text=You could ask whether they want ideas")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.is_visible("text=You could ask whether they want ideas")
    page.context.close()


def test_what_is_printed_holds_each_part_and_each_answer(browser: Browser, address: str) -> None:
    page = opened(browser, "desktop")
    page.emulate_media(media="print")
    page.goto(f"{address}/guidelines/practice/training/")
    assert page.is_visible("text=You may stop. Tell the other moderator.")
    for path, said in (
        ("guidelines/rules", "The first words."),
        ("guidelines/practice/sheet", "1:05"),
    ):
        page.goto(f"{address}/{path}/")
        assert page.is_visible(f"text={said}")
        assert not page.is_visible(".bar")
    page.goto(f"{address}/coping/")
    assert not page.is_visible(served(".filters")), "what narrows a list is of no use on paper"
    page.context.close()


def test_a_link_to_another_site_names_it_and_sends_nothing_along(built_site: Path) -> None:
    html = built(built_site)["/resources/app/"]
    assert 'rel="noreferrer">Go to example.org</a>' in html.replace(
        "rel=noreferrer", 'rel="noreferrer"'
    )
    assert "These facts were gathered on 20 November 2026." in html


def test_a_page_of_a_past_event_says_so_and_the_list_leaves_it_out(built_site: Path) -> None:
    pages = built(built_site)
    assert "This is over. It was on Monday 23 November 2026." in pages["/get-involved/events/over/"]
    assert "This is over." not in pages["/get-involved/events/today/"]
    assert (
        'Tuesday 24 November 2026, <bdi dir="ltr">19:00</bdi> to <bdi dir="ltr">20:30</bdi>, '
        "Dublin time" in pages["/get-involved/events/today/"].replace("dir=ltr", 'dir="ltr"')
    )
    assert "Over" not in pages["/get-involved/events/"].partition("<main")[2].partition("</main>")[
        0
    ].replace("What was over", "")


def test_one_minute_is_one_and_a_challenge_of_steps_alone_says_nothing_twice(
    built_site: Path,
) -> None:
    pages = built(built_site)
    assert "<li>1 minute<" in pages["/coping/one/"].replace("</li>", "<")
    assert [path for path, html in pages.items() if re.search(r"\b1 minutes\b", html)] == []
    assert pages["/challenges/week/"].partition("<main")[2].count("About Week.") == 1


def test_pages_by_a_word_are_in_the_map_and_in_the_search(built_site: Path) -> None:
    found = (built_site / "sitemap.xml").read_text(encoding="utf-8")
    index = (built_site / "search/search_index.json").read_text(encoding="utf-8")
    for path in MADE:
        assert f"{path}<" in found
        assert f'"{path[1:]}"' in index
