"""A wheel of the project holds the three rooms whole: every subpackage, template, rule, style,
script, list of words, migration and starter, and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.harness.project_copies import copy

ROOMS = ("site_config", "portal", "scripts")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("packaging") / "project")


@pytest.fixture(scope="module")
def wheel(project: Path) -> zipfile.ZipFile:
    """The wheel of a copy, built without a network."""
    into = project.parent / "wheels"
    command = "pip wheel --no-deps --no-build-isolation --no-index --quiet --wheel-dir"
    done = subprocess.run(
        [sys.executable, "-m", *command.split(), str(into), "."],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = into.glob("*.whl")
    return zipfile.ZipFile(found)


def test_a_wheel_holds_each_file_of_the_three_rooms_and_no_other(
    project: Path, wheel: zipfile.ZipFile
) -> None:
    kept = {
        path.relative_to(project).as_posix()
        for room in ROOMS
        for path in (project / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == kept


def test_a_wheel_has_the_command_and_the_extras(wheel: zipfile.ZipFile) -> None:
    texts = {
        name.rpartition("/")[2]: wheel.read(name).decode()
        for name in wheel.namelist()
        if ".dist-info/" in name and not name.endswith("/")
    }
    assert "handrail = scripts.cli:main" in texts["entry_points.txt"]
    extras = {
        line.partition(": ")[2]
        for line in texts["METADATA"].splitlines()
        if line.startswith("Provides-Extra: ")
    }
    assert extras >= {"model", "site", "portal", "postgres", "scripts"}
