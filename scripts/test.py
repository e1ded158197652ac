"""``test``: finds a browser, then runs every test. Arguments go to pytest."""

from __future__ import annotations

import os
import subprocess
import sys

from scripts import browser
from scripts.environment import ROOT
from scripts.says import say


def main(arguments: list[str]) -> int:
    """Runs the tests and gives pytest's exit status."""
    found = browser.find()
    say(f"Browser: {found or 'the one that Playwright fetched'}")
    env = {**os.environ, "HANDRAIL_CHROMIUM": found, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=env)  # noqa: S603
