"""``bench``: what pages weigh, when they are first seen, and what a build and the portal cost, each
beside something plain.

Sizes are gzip -9 in bytes (1 kB is 1,000). CPU is user and system time. Fails where a budget of the
design is broken.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from scripts.benchmarks import bad_content, build_cost, paint, portal_cost, sizes
from scripts.benchmarks import portal_pages as pages
from scripts.benchmarks.budget_row import Row
from scripts.bootstrap.console import Failure, say
from scripts.verbs.build import build


def main(arguments: list[str]) -> int:
    """Prints the tables, of each page the worst first; exit status 1 if a budget is broken."""
    asked = _parser().parse_args(arguments)
    other = next((part for part in ("sizes", "paint", "content") if getattr(asked, part)), "")
    if asked.postgres and other:
        raise Failure(
            f"--postgres belongs to the part on the portal, and --{other} leaves that out.",
            "Take one of the two away.",
        )
    if asked.content:
        return int(not _print(bad_content.rows()))
    everything = not (asked.sizes or asked.portal or asked.paint)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site)
        kept = True
        if asked.sizes or everything:
            kept &= _sizes(site)
        if asked.paint or (everything and paint.is_possible()):
            kept &= _print(paint.rows(site))
        elif everything:
            say(
                "Not measured: first paint. It wants what the tests bring along: python3 -m "
                "scripts test."
            )
        if everything:
            kept &= _print([build_cost.row()])
            kept &= _print(bad_content.rows())
        if asked.portal or everything:
            kept &= _print(portal_cost.rows(site, asked.postgres))
    return int(not kept)


def _sizes(site: Path) -> bool:
    portal_pages, missed = pages.of_portal(site)
    every = [*sizes.of_site(site), *portal_pages]
    say(
        f"Each of {len(every)} pages of site and portal: HTML with style, requests before the "
        f"visitor does something, script."
    )
    for line in sizes.table(every):
        say(line)
    return _print([*sizes.rows(every), sizes.search(site), missed])


def _print(rows: list[Row]) -> bool:
    for row in rows:
        say(str(row))
    return all(row.holds for row in rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m scripts bench",
        description="Measure sizes, first paint, the build, the checks, and the portal.",
    )
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--sizes", action="store_true", help="only what pages weigh: a few seconds")
    part.add_argument(
        "--paint",
        action="store_true",
        help="only when pages are first seen on a slow line: about a minute, with a browser",
    )
    part.add_argument(
        "--content",
        action="store_true",
        help="only what the checks of the content cost: about half a minute",
    )
    part.add_argument(
        "--portal",
        action="store_true",
        help="only the portal beside a bare application: about a minute",
    )
    parser.add_argument(
        "--postgres",
        metavar="URL",
        default="",
        help="measure the portal on PostgreSQL, too, in this empty database: "
        "postgresql://user@host/name",
    )
    return parser
