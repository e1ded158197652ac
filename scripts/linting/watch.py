"""Watching the content while somebody writes: each time that a file is saved, what is to mend is
told again.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import threading
from collections.abc import Callable, Iterator

from scripts.bootstrap.console import Failure, say
from scripts.bootstrap.environment import ROOT

# Where nothing tells us of a change, as on some network drives, we look ourselves. In seconds.
LOOK_EVERY = 1.0
LOOK_IN_ANY_CASE = 10.0
# An editor may save in several steps.
QUIET = 0.15

State = dict[str, tuple[int, int]]


def watch(tell: Callable[[], str]) -> int:
    """Prints what ``tell`` says, now and after each change, until Ctrl-C, which is the way to end
    it: exit status 0.

    What is compared is the state of the files before each telling: a file that is saved meanwhile
    is told of next.
    """
    with contextlib.suppress(KeyboardInterrupt), _bell() as (bell, patience):
        seen = _state()
        _say(tell)
        say("Watching content/. Ctrl-C ends it.")
        while True:
            bell.wait(patience)
            bell.clear()
            now = _state()
            if now != seen:
                seen = _settled(now)
                _say(tell)
    say("Stopped watching.")
    return 0


def _say(tell: Callable[[], str]) -> None:
    """What is told, with the time of day. Nothing that stands in a file ends the watching."""
    try:
        words = tell()
    except Failure as failure:
        words = str(failure)
    except Exception as error:
        words = (
            f"The check stumbled ({type(error).__name__}: {error}).\n"
            "  Look at what you changed last, and save it again."
        )
    say(f"{datetime.datetime.now().astimezone():%H:%M:%S}\n{words}\n")


def _settled(now: State) -> State:
    """The state of the files once nobody has written for a moment."""
    while True:
        threading.Event().wait(QUIET)
        later = _state()
        if later == now:
            return now
        now = later


def _state() -> State:
    """When each file of the content was changed last, in nanoseconds, and its size."""
    found: State = {}
    for folder, _, files in os.walk(ROOT / "content"):
        for name in files:
            path = os.path.join(folder, name)
            # A file may go away between the two looks.
            with contextlib.suppress(OSError):
                status = os.lstat(path)
                found[path] = (status.st_mtime_ns, status.st_size)
    return found


@contextlib.contextmanager
def _bell() -> Iterator[tuple[threading.Event, float]]:
    """What rings when the system tells of a change, and how long to wait for it before looking in
    any case.
    """
    bell = threading.Event()
    try:
        from watchdog.events import (
            DirCreatedEvent,
            DirMovedEvent,
            FileCreatedEvent,
            FileDeletedEvent,
            FileModifiedEvent,
            FileMovedEvent,
            FileSystemEvent,
            FileSystemEventHandler,
        )
        from watchdog.observers import Observer

        class Ringer(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                bell.set()

        observer = Observer()
        observer.schedule(
            Ringer(),
            str(ROOT / "content"),
            recursive=True,
            event_filter=[
                FileCreatedEvent,
                FileDeletedEvent,
                FileModifiedEvent,
                FileMovedEvent,
                DirCreatedEvent,
                DirMovedEvent,
            ],
        )
        observer.start()
    except (ImportError, OSError):
        yield bell, LOOK_EVERY
        return
    try:
        yield bell, LOOK_IN_ANY_CASE
    finally:
        observer.stop()
        observer.join()
