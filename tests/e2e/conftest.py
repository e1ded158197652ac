"""A portal that several pages are tried on; and Firefox, which is asked where it is at hand: a test
installs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.harness.firefox import CHOSEN, found
from tests.harness.watched_portal import Watched, watched

collect_ignore = [] if found() else ["test_firefox.py"]


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as running:
        yield running


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says in one line what this run left out, and how to have it."""
    if collect_ignore:
        terminalreporter.write_line(
            f"Not tried in Firefox: install it (on Debian: firefox-esr), or set {CHOSEN} to its "
            f"path."
        )
