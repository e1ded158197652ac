"""What pages weigh, what they ask for, and how much script they hold: each page by itself, and the
worst of each kind.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmarks.budget_row import Row, worst_of

FEW_LINES = 5
# HTML with its style, requests before the visitor does something, and script, for any page of site
# and portal.
PAGE, REQUESTS, SCRIPT = 14_000, 2, 2_000
FEW, MANY, FIRST = (
    "a country's page, up to five lines",
    "a country's page, more lines",
    "the first crisis page",
)
OTHER = "any other page with its style"
BUDGETS = {FEW: 5_000, MANY: 7_000, FIRST: 9_000, OTHER: PAGE}
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
# A line of a country's page: the class "box" as it is served (site_config/theme/short_names.yml).
LINE = re.compile(r'<li\b[^>]*\bclass="?c\b')
STYLESHEET = re.compile(r'<link\b(?=[^>]*\brel="?stylesheet\b)[^>]*\bhref="?([^\s">]+)')
LOADED = re.compile(
    r'<(?:link\b(?=[^>]*\brel="?(?:stylesheet|preload|modulepreload|prefetch)\b)|script|img|iframe|source|video|audio)\b'
    r'[^>]*\b(?:href|src)="?([^\s">]+)'
)
# What a style asks for: a picture, a font, another style sheet.
FETCHED = re.compile(r"""(?:url\(\s*|@import\s+)["']?(?!data:|#)([^"')\s;]+)""")
INLINE_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


@dataclass(frozen=True)
class Weighed:
    """One page. ``where`` is its address, or for the portal its rule and a name; ``size`` is HTML
    with style, gzip -9, in bytes.
    """

    where: str
    kind: str
    size: int
    requests: int
    script: int
    foreign: int

    @property
    def share(self) -> float:
        """How much of its budget the page uses up."""
        return self.size / BUDGETS[self.kind]

    def __str__(self) -> str:
        mark = "ok  " if self.share <= 1 else "OVER"
        return (
            f"{mark} {self.size:6,} of {BUDGETS[self.kind]:6,} bytes {self.share:4.0%}  "
            f"{self.requests} "
            f"{'request ' if self.requests == 1 else 'requests'}  {self.script:5,} bytes of "
            f"script  {self.where}"
        )


def weighed(where: str, html: bytes, site: Path, folder: Path, kind: str = OTHER) -> Weighed:
    """A page of a site or of the portal, with the style sheets that it links to. ``folder`` is
    where it stands in the built site.
    """
    text = html.decode()
    sheets = [_linked(site, folder, link) for link in STYLESHEET.findall(text) if "//" not in link]
    styles = [*INLINE_STYLE.findall(text), *(sheet.read_text(encoding="utf-8") for sheet in sheets)]
    asked = [*LOADED.findall(text), *FETCHED.findall("\n".join(styles))]
    return Weighed(
        where,
        kind,
        packed(html) + sum(map(_file, sheets)),
        1 + len(asked),
        packed("".join(INLINE_SCRIPT.findall(text)).encode()),
        sum("//" in address for address in asked),
    )


def of_site(site: Path) -> list[Weighed]:
    """Every page of a built site, by its address."""
    found = []
    for path in sorted(site.rglob("*.html")):
        html, where = (
            path.read_bytes(),
            "/" + path.relative_to(site).as_posix().removesuffix("index.html"),
        )
        found.append(weighed(where, html, site, path.parent, _kind(where, html.decode())))
    return found


def table(pages: Iterable[Weighed]) -> list[str]:
    """A line for each page, the one that uses most of its budget first."""
    return [str(page) for page in sorted(pages, key=lambda page: (-page.share, page.where))]


def rows(pages: Iterable[Weighed]) -> list[Row]:
    """The rows of sizes, requests and script, each with the heaviest page, over all pages of site
    and portal.
    """
    every = list(pages)
    asked = {page.where: page.requests for page in every}
    sizes = {
        kind: {page.where: page.size for page in every if page.kind == kind} for kind in BUDGETS
    }
    return [
        *(worst_of(f"{kind} (bytes)", sizes[kind], budget) for kind, budget in BUDGETS.items()),
        worst_of(
            "requests of a crisis page",
            {where: n for where, n in asked.items() if where.startswith("/crisis/")},
            1,
        ),
        worst_of("requests of any page before the visitor does something", asked, REQUESTS),
        worst_of("script in a page (bytes)", {page.where: page.script for page in every}, SCRIPT),
        worst_of("requests to another host", {page.where: page.foreign for page in every}, 0),
    ]


def search(site: Path) -> Row:
    """What the search fetches once its field has focus, all of it together."""
    files = [
        *site.glob("assets/search.*.js"),
        *site.glob("assets/javascripts/workers/*.js"),
        site / "search/search_index.json",
    ]
    return worst_of(
        "search, once its field has focus (bytes)", {"all of it": sum(map(_file, files))}, 110_000
    )


def packed(content: bytes) -> int:
    """How many bytes something is after gzip -9."""
    return len(gzip.compress(content, 9, mtime=0))


def _kind(where: str, html: str) -> str:
    if re.fullmatch(r"/crisis/[a-z]{2}/", where):
        return FEW if len(LINE.findall(html)) <= FEW_LINES else MANY
    return FIRST if where == "/crisis/" else OTHER


def _file(path: Path) -> int:
    return packed(path.read_bytes())


def _linked(site: Path, folder: Path, link: str) -> Path:
    return site / link.lstrip("/") if link.startswith("/") else (folder / link).resolve()
