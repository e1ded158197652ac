"""``test``: the quick steps (style, format, types, imports), then every test in two processes.

Words that follow go to pytest, which then runs in one process and without the steps before it, so
that ``test -k seats`` stays quick. ``test --only STEP`` runs one step alone, ``tests`` among them:
this is how a workflow and pre-commit run the same commands.
"""

from __future__ import annotations

import os
import subprocess
import sys

import click

from scripts.arguments import Forwarding
from scripts.bootstrap import browser
from scripts.bootstrap.console import Failure, complain, say
from scripts.bootstrap.environment import ROOT

# In the order of how soon they answer. Each is run by this interpreter, from the project's folder.
STEPS = {
    "style": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "imports": ["-c", "import importlinter.cli as cli, sys; sys.exit(cli.lint_imports())"],
    "types": ["-m", "mypy"],
}
TESTS = "tests"
# Portals and sites are made once for a file of tests, so a file stays together.
WHOLE = ["-n", "2", "--dist", "loadfile"]
ONLY = "--only"


@click.command("test", cls=Forwarding)
def command(arguments: list[str]) -> int:
    """Runs what is asked for and gives its exit status; that of pytest where it came to that."""
    if arguments[:1] == [ONLY]:
        return _only(arguments[1:])
    if arguments:
        return _pytest(arguments)
    return next(filter(None, map(_step, STEPS)), 0) or _pytest(WHOLE)


def _only(words: list[str]) -> int:
    if len(words) != 1 or words[0] not in {*STEPS, TESTS}:
        raise Failure(
            f"{ONLY} takes one step.", f"Steps: {', '.join([*STEPS, TESTS])}. Name one of them."
        )
    return _pytest(WHOLE) if words[0] == TESTS else _step(words[0])


def _step(name: str) -> int:
    """Runs one quick step and says in one line that it holds, or shows what it printed."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *STEPS[name]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        complain(f"{name.capitalize()} … to mend\n{done.stdout.strip()}")
        return 1
    say(f"{name.capitalize()} … ok")
    return 0


def _pytest(words: list[str]) -> int:
    found = browser.find()
    say(f"Browser: {found or 'the one that Playwright fetched'}")
    env = {**os.environ, "HANDRAIL_CHROMIUM": found, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.call([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=env)  # noqa: S603
