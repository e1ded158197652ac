"""Firefox is asked where it is at hand: a test installs nothing."""

from __future__ import annotations

from typing import Any

from tests.browser.firefox import CHOSEN, found

collect_ignore = [] if found() else ["test_firefox.py"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says in one line what this run left out, and how to have it."""
    if collect_ignore:
        terminalreporter.write_line(f"Not tried in Firefox: install it (on Debian: firefox-esr), or set {CHOSEN} to its path.")
