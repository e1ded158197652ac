"""Copies of the project for the tests of the verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts.copies import copy


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("a stranger’s folder") / "Hand rail é")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy(tmp_path / "project")
