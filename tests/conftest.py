"""Real parts for the tests: one built site, one server process, one database server, one browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from tests.harness.fonts import bring_a_font
from tests.harness.postgres import Postgres, running

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 30.0
# A run starts more than a hundred processes. Where Python is told to keep no bytecode, each would
# translate all packages anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
LAUNCH: dict[str, Any] = {
    "executable_path": os.environ.get("HANDRAIL_CHROMIUM") or None,
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}


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


def examples(config: pytest.Config, usual: int, deep: int) -> int:
    """How much input a test invents: the usual number, or the other with ``--deep``. Inside a test:
    ``examples(request.config, 50, 500)``.
    """
    return deep if config.getoption("--deep") else usual


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


class serving:
    """Serves a built site from a process of its own for as long as the block lasts; its data in a
    folder that goes with it.
    """

    def __init__(self, site: Path, **settings: str) -> None:
        self.port = free_port()
        self.scratch = tempfile.TemporaryDirectory()
        self.env = {
            **os.environ,
            "HANDRAIL_SITE_DIR": str(site),
            "HANDRAIL_PORT": str(self.port),
            "HANDRAIL_DATA_DIR": self.scratch.name,
            **settings,
        }

    def __enter__(self) -> str:
        for again in (True, True, False):
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal"],
                cwd=ROOT,
                env=self.env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            try:
                wait_for(f"http://127.0.0.1:{self.port}", self.process)
            except AssertionError as error:
                # Another process of the run took the port meanwhile.
                if again and "Address already in use" in str(error):
                    self.port = free_port()
                    self.env["HANDRAIL_PORT"] = str(self.port)
                    continue
                raise
            break
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *reason: object) -> None:
        self.process.terminate()
        self.output = self.process.communicate(timeout=10)[0]
        self.scratch.cleanup()


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[str], within: float = STARTS_WITHIN) -> None:
    """Returns once the address answers anything at all; fails if the process ends or the time is
    over.
    """
    end = time.monotonic() + within
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {process.communicate()[0]}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nothing answered at {address} within {within:.0f} s")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, started when a test first asks for it."""
    with running(free_port()) as server:
        yield server


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserType]:
    """What starts browsers. One for the whole run: Playwright allows a single driver in a thread."""
    bring_a_font(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """Chromium, as ``scripts test`` found it."""
    found = chromium.launch(**LAUNCH)
    page = found.new_page()
    page.set_content("<span>Handrail</span>")
    assert page.evaluate("document.querySelector('span').offsetWidth") > 0, (
        "the browser found no font: install one (on Debian: fonts-dejavu-core)"
    )
    page.close()
    yield found
    found.close()
