"""The built site, file by file: the rules of every page, and nothing in the folder that does not
belong there.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.harness.names import served
from tests.harness.page_rules import page_rules
from tests.harness.paths import ROOT

ALLOWED = re.compile(
    r"(assets/(site|search)\.[0-9a-f]{12}\.(css|js)|assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"
    r"|assets/pictures/[\w-]+\.(png|jpg|webp|svg)|assets/javascripts/workers/LICENSE\.txt|search/search_index\.json|sitemap\.xml"
    r"|crisis/[a-z]{2}/(card|named)\.vcf|crisis/data/(directory\.txt|lines\.csv|emergency\.csv|lines\.jsonld|services\.json|schema\.json))(\.gz|\.br)?"
)


def address_of(site: Path, page: Path) -> str:
    """The address at which a built file is served: ``/crisis/`` for ``crisis/index.html``."""
    return "/" + page.relative_to(site).as_posix().removesuffix("index.html")


def built(site: Path) -> dict[str, str]:
    """Every built page's text, by address."""
    return {
        address_of(site, page): page.read_text(encoding="utf-8")
        for page in sorted(site.rglob("*.html"))
    }


def test_every_page_keeps_the_rules(site: Path) -> None:
    pages = built(site)
    assert len(pages) > 190
    for address, html in pages.items():
        page_rules(html, address)


def test_every_file_that_is_not_a_page_is_one_we_know(site: Path) -> None:
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    strangers = [
        name
        for name in names
        if not re.search(r"\.html(\.gz|\.br)?$", name) and not ALLOWED.fullmatch(name)
    ]
    assert strangers == []


def test_no_notes_facts_or_drafts_are_published(site: Path) -> None:
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        assert not name.endswith((".yml", ".yaml", ".md", ".py", ".map")), name
        assert not name.startswith("care/") and "README" not in name, name
    front_matter = re.compile(r"^(kind|draft|reviewed_by):", re.M)
    assert [address for address, html in built(site).items() if front_matter.search(html)] == []


def test_every_link_of_ours_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    pages = {address: HTMLParser(html) for address, html in built(site).items()}
    broken = []
    for address, tree in pages.items():
        for link in tree.css("a[href]"):
            target = link.attributes["href"] or ""
            if re.match(r"(https?|tel|sms|mailto):", target):
                continue
            path, _, place = target.partition("#")
            goal = resolve(address, path)
            if target in portal_addresses() or (site / goal.strip("/")).is_file():
                continue
            if goal not in pages or (place and pages[goal].css_first(f'[id="{place}"]') is None):
                broken.append((address, target))
    assert broken == []


def portal_addresses() -> set[str]:
    """What the portal answers to a visitor who follows a link: two pages, and the sign-up of each
    group of the content.
    """
    groups = {path.stem for path in (ROOT / "content/groups").glob("*.md")} - {"index"}
    return {"/portal/feedback", "/portal/code", *(f"/portal/groups/{slug}/join" for slug in groups)}


def resolve(address: str, path: str) -> str:
    """An address on the site that a relative link on another page leads to."""
    if not path:
        return address
    parts = ["", *list(address.split("/")[1:-1])] if not path.startswith("/") else [""]
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1] or [""]
        elif part not in {"", "."}:
            parts.append(part)
    return ("/".join(parts) or "") + "/"


def test_every_page_says_that_this_copy_is_an_example(site: Path) -> None:
    for address, html in built(site).items():
        if address.startswith("/crisis/"):
            assert "This site is an example. The lines below are real" in html, address
        elif address != "/x/":
            assert "This is an example. No community runs it yet" in html, address


def test_the_blank_page_bears_nothing_of_ours(site: Path) -> None:
    html = (site / "x/index.html").read_text(encoding="utf-8")
    tree = HTMLParser(html)
    assert tree.css_first("title").text() == "…"
    assert [node.html for node in tree.css("body > *") if "hidden" not in node.attributes] == []
    # By this name exit.js knows it.
    assert [
        address for address, page in built(site).items() if re.search(r"<html[^>]* id=", page)
    ] == ["/x/"]
    for word in ("Example", "Handrail", "help", "crisis"):
        assert word not in re.sub(r"<script>.*?</script>", "", html, flags=re.S), word


def test_unlisted_pages_are_in_no_menu_no_map_and_no_search(site: Path) -> None:
    found = (site / "search/search_index.json").read_text(encoding="utf-8") + (
        site / "sitemap.xml"
    ).read_text(encoding="utf-8")
    assert "specimen" not in found
    assert '"x/' not in found
    assert "/x/<" not in found
    assert not any(
        "about/specimen" in html
        for address, html in built(site).items()
        if address != "/about/specimen/"
    )


def test_packed_copies_hold_what_the_page_holds(site: Path) -> None:
    packed = 0
    for path in site.rglob("*"):
        if path.suffix == ".gz":
            assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes(), path
            packed += 1
        elif path.suffix == ".br":
            assert brotli.decompress(path.read_bytes()) == path.with_suffix("").read_bytes(), path
            packed += 1
    assert packed > 300


def test_the_layout_for_the_portal_can_be_cut_from_the_missing_page(site: Path) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    places = [
        html.index(mark)
        for mark in (
            "<!-- handrail:title -->",
            "<!-- /handrail:title -->",
            "<!-- handrail:head -->",
            "<!-- /handrail:head -->",
            "<!-- handrail:content -->",
            "<!-- /handrail:content -->",
        )
    ]
    assert places == sorted(places)
    addresses = [node.attributes.get("href") or "" for node in HTMLParser(html).css("a, link")]
    assert [address for address in addresses if not re.match(r"/|#|https://|data:", address)] == []


def test_each_kind_of_page_has_its_own_shape(site: Path) -> None:
    pages = built(site)
    shapes = {
        "/": ".hero",
        "/coping/": ".cards",
        "/coping/panic/": ".tags",
        "/challenges/mindful-breathing-week/": "ol.rail",
        "/groups/carers/": "ol.clock",
        "/crisis/": served("ul.country-list"),
        "/crisis/ie/": served("section.urgent"),
        "/about/organisation/": "dl.facts",
    }
    for address, selector in shapes.items():
        assert HTMLParser(pages[address]).css_first(selector) is not None, (
            f"{address} lacks {selector}"
        )


def test_every_colour_that_a_page_uses_is_defined_in_it(site: Path) -> None:
    linked = "".join(path.read_text(encoding="utf-8") for path in site.glob("assets/site.*.css"))
    for address, html in built(site).items():
        style = html + (linked if 'rel="stylesheet"' in html else "")
        used, defined = (
            set(re.findall(r"var\((--[\w-]+)", style)),
            set(re.findall(r"[{;\s](--[\w-]+):", style)),
        )
        assert used <= defined, f"{address} uses {used - defined}"
