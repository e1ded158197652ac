"""How far a long verb is: one line that is written over in a terminal, plain lines elsewhere, and
nothing where it was quick.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import IO

import pytest

from tests.harness.paths import ROOT

# Works until its standard input ends.
PROGRAM = """
import itertools, select, sys
from scripts.bootstrap import console
console.PATIENCE = {patience}
console.AGAIN = console.REFRESH = 0.05
with console.doing("Building the site", "pages") as progress:
    {first}
    for n in itertools.count(1):
        if select.select([sys.stdin], [], [], 0.01)[0]:
            break
        {step}
    {last}
print("Built.")
"""
COUNTS = {"first": "pass", "step": "progress(min(n, 1300), 1312)", "last": "progress(1312, 1312)"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a terminal of our own is made with a pty")


class Work:
    """The program in a process, whose output is read as it comes."""

    def __init__(self, output: int, reads: IO[bytes], patience: float, parts: dict[str, str]):
        self._heard = b""
        self._reads = reads
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(patience=patience, **parts)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=output,
        )
        os.close(output)

    def hears(self, words: str, times: int = 1) -> None:
        """Reads on until the words came so often; a program that ends without them fails."""
        while self._heard.count(words.encode()) < times:
            assert self._reads_on(), self._heard.decode()

    def ends(self) -> str:
        """Lets the work end, and gives all that was said."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        while self._reads_on():
            pass
        assert self.process.wait() == 0
        self._reads.close()
        return self._heard.decode()

    def _reads_on(self) -> bool:
        try:
            part = self._reads.read(4096)
        except OSError:  # Linux: the other side of the terminal is gone
            return False
        self._heard += part
        return bool(part)


def in_a_pipe(patience: float, **parts: str) -> Work:
    ours, theirs = os.pipe()
    return Work(theirs, os.fdopen(ours, "rb", buffering=0), patience, {**COUNTS, **parts})


def in_a_terminal(patience: float, **parts: str) -> Work:
    ours, theirs = os.openpty()
    return Work(theirs, os.fdopen(ours, "rb", buffering=0), patience, {**COUNTS, **parts})


def test_a_terminal_has_one_line_that_is_written_over() -> None:
    work = in_a_terminal(0.0)
    work.hears("\rBuilding the site: ", times=3)
    *lines, last, nothing = work.ends().split("\r\n")
    assert (last, nothing) == ("Built.", "")
    counted = [line for line in lines if line != "Building the site …"]
    assert len(counted) == 1, "the line was not written over"
    assert counted[0].endswith("\rBuilding the site: 1,312 of 1,312 pages")


def test_elsewhere_each_count_has_a_line_of_its_own() -> None:
    work = in_a_pipe(0.0)
    work.hears(" of 1,312 pages\n", times=3)
    said = work.ends()
    assert "\r" not in said
    assert said.endswith("Building the site: 1,312 of 1,312 pages\nBuilt.\n")
    lines = said.splitlines()
    assert len(lines) == len(set(lines)), "a count that did not move was told again"


def test_what_is_not_counted_says_that_it_goes_on_until_it_is() -> None:
    work = in_a_pipe(0.0, step="pass", last="pass")
    work.hears("  still at it after ")
    said = work.ends()
    assert said.startswith("Building the site …\n  still at it after ")
    assert said.endswith(" s\nBuilt.\n")


@pytest.mark.parametrize("place", [in_a_pipe, in_a_terminal])
def test_what_is_quick_says_nothing(place: Callable[[float], Work]) -> None:
    assert place(3600.0).ends().splitlines() == ["Built."]
