"""Golden cases of the checks: each file of ``cases/`` is a folder of content, and what the checks
and the lists must say of it.

To add one, copy a file of ``cases/`` and see ``cases/README.md``. No code is needed.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

from site_config.lint import review
from site_config.lint.run import run_all
from site_config.model import load
from tests.harness.content_folders import write
from tests.site_config.model.test_cases import assert_problems, failures

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
KNOWN = {"name", "files", "problems", "release", "stale", "today"}
# Without a file for its own country no copy is in order.
IRELAND = {
    "crisis/ie.md": "---\nkind: country\ntitle: Ireland\ncountry: IE\nwritten: 2026-11-21\n"
    'emergency: [{number: "112", service: all, sources: [{title: A list, date: undated}]}]\n---\n'
}


def test_every_case(tmp_path: Path) -> None:
    assert failures(CASES, assert_case, tmp_path) == {}


def assert_case(case: Path, folder: Path) -> None:
    wanted: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    assert wanted.keys() <= KNOWN, f"unknown keys {wanted.keys() - KNOWN}"
    assert wanted.keys() >= {"name", "files", "problems"}, "a case has a name, files and problems"
    write(folder, {**IRELAND, **wanted["files"]})
    catalogue, problems = load(folder)
    assert_problems(wanted["problems"], sorted({*problems, *run_all(catalogue, problems)}))
    if "release" in wanted:
        assert_due(wanted, "release", review.release(catalogue, ""))
    if "stale" in wanted:
        assert_due(
            wanted,
            "stale",
            review.stale(catalogue, datetime.date.fromisoformat(str(wanted["today"]))),
        )


def assert_due(wanted: dict[str, Any], key: str, found: list[review.ReviewItem]) -> None:
    """Every row about a file of the case is expected, and every expected one is there, in its
    order.
    """
    here = [one for one in found if one.where.removeprefix("content/") in wanted["files"]]
    shown = "\n".join(map(str, here)) or "nothing"
    assert [(one.what, one.where, one.line) for one in here] == [
        (one["what"], f"content/{one['where']}", one.get("line", 0)) for one in wanted[key]
    ], f"{key} holds:\n{shown}"
    for one, row in zip(here, wanted[key], strict=True):
        assert row["says"] in one.why, f"{one.what}: {one.why}"
