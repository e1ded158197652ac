"""Firefox, which keeps whole pages in memory: Exit leaves nothing of ours behind Back or Forward,
and no page breaks its policy.

Collected where a Firefox is at hand; see ``conftest.py``.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.test_every_kind import KINDS
from tests.harness.firefox import Firefox, firefox, found
from tests.harness.small_portal import listening

NEUTRAL = "https://www.bbc.co.uk/weather"
SHIFT = "\ue008"
SETTLES = 0.4
# Exit waits 0.8 s for the first page, then leaves without it. A machine with much else to do may be
# slower than that; what happens then is tested in Chromium.
PATIENT = """const soon = window.setTimeout.bind(window);
    window.setTimeout = (what, after, ...given) => soon(what, after === 800 ? 60000 : after, ...given)"""
PORTAL = (
    "/portal/groups/carers/join",
    "/portal/feedback",
    "/portal/code",
    "/portal/care/login",
    "/portal/nowhere",
)
SHOWN = "return document.title + (getComputedStyle(document.documentElement).display === 'none' ? '' : document.body.innerText)"
LEAVE: dict[str, Callable[[Firefox], None]] = {
    "click": lambda fox: fox.click("a.exit"),
    "shift": lambda fox: fox.press(SHIFT, SHIFT, SHIFT),
}


@pytest.fixture(scope="module")
def started() -> Iterator[Firefox]:
    with firefox(found()) as fox:
        yield fox


@pytest.fixture
def fox(started: Firefox) -> Firefox:
    started.new_tab()
    return started


@pytest.fixture(scope="module")
def plain(site: Path) -> Iterator[str]:
    """The plain site of somebody else, at another origin, that Exit leads to."""
    with listening(site, "/", []) as address:
        yield f"{address}/plain"


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """What the portal was asked, in order."""
    return []


@pytest.fixture(scope="module")
def place(
    site: Path, plain: str, asked: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The built site with a small portal; its Exit leads to a plain site of this machine, since the
    tests ask no other.
    """
    copy = tmp_path_factory.mktemp("firefox") / "site"
    shutil.copytree(site, copy, copy_function=os.link)
    for page in copy.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        page.unlink()
        page.write_text(html.replace(NEUTRAL, plain), encoding="utf-8")
    with listening(copy, plain, asked) as address:
        yield address


@pytest.mark.parametrize("how", LEAVE)
@pytest.mark.parametrize(
    "paths",
    [
        ("/", "/crisis/", "/coping/panic/"),
        ("/crisis/ie/",),
        ("/", "/crisis/", "/portal/code"),
        ("/portal/code", "/", "/portal/code"),
    ],
    ids=[
        "three deep",
        "one page",
        "from the portal",
        "begun in the portal, which is not kept whole",
    ],
)
def test_nothing_of_ours_is_left_behind_back_or_forward(
    fox: Firefox, place: str, plain: str, asked: list[str], how: str, paths: tuple[str, ...]
) -> None:
    for path in paths:
        fox.goto(place + path)
    fox.run(PATIENT)
    asked.clear()
    LEAVE[how](fox)
    assert fox.comes_to(plain), f"Exit stopped at {fox.url}"
    assert ("/portal/exit session=open" in asked) is (paths[-1] == "/portal/code"), asked
    assert [
        address.removeprefix(place) for address in fox.history() if address.startswith(place)
    ] == ["/x/"]
    fox.ask("WebDriver:Back")
    assert fox.comes_to(f"{place}/x/")
    time.sleep(SETTLES)
    assert (fox.url, fox.run(SHOWN)) == (f"{place}/x/", "…")
    fox.ask("WebDriver:Forward")
    assert fox.comes_to(plain)
    time.sleep(SETTLES)
    assert fox.url == plain


def test_going_back_without_an_exit_shows_the_page_again(fox: Firefox, place: str) -> None:
    for path in ("/", "/crisis/"):
        fox.goto(place + path)
    fox.ask("WebDriver:Back")
    assert fox.comes_to(f"{place}/")
    time.sleep(SETTLES)
    assert fox.url == f"{place}/"
    assert "Pick one" in fox.run(SHOWN)


def test_no_page_breaks_its_policy_or_asks_for_what_it_forbids(fox: Firefox, server: str) -> None:
    fox.heard("Content-Security-Policy")
    for path in (*KINDS.values(), *PORTAL):
        fox.goto(server + path)
    fox.goto(f"{server}/coping/")
    fox.click("#find")
    fox.run("document.querySelector('#find').focus()")
    fox.ask("WebDriver:SetTimeouts", implicit=60_000)
    fox.press(*"panic")
    fox.ask("WebDriver:FindElement", using="css selector", value="form.find li a")
    assert fox.heard("Content-Security-Policy") == []
    for path in ("/", "/crisis/ie/", "/portal/code"):
        fox.goto(server + path)
        fox.run(
            "const s = document.createElement('script'); s.textContent = '0'; "
            "document.head.append(s)"
        )
        assert fox.comes_to_hear("Content-Security-Policy"), (
            f"{path}: Firefox did not stop a script that the policy does not name"
        )
