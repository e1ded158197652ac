"""``published``: writes down the addresses of today, so that none of them is ever lost."""

from __future__ import annotations

import click

from scripts.bootstrap.console import Failure, say
from scripts.bootstrap.environment import ROOT
from site_config.lint import kept_urls
from site_config.model import errors, load
from site_config.views import pages

KEPT = ROOT / kept_urls.PUBLISHED
HEAD = """\
# Addresses at which people may have kept a page. None is ever taken out: \
a page that goes elsewhere names its old one in moved_from.
# New ones are added by: python3 -m scripts published
"""


@click.command("published")
def command() -> None:
    """Write down the addresses of today. Takes none out."""
    catalogue, problems = load(ROOT / "content")
    if errors(problems):
        raise Failure(
            f"{len(errors(problems))} to mend first.", "See them with python3 -m scripts check."
        )
    before = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.is_file() else HEAD.splitlines()
    remarks = [line for line in before if line.startswith("#") or not line.strip()]
    kept = {line for line in before if line not in remarks}
    fresh = sorted(
        {f"/{address}" for address in kept_urls.lasting(catalogue, pages.paths(catalogue))} - kept
    )
    if fresh:
        KEPT.write_text(
            "\n".join([*remarks, *sorted({*kept, *fresh})]) + "\n", encoding="utf-8", newline="\n"
        )
    say(f"Addresses added to {kept_urls.PUBLISHED}: {len(fresh)} (now {len(kept) + len(fresh)}).")
    for one in fresh:
        say(f"  {one}")
