"""``bench``: what pages weigh, when they are first seen, and what a build and the portal cost, each
beside something plain.

Sizes are gzip -9 in bytes (1 kB is 1,000). CPU is user and system time. Fails where a budget of the
design is broken.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from scripts.benchmarks import bad_content, build_cost, paint, portal_cost, portal_pages, sizes
from scripts.benchmarks.budget_row import Row
from scripts.bootstrap.console import Failure, say
from scripts.verbs.build import build

PARTS = ("sizes", "paint", "content", "portal")


@click.command("bench")
@click.option("--sizes", is_flag=True, help="only what pages weigh: a few seconds")
@click.option(
    "--paint",
    is_flag=True,
    help="only when pages are first seen on a slow line: about a minute, with a browser",
)
@click.option(
    "--content",
    is_flag=True,
    help="only what the checks of the content cost: about half a minute",
)
@click.option(
    "--portal",
    is_flag=True,
    help="only the portal beside a bare application: about a minute",
)
@click.option(
    "--postgres",
    metavar="URL",
    default="",
    help="measure the portal on PostgreSQL, too, in this empty database: "
    "postgresql://user@host/name",
)
def command(postgres: str, **asked: bool) -> int:
    """Measure sizes, first paint, the build, the checks, and the portal."""
    chosen = [part for part in PARTS if asked[part]]
    if len(chosen) > 1:
        raise click.UsageError(f"--{chosen[0]} and --{chosen[1]} do not go together: take one.")
    part = chosen[0] if chosen else ""
    if postgres and part not in {"", "portal"}:
        raise Failure(
            f"--postgres belongs to the part on the portal, and --{part} leaves that out.",
            "Take one of the two away.",
        )
    return measure(part, postgres)


def measure(part: str, postgres: str) -> int:
    """Prints the tables of one of ``PARTS``, or of all where ``part`` is empty, of each page the
    worst first. Gives the exit status: 1 if a budget is broken.
    """
    if part == "content":
        return int(not _print(bad_content.rows()))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site)
        kept = True
        if part in {"", "sizes"}:
            kept &= _sizes(site)
        if part == "paint" or (not part and paint.is_possible()):
            kept &= _print(paint.rows(site))
        elif not part:
            say(
                "Not measured: first paint. It wants what the tests bring along: python3 -m "
                "scripts test."
            )
        if not part:
            kept &= _print([build_cost.row()])
            kept &= _print(bad_content.rows())
        if part in {"", "portal"}:
            kept &= _print(portal_cost.rows(site, postgres))
    return int(not kept)


def _sizes(site: Path) -> bool:
    ours, missed = portal_pages.of_portal(site)
    every = [*sizes.of_site(site), *ours]
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
