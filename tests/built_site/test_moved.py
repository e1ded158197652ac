"""A page that has moved: its old address leads on, with a script or without, and no address that
was published is lost.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.built_site.test_pages import resolve
from tests.harness.page_rules import page_rules
from tests.harness.paths import ROOT
from tests.harness.project_copies import small_copy, verb
from tests.harness.servers import serving

PAGE = "---\nkind: page\ntitle: A walk & a talk\ndescription: Words.\nwritten: 2026-11-21\nmoved_from: [coping/a-walk/, walk/]\n---\nWords.\n\n![A bench](bench.gif)\n"
GIF = b"GIF89a\x02\0\x03\0\0\0\0,\0\0\0\0\x02\0\x03\0\0\x02\x01\0\0;"
OLD = ("/coping/a-walk/", "/walk/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a page that has moved twice, and shows a picture."""
    folder = tmp_path_factory.mktemp("moved")
    project = small_copy(folder / "project")
    (project / "content/about/walking.md").write_text(PAGE, encoding="utf-8")
    (project / "content/about/bench.gif").write_bytes(GIF)
    done = verb(
        project, "build", "--into", str(folder / "site"), HANDRAIL_SITE_URL="http://127.0.0.1:8000/"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def page(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("old", OLD)
def test_an_old_address_leads_to_the_new_one(built: Path, old: str) -> None:
    html = page(built, old)
    page_rules(html, old)
    tree = HTMLParser(html)
    refresh = tree.css_first('meta[http-equiv="refresh"]').attributes["content"] or ""
    delay, _, target = refresh.partition("; url=")
    assert delay == "0" and not target.startswith(("/", "http"))
    assert resolve(old, target) == "/about/walking/"
    link = tree.css_first("main a")
    assert (link.text(), resolve(old, link.attributes["href"] or "")) == (
        "A walk & a talk",
        "/about/walking/",
    )
    assert tree.css_first("h1").text() == "This page has moved"
    assert (
        tree.css_first('link[rel="canonical"]').attributes["href"]
        == "http://127.0.0.1:8000/about/walking/"
    )
    assert tree.css_first('meta[name="robots"]').attributes["content"] == "noindex"


def test_a_browser_follows_without_a_script_and_back_leads_out(
    browser: Browser, built: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(built) as address:
        page.goto(f"{address}/")
        page.goto(f"{address}{OLD[0]}")
        page.wait_for_url(f"{address}/about/walking/")
        page.go_back()
        page.wait_for_url(f"{address}/")
    context.close()


def test_an_old_address_is_in_no_map_and_no_search(built: Path) -> None:
    found = (built / "sitemap.xml").read_text(encoding="utf-8") + (
        built / "search/search_index.json"
    ).read_text(encoding="utf-8")
    assert "walking" in found
    assert "a-walk" not in found and "has moved" not in found


def test_a_picture_says_its_size_and_waits(built: Path) -> None:
    image = HTMLParser(page(built, "/about/walking/")).css_first("main img")
    assert (image.attributes["width"], image.attributes["height"], image.attributes["loading"]) == (
        "2",
        "3",
        "lazy",
    )
    assert image.attributes["alt"] == "A bench"


def test_every_address_that_was_published_is_in_the_site(site: Path) -> None:
    kept = [
        line
        for line in (ROOT / "tests/published.txt").read_text(encoding="utf-8").splitlines()
        if line.startswith("/")
    ]
    assert len(kept) > 490
    assert [
        address for address in kept if not (site / address.strip("/") / "index.html").is_file()
    ] == []
