"""How the verbs speak: what is being done, how long it takes, and one sentence with a remedy when
it fails.
"""

import contextlib
import sys
import threading
import time

PATIENCE = 2.0
AGAIN = 5.0


class Failure(Exception):
    """Something that a person can put right: one sentence of what is wrong, one of what to do."""

    def __init__(self, what, remedy=""):
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self):
        return f"{self.what}\n  {self.remedy}" if self.remedy else self.what


def say(text):
    """Prints one line at once, also when the output goes to a file."""
    print(text, flush=True)  # noqa: T201 - these lines are what a verb is for


def complain(text):
    """Prints one line to standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


@contextlib.contextmanager
def doing(what):
    """Says what is being done once it takes more than two seconds, then every five, and how long it
    took.
    """
    done = threading.Event()
    start = time.monotonic()

    def tell():
        if done.wait(PATIENCE):
            return
        say(f"{what} …")
        while not done.wait(AGAIN):
            say(f"  still at it after {time.monotonic() - start:.0f} s")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
