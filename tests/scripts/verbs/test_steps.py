"""``test``: the quick steps come first, one of them can be run alone, and pytest is given its own
words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.paths import ROOT
from tests.harness.project_copies import verb

FAULTS = {
    "style": ("portal/fault.py", "import os\n", "F401"),
    "format": ("portal/fault.py", "x = [1,\n 2]\n", "portal/fault.py"),
    "imports": ("portal/storage/fault.py", "import portal.app\n", "BROKEN"),
}


@pytest.mark.parametrize("step", FAULTS)
def test_a_step_shows_what_it_found_and_fails(small: Path, step: str) -> None:
    name, text, says = FAULTS[step]
    (small / name).write_text(text, encoding="utf-8")
    done = verb(small, "test", "--only", step)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{step.capitalize()} … to mend\n")
    assert says in done.stderr


def test_a_step_that_holds_says_so_in_one_line() -> None:
    done = verb(ROOT, "test", "--only", "style")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Style … ok\n", "")


def test_the_first_step_that_fails_ends_the_run_before_any_test(small: Path) -> None:
    (small / "portal/fault.py").write_text("x = [1,\n 2]\n", encoding="utf-8")
    done = verb(small, "test")
    assert (done.returncode, done.stdout) == (1, "Style … ok\n")
    assert done.stderr.startswith("Format … to mend\n")


def test_words_for_pytest_leave_the_steps_out(small: Path) -> None:
    (small / "portal/fault.py").write_text("import os\n", encoding="utf-8")
    done = verb(small, "test", "--version")
    assert done.returncode == 0
    assert "pytest " in done.stdout + done.stderr
    assert "Style" not in done.stdout + done.stderr


def test_a_step_that_there_is_not_is_told_with_those_that_there_are() -> None:
    done = verb(ROOT, "test", "--only", "speed")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Steps: style, format, imports, types, tests." in done.stderr
