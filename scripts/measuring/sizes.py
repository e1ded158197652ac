"""What the pages of a built site weigh."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from scripts.measuring.rows import Row, worst_of

FEW_LINES = 5
# HTML with its style, requests before the visitor does something, and script, for any page of site and portal.
PAGE, REQUESTS, SCRIPT = 14_000, 2, 2_000
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)
LINE = re.compile(r'<li\b[^>]*\bclass="?c\b')
STYLESHEET = re.compile(r'<link\b(?=[^>]*\brel="?stylesheet\b)[^>]*\bhref="?([^\s">]+)')
LOADED = re.compile(r'<(?:link\b(?=[^>]*\brel="?stylesheet\b)|script|img|iframe|source|video|audio)\b[^>]*\b(?:href|src)="?([^\s">]+)')


def rows(site: Path) -> list[Row]:
    """The rows of a built site's sizes and requests, each with the heaviest page."""
    pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    few, many, other = {}, {}, {}
    for name, path in pages.items():
        if re.fullmatch(r"crisis/[a-z]{2}/index\.html", name):
            (few if len(LINE.findall(path.read_text(encoding="utf-8"))) <= FEW_LINES else many)[name] = _file(path)
        elif name != "crisis/index.html":
            other[name] = with_style(path.read_bytes(), site, path.parent)
    search = [*site.glob("assets/search.*.js"), *site.glob("assets/javascripts/workers/*.js"), site / "search/search_index.json"]
    html = {name: path.read_bytes() for name, path in pages.items()}
    asked = {name: requests(text) for name, text in html.items()}
    foreign = {name: sum("//" in link for link in LOADED.findall(text.decode())) for name, text in html.items()}
    return [
        worst_of("a country's page, up to five lines (bytes)", few, 5_000),
        worst_of("a country's page, more lines (bytes)", many, 7_000),
        worst_of("the first crisis page (bytes)", {"crisis/index.html": _file(pages["crisis/index.html"])}, 9_000),
        worst_of("any other page with its style (bytes)", other, PAGE),
        worst_of("requests of a crisis page", {name: n for name, n in asked.items() if name.startswith("crisis/")}, 1),
        worst_of("requests of any page before the visitor does something", asked, REQUESTS),
        worst_of("script in a page (bytes)", {name: script(text) for name, text in html.items()}, SCRIPT),
        worst_of("search, once its field has focus (bytes)", {"all of it": sum(map(_file, search))}, 110_000),
        worst_of("requests to another host", foreign, 0),
    ]


def with_style(html: bytes, site: Path, folder: Path) -> int:
    """How many bytes a page and its style sheets are after gzip -9. ``folder`` is where the page stands in the site."""
    return packed(html) + sum(_file(_linked(site, folder, link)) for link in STYLESHEET.findall(html.decode()))


def requests(html: bytes) -> int:
    """How many requests a page takes, itself among them."""
    return 1 + len(LOADED.findall(html.decode()))


def script(html: bytes) -> int:
    """How many bytes the scripts inside a page are after gzip -9."""
    return packed(b"".join(INLINE_SCRIPT.findall(html)))


def packed(content: bytes) -> int:
    """How many bytes something is after gzip -9."""
    return len(gzip.compress(content, 9, mtime=0))


def _file(path: Path) -> int:
    return packed(path.read_bytes())


def _linked(site: Path, folder: Path, link: str) -> Path:
    return site / link.lstrip("/") if link.startswith("/") else (folder / link).resolve()
