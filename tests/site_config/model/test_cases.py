"""Golden cases of the content model: each file of ``cases/`` is a folder of content, and what must
be found in it.

To add one, copy a file of ``cases/`` and see ``cases/README.md``. No code is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_config.model import Catalogue, Problem, front_matter, load
from tests.harness.content_folders import MINIMAL_CONTENT, write

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yml"))
KNOWN = {"name", "bare", "files", "bytes", "problems", "entries", "drafts"}


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
def test_every_case(parser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_matter, "Loader", parser)
    assert failures(CASES, assert_case, tmp_path) == {}


def failures(
    cases: list[Path], check: Callable[[Path, Path], None], folder: Path
) -> dict[str, str]:
    """The cases that fail, by their names, with what was expected of each. ``check`` takes a case
    and an empty folder.
    """
    assert cases, "there are no cases"
    found = {}
    for case in cases:
        (folder / case.stem).mkdir()
        try:
            check(case, folder / case.stem)
        except AssertionError as error:
            found[case.name] = str(error)
    return found


def assert_case(case: Path, folder: Path) -> None:
    wanted = read_case(case)
    write_files(wanted, folder)
    catalogue, problems = load(folder)
    assert_problems(wanted.get("problems", []), problems)
    assert_entries(wanted, catalogue)


def read_case(case: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    assert wanted.keys() <= KNOWN, f"{case.name}: unknown keys {wanted.keys() - KNOWN}"
    assert wanted.keys() & {"problems", "entries", "drafts"}, f"{case.name} expects nothing"
    return wanted


def write_files(wanted: dict[str, Any], folder: Path) -> None:
    raw = {path: text.encode("latin-1") for path, text in wanted.get("bytes", {}).items()}
    write(folder, {**wanted.get("files", {}), **raw}, bare=wanted.get("bare", False))


def assert_problems(wanted: list[dict[str, Any]], problems: list[Problem]) -> None:
    """Every Problem is expected, and every expected one is there: file, line, field, level, and a
    part of its sentences.
    """
    shown = "\n".join(str(problem) for problem in problems) or "no Problem"
    assert len(problems) == len(wanted), f"{len(wanted)} expected, found:\n{shown}"
    for one in wanted:
        place = (
            f"content/{one['path']}",
            one["line"],
            one.get("field", ""),
            one.get("level", "error"),
        )
        here = [
            problem
            for problem in problems
            if (problem.path, problem.line, problem.field, problem.level) == place
        ]
        said = [
            problem
            for problem in here
            if one["says"] in problem.what and one.get("write", "") in problem.write
        ]
        assert said, f"nothing says {one} among:\n{shown}"


def assert_entries(wanted: dict[str, Any], catalogue: Catalogue) -> None:
    """Every expected entry is on a shelf with the expected values, and a case's other files are
    not.
    """
    built = {entry.path: entry for entry in catalogue.entries()}
    drafts = {entry.path for entry in catalogue.drafts.values()}
    assert drafts == {one["path"] for one in wanted.get("drafts", [])}
    ground = set() if wanted.get("bare") else set(MINIMAL_CONTENT)
    assert set(built) - ground == {one["path"] for one in wanted.get("entries", [])} - ground
    for one in wanted.get("entries", []):
        entry = built[one["path"]]
        for field in one.keys() - {"path"}:
            found = value_at(entry, field)
            assert found == one[field] or str(found) == one[field], (
                f"{entry.path} {field}: {found!r}, not {one[field]!r}"
            )


def value_at(entry: Any, field: str) -> Any:
    """The value at a place such as ``lines[2].sms.number``, counting from 1."""
    return reduce(
        lambda value, part: value[int(part) - 1] if part.isdigit() else getattr(value, part),
        re.findall(r"\w+", field),
        entry,
    )
