"""``portal``: forwards a verb to the portal (``flask --app portal``), with this copy's own settings
and folders.
"""

from __future__ import annotations

import subprocess
import sys

import click

from scripts.arguments import Forwarding
from scripts.bootstrap.environment import ROOT
from scripts.verbs import build


@click.command("portal", cls=Forwarding)
def command(arguments: list[str]) -> int:
    """Runs one verb of the portal and gives its exit status. Without one it lists them."""
    if not (build.SITE / "404.html").is_file():
        build.build()
    return subprocess.call(  # noqa: S603
        [sys.executable, "-m", "flask", "--app", "portal.app", *(arguments or ["--help"])], cwd=ROOT
    )
