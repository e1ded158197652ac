"""What a build of the site costs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

from scripts.benchmarks.budget_row import Row
from scripts.bootstrap.console import doing
from scripts.bootstrap.environment import ROOT

TIMES = 3


def row() -> Row:
    """CPU of our whole build beside plain ``mkdocs build`` of the same files, in turn, the median
    of the ratios.
    """
    with doing("Measuring", "builds") as progress, tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "scripts.cli", "build", "--into", f"{folder}/a"]
        plain = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", f"{folder}/b"]
        ratios = []
        for n in range(TIMES):
            ratios.append(_cpu(ours) / _cpu(plain))
            progress(2 * (n + 1), 2 * TIMES)
    ratios.sort()
    return Row(
        "CPU of a build, beside plain mkdocs of the same files",
        statistics.median(ratios),
        f"{ratios[0]:.2f} to {ratios[-1]:.2f}",
        2,
    )


def _cpu(command: list[str]) -> float:
    before = os.times()
    subprocess.run(  # noqa: S603
        command,
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
