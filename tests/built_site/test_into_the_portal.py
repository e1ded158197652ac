"""The ways from the site into the portal: each leads where the portal answers, and there are none
in a copy that is only a site.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.built_site.test_pages import built, portal_addresses
from tests.harness.project_copies import copy, verb

Builds = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """Builds a copy of the project in which some words of some files were changed, and gives its
    pages by address.
    """

    def build(**changes: tuple[str, str, str]) -> dict[str, str]:
        project = copy(tmp_path_factory.mktemp("changed") / "project")
        for name, old, new in changes.values():
            path = project / name
            text = path.read_text(encoding="utf-8")
            assert old in text, name
            path.write_text(text.replace(old, new), encoding="utf-8")
        done = verb(project, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        return built(project / "site")

    return build


def links(html: str, within: str = "body") -> list[tuple[str, str]]:
    return [
        (link.attributes["href"] or "", link.text().strip())
        for link in HTMLParser(html).css(f"{within} a[href]")
    ]


def into(html: str) -> set[str]:
    """Where a page leads into the portal of this site; other sites may have a portal of their own
    in their names.
    """
    return {
        target
        for target, _ in links(html)
        if "portal" in target and not target.startswith(("https://", "http://"))
    }


def test_every_way_into_the_portal_is_one_that_it_answers(site: Path) -> None:
    for address, html in built(site).items():
        assert into(html) <= portal_addresses(), address
        if not address.startswith("/crisis/") and address != "/x/":
            assert {"/portal/feedback", "/portal/code"} <= into(html), address


def test_an_open_group_is_joined_from_its_own_page(site: Path) -> None:
    html = built(site)["/groups/carers/"]
    assert ("/portal/groups/carers/join", "Join this group") in links(html, ".side")
    assert ("/portal/feedback", "Ask the hosts something first") in links(html, ".side")
    side = HTMLParser(html).css_first(".side").text()
    assert (
        "Places are open" in side
        and "Come and sit with us" in side
        and "you can leave with that same code at any time" in side
    )
    assert "When we read:" in side and "A group is not a crisis service" in side
    assert (
        "You can try the form; nobody reads what you send."
        in HTMLParser(html).css_first("main").text()
    )


def test_a_full_group_has_a_list_to_ask_for(site: Path) -> None:
    html = built(site)["/groups/after-depression/"]
    assert ("/portal/groups/after-depression/join", "Ask for a place on the list") in links(
        html, ".side"
    )
    assert "Full, with a waiting list" in HTMLParser(html).css_first(".side").text()
    assert "Join this group" not in html


def test_a_group_that_takes_nobody_says_so_and_leads_to_the_others(builds: Builds) -> None:
    pages = builds(
        paused=("content/groups/carers.md", "signup: open", "signup: paused"),
        closed=("content/groups/evening-anxiety.md", "signup: open", "signup: closed"),
    )
    for address, says in {
        "/groups/carers/": "This group is resting",
        "/groups/evening-anxiety/": "has all its people",
    }.items():
        side = HTMLParser(pages[address]).css_first(".side")
        assert says in side.text()
        assert [target for target, _ in links(pages[address], "main") if "portal" in target] == []
        assert ("../", "See the other groups") in links(pages[address], ".side")
        assert "You can try the form" not in pages[address]


def test_a_copy_that_is_only_a_site_never_mentions_a_portal(builds: Builds) -> None:
    pages = builds(off=("mkdocs.yml", "portal: true", "portal: false"))
    assert {address: into(html) for address, html in pages.items() if into(html)} == {}
    for address in ("/groups/", "/groups/carers/", "/groups/after-depression/"):
        assert "nobody can join" in pages[address], address
        assert "You can try the form" not in pages[address], address


def test_the_layout_of_the_portal_does_not_promise_that_there_is_no_cookie(site: Path) -> None:
    pages = built(site)
    assert "sets no cookie" in pages["/about/leaving/"]
    assert "sets no cookie" not in pages["/404.html"]
    assert "This page loads nothing from anyone else." in pages["/404.html"]
