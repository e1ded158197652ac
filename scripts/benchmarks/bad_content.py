"""What ``check`` costs on content that nobody should write: each file of
``tests/site_config/lint/bad``, in a process that ends with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.benchmarks import lint_cost
from scripts.benchmarks.budget_row import Row
from scripts.bootstrap.console import Failure, doing
from scripts.bootstrap.environment import ROOT

BAD = ROOT / "tests/site_config/lint/bad"
HEAD = b"---\nkind: page\ntitle: A page\ndescription: What it is.\nwritten: 2026-11-21\n---\n"
NEEDED = ("index.md", "crisis/index.md", "about/organisation.md")
MOST_SECONDS = 2.0
ENDS_AFTER = 300


@dataclass(frozen=True)
class BadFile:
    """One file that goes wrong: its ``name``, where ``at`` in the content it is put, its bytes, and
    what is said of it.
    """

    name: str
    at: str
    raw: bytes
    problems: list[dict[str, Any]]
    shown: bool
    more: bool
    few: bool


def bad_files() -> list[BadFile]:
    """The files of ``tests/site_config/lint/bad``, in the order of its ``expected.yml``."""
    described = yaml.safe_load((BAD / "expected.yml").read_text(encoding="utf-8"))
    return [
        BadFile(
            one["file"],
            one.get("at", f"about/{one['file']}"),
            _raw(one),
            one["problems"],
            one.get("shown", False),
            one.get("more", False),
            one.get("few", False),
        )
        for one in described
    ]


def _raw(one: dict[str, Any]) -> bytes:
    if "body" in one:
        return HEAD + _joined(one["body"])
    return _joined(one["bytes"]) if "bytes" in one else (BAD / one["file"]).read_bytes()


def _joined(part: str | list[Any]) -> bytes:
    """A part of a file: letters that are a byte each, parts one after another, or a pair of a part
    and how often it stands there.
    """
    if isinstance(part, str):
        return part.encode("latin-1")
    if len(part) == 2 and isinstance(part[1], int):
        return _joined(part[0]) * part[1]
    return b"".join(map(_joined, part))


def rows() -> list[Row]:
    """What the checks of the content cost."""
    return [*bad_rows(), *lint_cost.rows()]


def bad_rows() -> list[Row]:
    """The row of the file that ``check`` is busiest with: seconds of CPU, starting the program
    among them.
    """
    with doing("Checking what nobody should write"):
        done = subprocess.run(
            [sys.executable, "-m", "scripts.benchmarks.bad_content"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=ENDS_AFTER,
            check=False,
        )
    if done.returncode:
        raise Failure(
            "A check broke on a file of tests/site_config/lint/bad.",
            done.stderr.strip().splitlines()[-1],
        )
    seconds: dict[str, float] = json.loads(done.stdout)
    worst = max(seconds, key=lambda name: seconds[name])
    return [
        Row(
            "check: CPU s on the worst of tests/site_config/lint/bad",
            seconds[worst],
            f"{worst} of {len(seconds)}",
            MOST_SECONDS,
        )
    ]


def _seconds() -> dict[str, float]:
    """CPU seconds of a check of each file beside the least that a copy holds. The time to start is
    counted with each.
    """
    from site_config.lint.run import run_all
    from site_config.model import load
    from site_config.views import pages

    def check(folder: Path) -> None:
        catalogue, read = load(folder)
        run_all(catalogue, read, made=lambda: pages.paths(catalogue))

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in NEEDED:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes((ROOT / "content" / path).read_bytes())
        check(folder)
        start = time.process_time()
        return {one.name: start + _of(folder, one, check) for one in bad_files()}


def _of(folder: Path, one: BadFile, check: Callable[[Path], None]) -> float:
    (folder / one.at).write_bytes(one.raw)
    before = time.process_time()
    check(folder)
    after = time.process_time()
    (folder / one.at).unlink()
    return after - before


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_seconds()))
