"""Copies of the project, as a stranger has them, and the verbs run inside them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.harness.content_folders import MINIMAL_CONTENT, write
from tests.harness.paths import ROOT

LEFT_BEHIND = shutil.ignore_patterns(
    ".venv",
    ".build",
    "site",
    ".site.*",
    ".git",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    ".data",
)
IRELAND = """---
kind: country
title: Ireland
country: IE
written: 2026-11-21
emergency: [{number: "112", service: all, sources: [{title: A list, date: undated}]}]
---
"""
PYTHON = getattr(sys, "_base_executable", sys.executable)


def copy(into: Path) -> Path:
    """The project as it stands, without anything that was made in it."""
    shutil.copytree(ROOT, into, ignore=LEFT_BEHIND)
    return into


def small_copy(into: Path) -> Path:
    """The project with the least of content: what every copy needs, its country, a group, and a
    page about it.

    A build of it takes a third of the time. Whatever holds for any content is tried with this one.
    """
    shutil.copytree(
        ROOT,
        into,
        ignore=lambda folder, names: (
            LEFT_BEHIND(folder, names) | ({"content", "tests"} if Path(folder) == ROOT else set())
        ),
    )
    front = (
        (ROOT / "content/groups/carers.md")
        .read_text(encoding="utf-8")
        .split("---\n")[1]
        .replace("example: true\n", "")
    )
    page = "---\nkind: page\ntitle: A page\ndescription: Words.\nwritten: 2026-11-21\n---\nWords.\n"
    write(
        into / "content",
        {
            **MINIMAL_CONTENT,
            "crisis/ie.md": IRELAND,
            "groups/carers.md": f"---\n{front}---\nWords.\n",
            "about/us.md": page,
        },
    )
    return into


def settings(home: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who has just come: an empty home, and no trace of this test's own
    environment.
    """
    home.mkdir(exist_ok=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VIRTUAL_ENV", "PYTHONPATH", "HANDRAIL_", "COVERAGE"))
    }
    return {**kept, "HOME": str(home), "PYTHONUNBUFFERED": "1", **more}


def verb(
    project: Path, *words: str, python: str = sys.executable, **more: str
) -> subprocess.CompletedProcess[str]:
    """Runs a verb to its end in a copy, inside the environment that this test runs in."""
    return subprocess.run(
        [python, "-m", "scripts.cli", *words],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **more},
    )


@contextlib.contextmanager
def started(clone: Path, home: Path, *words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A verb of the copy in a process group of its own, ended at the end of the block whatever
    happens.
    """
    log = (home / "log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [PYTHON, "-m", "scripts", *words],
        cwd=clone,
        env=settings(home, **more),
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)
        log.close()


def kill(process: subprocess.Popen[str]) -> None:
    """Ends a process and all its children at once, without a word to them."""
    if process.poll() is None:
        if os.name == "nt":
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True
            )
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tool(clone: Path, name: str) -> str:
    """A program that the set-up installed into a copy's own environment."""
    return str(clone / ".venv" / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}"))


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def visible(html: str) -> str:
    """The words of a page that a person can see."""
    tree = HTMLParser(html)
    tree.strip_tags(["script", "style"])
    return " ".join(tree.text(separator=" ").split())
