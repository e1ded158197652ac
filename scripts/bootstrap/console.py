"""How the verbs speak: what is being done and how far it is, and one sentence with a remedy when it
fails.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator

# Seconds before anything is said, between two lines, and between two looks of a line that is
# written over in a terminal.
PATIENCE = 2.0
AGAIN = 5.0
REFRESH = 0.2

Progress = Callable[[int, int], None]


class Failure(Exception):
    """Something that a person can put right: one sentence of what is wrong, one of what to do."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  {self.remedy}" if self.remedy else self.what


def say(text: str) -> None:
    """Prints one line at once, also when the output goes to a file."""
    print(text, flush=True)  # noqa: T201 - these lines are what a verb is for


def complain(text: str) -> None:
    """Prints one line to standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


@contextlib.contextmanager
def doing(what: str, steps: str = "steps") -> Iterator[Progress]:
    """Says what is being done once it takes more than two seconds, and from then on how far it is.

    The block is given ``progress(done, total)``. Where it calls that, a line counts: ``Building
    the site: 312 of 666 pages``, with ``steps`` for the last word; one line that is written over
    in a terminal, a new one every five seconds elsewhere. Where it does not, the seconds are told.
    """
    line = _Line(what, steps)
    done = threading.Event()
    teller = threading.Thread(target=line.tell_until, args=(done,), daemon=True)
    teller.start()
    try:
        yield line.progress
    finally:
        done.set()
        teller.join()
        line.close()


class _Line:
    """The line that tells of one piece of work. One thread counts, another prints."""

    def __init__(self, what: str, steps: str) -> None:
        self._what, self._steps = what, steps
        self._start = time.monotonic()
        self._counted: tuple[int, int] | None = None
        self._told = ""  # the last counted line that was printed
        self._terminal = sys.stdout.isatty()

    def progress(self, done: int, total: int) -> None:
        """Notes how many of all steps are done. Cheap enough for each step of thousands."""
        self._counted = (done, total)

    def tell_until(self, done: threading.Event) -> None:
        """Prints what there is to tell until the work is done."""
        if done.wait(PATIENCE):
            return
        if self._counted is None:
            say(f"{self._what} …")
            if not self._wait_for_count(done):
                return
        while True:
            self._count()
            if done.wait(REFRESH if self._terminal else AGAIN):
                return

    def _wait_for_count(self, done: threading.Event) -> bool:
        """Tells the seconds until the first step is counted; False if the work ended before."""
        again = time.monotonic() + AGAIN
        while self._counted is None:
            if done.wait(REFRESH):
                return False
            if self._counted is None and time.monotonic() >= again:
                say(f"  still at it after {time.monotonic() - self._start:.0f} s")
                again = time.monotonic() + AGAIN
        return True

    def _count(self) -> None:
        done, total = self._counted or (0, 0)
        line = f"{self._what}: {done:,} of {total:,} {self._steps}"
        if line == self._told:
            return
        if self._terminal:
            # Spaces cover what is left of a longer line; not every terminal knows how to clear one.
            sys.stdout.write(f"\r{line:{len(self._told)}}")
            sys.stdout.flush()
        else:
            say(line)
        self._told = line

    def close(self) -> None:
        """Ends a line that was written over, with the last count on it."""
        if self._told:
            self._count()
            if self._terminal:
                say("")
