"""Copies of the project for the tests of the verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.project_copies import copy, small_copy


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("a stranger’s folder") / "Hand rail é")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy with the least of content: for what has nothing to do with how much there is."""
    return small_copy(tmp_path / "project")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy(tmp_path / "project")
