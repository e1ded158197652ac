"""A database of its own for each test, once as a file and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_config.model import Catalogue, load
from tests.harness.databases import CopyDatabase, People
from tests.harness.paths import ROOT


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new database on PostgreSQL; empty for a file of the copy's own."""
    if request.param == "sqlite":
        yield ""
        return
    server = request.getfixturevalue("postgres")
    made = server.database()
    yield made
    server.drop(made)


@pytest.fixture
def database(tmp_path: Path, url: str) -> Iterator[CopyDatabase]:
    """A copy with nothing in it."""
    made = CopyDatabase(tmp_path, url)
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The content that is shipped."""
    return load(ROOT / "content")[0]


@pytest.fixture
def people(tmp_path: Path, url: str, catalogue: Catalogue) -> Iterator[People]:
    """A copy with its content and nobody in it yet."""
    made = People(tmp_path, catalogue, url)
    yield made
    made.store.close()
