"""How log-in slows down for those who guess, and stays open for those who belong here."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager

FREE_TRIES = 3
LONGEST_WAIT = datetime.timedelta(seconds=60)
QUEUE = 2


def lockout_after(failures: int) -> datetime.timedelta:
    """How long the next try must wait after so many wrong ones in a row: nothing at first, then 2,
    4, 8 … 60 seconds. Never for good.
    """
    if failures < FREE_TRIES:
        return datetime.timedelta(0)
    return min(datetime.timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 10)), LONGEST_WAIT)


class Busy(Exception):
    """Others are logging in at this moment; a try costs 64 MiB of memory, so they come one after
    another.
    """


class LoginSemaphore:
    """Lets one log-in at a time through in this process, with two waiting behind it. Any more are
    told to come back.
    """

    def __init__(self, queue: int = QUEUE) -> None:
        self._turn = threading.Lock()
        self._places = threading.Semaphore(queue + 1)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Holds the turn for the length of the block. Raises ``Busy`` at once when the queue is
        full.
        """
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._turn:
                yield
        finally:
            self._places.release()
