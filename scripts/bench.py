"""``bench``: what pages weigh, what a build costs beside plain MkDocs, and what the portal costs beside a bare Flask application.

Sizes are gzip -9 in bytes (1 kB is 1,000). CPU is user and system time. Fails where a budget of the design is broken.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from scripts.build import build
from scripts.measuring import building, pages, portal, sizes
from scripts.measuring.rows import Row
from scripts.says import Failure, say


def main(arguments: list[str]) -> int:
    """Prints the table; exit status 1 if a budget is broken."""
    asked = _parser().parse_args(arguments)
    if asked.postgres and asked.sizes:
        raise Failure("--postgres belongs to the part on the portal, and --sizes leaves that out.", "Take one of the two away.")
    everything = not (asked.sizes or asked.portal)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site)
        kept = True
        if asked.sizes or everything:
            kept &= _print([*sizes.rows(site), *pages.rows(site)])
        if everything:
            kept &= _print([building.row()])
        if asked.portal or everything:
            kept &= _print(portal.rows(site, asked.postgres))
    return int(not kept)


def _print(rows: list[Row]) -> bool:
    for row in rows:
        say(str(row))
    return all(row.holds for row in rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m scripts bench", description="Measure sizes, the build, and the portal.")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--sizes", action="store_true", help="only what pages weigh: a few seconds")
    part.add_argument("--portal", action="store_true", help="only the portal beside a bare application: about a minute")
    parser.add_argument("--postgres", metavar="URL", default="",
                        help="measure the portal on PostgreSQL, too, in this empty database: postgresql://user@host/name")
    return parser
