"""What ``check`` costs: on all content, on one changed page, and its reading of words on a heap of
prose.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from scripts.benchmarks.budget_row import Row
from scripts.bootstrap.console import Failure, doing
from scripts.bootstrap.environment import ROOT
from site_config.lint import page, wording
from site_config.lint.markdown.text import Text
from site_config.model import load

# CPU seconds, from the start of the program to its end.
ALL, CHANGED = 3.0, 1.0
# CPU seconds of the rules for words on so many bytes of prose.
WORDS, PROSE = 2.0, 210_000
NEEDED = ("content", "scripts", "site_config")
TIMES = 3
# Pages below that are numbers with a line of words.
FEWEST = 400
PAGE = "content/coping/panic.md"
WHO = (
    "-c",
    "user.name=Nobody",
    "-c",
    "user.email=nobody@example.org",
    "-c",
    "commit.gpgsign=false",
)


def rows() -> list[Row]:
    """CPU seconds of ``check`` on all content, and of ``check --changed`` with one changed page
    where there is git.
    """
    with doing("Checking the content a few times"), tempfile.TemporaryDirectory() as name:
        found = [_row("check: CPU s on all content", ROOT, ("check",), ALL)]
        if shutil.which("git"):
            _changed_copy(Path(name))
            found.append(
                _row(
                    "check --changed: CPU s with one changed page, git included",
                    Path(name),
                    ("check", "--changed"),
                    CHANGED,
                )
            )
        return [*found, _words()]


def _words() -> Row:
    """The rules for words, over pages of this content again and again until there is enough prose.
    Reading them is counted.
    """
    entries = [entry for entry in load(ROOT / "content")[0].entries() if len(entry.body) > FEWEST]
    spent, size = 0.0, 0
    while size < PROSE:
        for entry in entries:
            before = time.process_time()
            wording.problems(Text.of(entry), page.CHECKS)
            spent += time.process_time() - before
            size += len(entry.body.encode())
    return Row(
        f"check: CPU s of the rules for words on {PROSE // 1000} kB of prose",
        spent * PROSE / size,
        f"{size:,} bytes of {len(entries)} pages",
        WORDS,
    )


def _row(what: str, project: Path, words: Sequence[str], budget: float) -> Row:
    spent = sorted(_cpu(project, words) for _ in range(TIMES))
    return Row(what, statistics.median(spent), f"{spent[0]:.2f} to {spent[-1]:.2f}", budget)


def _changed_copy(folder: Path) -> None:
    """A copy of what ``check`` reads, kept by git, in which one page was changed and not committed."""
    for part in NEEDED:
        shutil.copytree(ROOT / part, folder / part)
    for words in (
        ("init", "--quiet"),
        ("add", "--force", *NEEDED),
        (*WHO, "commit", "--quiet", "--message", "before"),
    ):
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *words],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failure(
                "git could not keep a copy to measure with.",
                done.stderr.strip() or "Run the same command again.",
            )
    page = folder / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "\nAnother line.\n", encoding="utf-8")


def _cpu(project: Path, words: Sequence[str]) -> float:
    before = os.times()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "scripts.cli", *words],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    after = os.times()
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise Failure(
            "The check that was to be measured broke.",
            done.stderr.strip() or "Run the same command again.",
        )
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
