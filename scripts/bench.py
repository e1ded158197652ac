"""``bench``: what the built site weighs against its budgets, and what a build costs beside plain MkDocs.

Sizes are gzip -9 in bytes (1 kB is 1,000). CPU is user and system time of the whole command. Fails above a budget.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scripts.build import build
from scripts.environment import ROOT
from scripts.says import doing, say

FEW_LINES = 5
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
LOADED = re.compile(r'<(?:link rel="stylesheet"|script|img|iframe|source|video|audio)[^>]*(?:href|src)="([^"]+)"')


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the worst value found and where, and the budget."""

    what: str
    worst: float
    where: str
    budget: float

    @property
    def kept(self) -> bool:
        return self.worst <= self.budget


def main(arguments: list[str]) -> int:
    """Prints the table; exit status 1 if a budget is broken."""
    parser = argparse.ArgumentParser(prog="python3 -m scripts bench", description="Measure sizes and the build.")
    parser.add_argument("--sizes", action="store_true", help="only sizes")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site)
        rows = sizes(site)
    if not options.sizes:
        rows.append(_build_cost())
    for row in rows:
        say(f"{'ok ' if row.kept else 'OVER'} {row.what:58} {row.worst:9,.2f} of {row.budget:9,.2f}  {row.where}")
    return int(not all(row.kept for row in rows))


def sizes(site: Path) -> list[Row]:
    """The rows of a built site's sizes and requests, each with the heaviest page."""
    pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    few, many, other = {}, {}, {}
    for name, path in pages.items():
        if re.fullmatch(r"crisis/[a-z]{2}/index\.html", name):
            (few if path.read_text(encoding="utf-8").count('<li class="c"') <= FEW_LINES else many)[name] = packed(path)
        elif name != "crisis/index.html":
            other[name] = packed(path) + sum(packed(_linked(site, path, link)) for link in STYLESHEET.findall(path.read_text("utf-8")))
    search = [*site.glob("assets/search.*.js"), *site.glob("assets/javascripts/workers/*.js"), site / "search/search_index.json"]
    html = {name: path.read_bytes() for name, path in pages.items()}
    requests = {name: 1 + len(LOADED.findall(text.decode())) for name, text in html.items()}
    scripts = {name: len(gzip.compress(b"".join(INLINE_SCRIPT.findall(text)), 9)) for name, text in html.items()}
    foreign = {name: sum("//" in link for link in LOADED.findall(text.decode())) for name, text in html.items()}
    return [
        _row("a country's page, up to five lines (bytes)", few, 5_000),
        _row("a country's page, more lines (bytes)", many, 7_000),
        _row("the first crisis page (bytes)", {"crisis/index.html": packed(pages["crisis/index.html"])}, 9_000),
        _row("any other page with its style (bytes)", other, 14_000),
        _row("requests of a crisis page", {name: n for name, n in requests.items() if name.startswith("crisis/")}, 1),
        _row("requests of any page before the visitor does something", requests, 2),
        _row("script in a page (bytes)", scripts, 2_000),
        _row("search, once its field has focus (bytes)", {"all of it": sum(map(packed, search))}, 110_000),
        _row("requests to another host", foreign, 0),
    ]


def packed(path: Path) -> int:
    """How many bytes a file is after gzip -9."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def _linked(site: Path, page: Path, link: str) -> Path:
    return site / link.lstrip("/") if link.startswith("/") else (page.parent / link).resolve()


def _row(what: str, values: dict[str, int], budget: float) -> Row:
    where = max(values, key=lambda name: values[name], default="")
    return Row(what, values.get(where, 0), where, budget)


def _build_cost() -> Row:
    """CPU of our whole build beside plain ``mkdocs build`` of the same files, in turn, the median of three ratios."""
    with doing("Building six times"), tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "scripts.inside", "build", "--into", f"{folder}/a"]
        plain = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", f"{folder}/b"]
        ratios = sorted(_cpu(ours) / _cpu(plain) for _ in range(3))
    return Row("CPU of a build, beside plain mkdocs of the same files", ratios[1], f"{ratios[0]:.2f} to {ratios[2]:.2f}", 2)


def _cpu(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})  # noqa: S603
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
