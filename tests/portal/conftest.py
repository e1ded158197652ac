"""A running portal with one note in it, for tests that share it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_config.i18n import speaking
from tests.harness.watched_portal import Watched, watched


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What a test asks for without a request is said in English."""
    with speaking("en"):
        yield


@pytest.fixture(scope="module")
def portal(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(site, tmp_path_factory.mktemp("portal")) as found:
        found.guest().note("Is there tea?")
        yield found
