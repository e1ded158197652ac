"""``test``: finds a browser, then runs every test, in two processes. Arguments go to pytest, and
then it is one process.
"""

from __future__ import annotations

import os
import subprocess
import sys

import click

from scripts.arguments import Forwarding
from scripts.bootstrap import browser
from scripts.bootstrap.console import say
from scripts.bootstrap.environment import ROOT


@click.command("test", cls=Forwarding)
def command(arguments: list[str]) -> int:
    """Runs the tests and gives pytest's exit status."""
    found = browser.find()
    # Portals and sites are made once for a file of tests, so a file stays together.
    how = arguments or ["-n", "2", "--dist", "loadfile"]
    say(f"Browser: {found or 'the one that Playwright fetched'}")
    env = {**os.environ, "HANDRAIL_CHROMIUM": found, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.call([sys.executable, "-m", "pytest", *how], cwd=ROOT, env=env)  # noqa: S603
