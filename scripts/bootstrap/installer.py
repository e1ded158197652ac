"""Installs a lock file into an environment, with uv where it is there and else with pip, and says
how far it is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from scripts.bootstrap.console import Failure, doing, say

LEAST_FREE = 20_000_000
SIGNS = [
    (
        r"No space left on device|disk is full",
        "The disk is full.",
        "Handrail needs about 300 MB. Make room and run the same command again.",
    ),
    (
        r"Read-only file system|Permission denied",
        "This folder cannot be written to.",
        "Clone the project into a folder of your own, for example in your home, and run it there.",
    ),
    (
        r"DO NOT MATCH THE HASHES|Hash mismatch",
        "A package is not the one that the project names in its lock file.",
        "Do not install it. Try again on another network, and tell the project if it stays.",
    ),
    (
        r"name resolution|NewConnectionError|Network is unreachable|Failed to "
        r"establish|ConnectionError|Connection refused|"
        r"[Tt]imed? ?out|No matching distribution|ProxyError|Could not fetch|error sending "
        r"request|dns error",
        "The packages could not be fetched: there seems to be no way to the package index.",
        "Connect to the network (or set your proxy or mirror for pip) and run the same command "
        "again.",
    ),
    (
        r"ensurepip is not available|No module named ensurepip",
        "This Python comes without pip.",
        "On Debian and Ubuntu: apt install python3-venv. Then run the same command again.",
    ),
]


def install(python: Path, root: Path, lock: Path) -> None:
    """Installs exactly what a hash-pinned lock file names, then the project itself, editable.
    Raises ``Failure``.
    """
    total = len(re.findall(r"(?m)^[A-Za-z0-9]", lock.read_text(encoding="utf-8")))
    say(f"Installing {total} packages, each pinned by its hash.")
    with_uv = shutil.which("uv") is not None and _uv(python, lock)
    if not with_uv:
        _pip(python, lock, total)
    with doing("Installing the project itself"):
        _run_quietly(
            [
                str(python),
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--no-compile",
                "--no-deps",
                "--no-build-isolation",
                "--no-index",
                "-q",
                "-e",
                str(root),
            ],
            "The project could not be installed.",
        )


def failure(output: str, otherwise: str) -> Failure:
    """What a failed tool printed, as one sentence and a remedy."""
    for sign, what, remedy in SIGNS:
        if re.search(sign, output):
            return Failure(what, remedy)
    # Some tools keep it to themselves that there was no room.
    if shutil.disk_usage(Path(__file__).parent).free < LEAST_FREE:
        return Failure(*SIGNS[0][1:])
    last = [line for line in output.strip().splitlines() if line.strip()][-3:]
    return Failure(
        otherwise, "It said:\n    " + "\n    ".join(last) if last else "It said nothing."
    )


def _uv(python: Path, lock: Path) -> bool:
    command = [
        "uv",
        "pip",
        "install",
        "-q",
        "--python",
        str(python),
        "--require-hashes",
        "-r",
        str(lock),
    ]
    with doing("Installing with uv"):
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def _pip(python: Path, lock: Path, total: int) -> None:
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--no-compile",
        "--progress-bar",
        "off",
        "--require-hashes",
        "-r",
        str(lock),
    ]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    output: list[str] = []
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=env,
    ) as pip:
        lines = iter(pip.stdout or ())
        with doing("Fetching", "packages") as progress:
            seen = 0
            for line in lines:
                output.append(line)
                if line.startswith("Installing collected"):
                    break
                seen += line.startswith("Collecting ")
                progress(min(seen, total), total)
        with doing("Unpacking them"):
            output += lines
    if pip.returncode:
        raise failure("".join(output), "The packages could not be installed.")


def _run_quietly(command: list[str], otherwise: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if done.returncode:
        raise failure(done.stdout + done.stderr, otherwise)
