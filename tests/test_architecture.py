"""The house itself: arrows between the rooms, types, style, the lock files, and what every room
must have.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.harness.paths import ROOT

ROOMS = ("content", "site_config", "portal", "scripts", "tests", "docs")
LOCKS = ("requirements.txt", "requirements-test.txt")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)


def test_arrows_between_the_rooms_run_down_only() -> None:
    done = run(
        "-c", "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())"
    )
    assert done.returncode == 0, done.stdout


def test_the_types_of_model_checks_listings_and_portal_hold() -> None:
    done = run("-m", "mypy")
    assert done.returncode == 0, done.stdout


def test_the_style_holds() -> None:
    for question in (["check"], ["format", "--check"]):
        done = run("-m", "ruff", *question, "--no-cache", ".")
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_local_path_and_pins_all_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"http|file:|^-|^\s*(/|\.\./|[A-Z]:\\)", text, re.M | re.I)
    packages = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert len(packages) > 40
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+", package), package.splitlines()[0]
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_the_lock_holds_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *(need for room in project["project"]["optional-dependencies"].values() for need in room),
        *project["dependency-groups"]["build"],
    ]
    names = {re.split(r"[<>=\[]", need)[0].lower().replace(".", "-") for need in asked}
    serve, test = (
        {
            re.split("==", line)[0]
            for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()
            if line[:1].isalnum()
        }
        for lock in LOCKS
    )
    assert names <= serve
    assert serve <= test
    assert {
        re.split(r"[<>=\[]", need)[0].lower() for need in project["dependency-groups"]["test"]
    } <= test


def test_every_dependency_has_its_reason_written_down() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8").lower()
    groups = [
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    asked = {re.split(r"[<>=\[]", need)[0].lower() for group in groups for need in group}
    assert sorted(name for name in asked if name not in reasons) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_its_law_at_the_door(room: str) -> None:
    lines = (ROOT / room / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert 4 <= len(lines) <= 60


def test_the_changelog_and_the_project_agree_on_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    found = re.search(
        r"^## \[?v?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert found is not None
    assert found[1] == version


def test_ci_does_what_the_readme_says_and_nothing_else() -> None:
    commands = [
        line.strip()
        for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "exec python3 -m scripts test"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 -m scripts serve" in readme
    assert "python3 -m scripts test" in readme


def test_every_verb_is_in_the_readme() -> None:
    from scripts.__main__ import VERBS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"python3 -m scripts {verb}" not in readme] == []


def test_nothing_that_is_published_or_read_by_people_names_a_machine() -> None:
    suspects = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w+|file:///")
    texts = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in {".md", ".yml", ".toml", ".html", ".js", ".css", ".txt"}
        and not set(path.relative_to(ROOT).parts)
        & {".venv", ".build", "site", ".git", ".mypy_cache", ".ruff_cache"}
    ]
    assert [
        str(path) for path in texts if suspects.search(Path(path).read_text(encoding="utf-8"))
    ] == []
