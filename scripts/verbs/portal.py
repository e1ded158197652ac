"""``portal``: the verbs of the portal, with this copy's own settings and folders."""

from __future__ import annotations

import os

import click

from portal.operations.verbs import portal
from scripts.arguments import Forwarding
from scripts.bootstrap.environment import ROOT


@click.command("portal", cls=Forwarding)
def command(arguments: list[str]) -> int:
    """Runs one verb of the portal and gives its exit status. Without one it lists them."""
    os.chdir(ROOT)
    try:
        portal.main(arguments or ["--help"], prog_name="python3 -m scripts portal")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
