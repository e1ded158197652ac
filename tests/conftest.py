"""Real parts for the tests: one built site, one server process, one database server, one browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright

from tests.harness.fonts import bring_a_font
from tests.harness.paths import LAUNCH, ROOT
from tests.harness.postgres import Postgres, running
from tests.harness.servers import free_port, serving

# A run starts more than a hundred processes. Where Python is told to keep no bytecode, each would
# translate all packages anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--deep``: tests that invent their input invent ten times as much, on both engines.
    ``--every-page``: slow looks visit all pages.
    """
    parser.addoption(
        "--deep", action="store_true", help="invent far more input than usual; takes long"
    )
    parser.addoption(
        "--every-page",
        action="store_true",
        help="look at every built page, not once at pages of one skeleton; takes long",
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once by the same verb that people use."""
    into = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "scripts.cli", "build", "--into", str(into)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return into


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of a server process that serves the built site, without a slash at its end."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, started when a test first asks for it."""
    with running(free_port()) as server:
        yield server


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserType]:
    """What starts browsers. One for the whole run: Playwright allows a single driver in a thread."""
    expect.set_options(timeout=60_000)
    bring_a_font(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """Chromium, as ``scripts test`` found it."""
    found = chromium.launch(**LAUNCH)
    found.on("context", lambda context: context.set_default_timeout(60_000))
    page = found.new_page()
    page.set_content("<span>Handrail</span>")
    assert page.evaluate("document.querySelector('span').offsetWidth") > 0, (
        "the browser found no font: install one (on Debian: fonts-dejavu-core)"
    )
    page.close()
    yield found
    found.close()
