"""Data are compared with the schemas of HSDS where somebody has them: they are not ours to pass on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from site_config.i18n import speaking

SCHEMAS = "HANDRAIL_HSDS_SCHEMAS"
collect_ignore = [] if os.environ.get(SCHEMAS) else ["test_hsds.py"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says in one line what this run left out, and how to have it."""
    if collect_ignore:
        terminalreporter.write_line(
            f"Not compared with the schemas of HSDS 3.0: set {SCHEMAS} to the folder that holds "
            f"them."
        )


@pytest.fixture(autouse=True, scope="module")
def in_english() -> Iterator[None]:
    """What tests make again beside the built site speaks English, as the built site does."""
    with speaking("en"):
        yield
