"""``check --watch``: a process of its own, files that are saved, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.bootstrap.console import Failure
from scripts.linting import watch

GOOD = "---\nkind: page\ntitle: A page\ndescription: Words.\nwritten: 2026-11-21\n---\nWords.\n"
BAD = GOOD.replace("---\nWords.\n", "---\n# Big\n")


def _heeds_ctrl_c() -> None:
    """What a shell starts in the background is deaf to Ctrl-C, and so is what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watcher:
    """The verb in a process, and what it said so far."""

    def __init__(self, project: Path, log: Path, *words: str) -> None:
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scripts.cli", "check", "--watch", *words],
                cwd=project,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=_heeds_ctrl_c,
            )
        self.heard = 0

    def hears(self, words: str, within: float = 20.0) -> None:
        end = time.monotonic() + within
        while words not in self.said()[self.heard :]:
            assert time.monotonic() < end and self.process.poll() is None, self.said()
            time.sleep(0.02)
        self.heard = self.said().index(words, self.heard) + len(words)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@pytest.fixture
def watcher(small: Path, tmp_path: Path) -> Iterator[Watcher]:
    found = Watcher(small, tmp_path / "log")
    yield found
    found.process.kill()
    found.process.wait()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process on Windows")
def test_each_save_is_told_of_and_ctrl_c_is_the_way_to_end_it(
    small: Path, watcher: Watcher
) -> None:
    page = small / "content/about/us.md"
    watcher.hears("In order: ")
    watcher.hears("Ctrl-C ends it.")
    page.write_text(BAD, encoding="utf-8")
    watcher.hears("To mend:\n  content/about/us.md:7")
    page.write_bytes(b"---\n\xff\x00: [")
    watcher.hears("the file is not UTF-8 text")
    page.unlink()
    watcher.hears("In order: ")
    (small / "content/new").mkdir()
    (small / "content/new/page.md").write_text(BAD, encoding="utf-8")
    watcher.hears("content/new/page.md:7")
    (small / "content/new/page.md").write_text(GOOD, encoding="utf-8")
    watcher.hears("In order: ")
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(timeout=20) == 0
    assert watcher.said().endswith("Stopped watching.\n")
    assert "Traceback" not in watcher.said()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("told", [True, False], ids=["the system tells of changes", "nobody tells"])
def test_a_save_during_a_check_is_told_of_next_and_what_stumbles_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch, "ROOT", tmp_path)
    monkeypatch.setattr(watch, "LOOK_EVERY", 0.05)
    if not told:
        monkeypatch.setitem(sys.modules, "watchdog.observers", None)
    page = tmp_path / "content/page.md"
    page.parent.mkdir()
    page.write_text("one", encoding="utf-8")
    seen = []

    def tell() -> str:
        seen.append(page.read_text(encoding="utf-8"))
        if len(seen) < 4:
            page.write_text(f"{seen[-1]} and one more", encoding="utf-8")
        if len(seen) == 2:
            raise Failure("A sentence.", "A remedy.")
        if len(seen) == 3:
            raise RuntimeError("nobody foresaw it")
        if len(seen) == 4:
            raise KeyboardInterrupt
        return "fine"

    assert watch.watch(tell) == 0
    assert seen == [
        "one",
        "one and one more",
        "one and one more and one more",
        "one and one more and one more and one more",
    ]
    out = capsys.readouterr().out
    assert (
        "A sentence.\n  A remedy." in out
        and "The check stumbled (RuntimeError: nobody foresaw it)" in out
    )
    assert out.endswith("Stopped watching.\n")


@pytest.mark.timeout(60)
def test_a_save_in_several_steps_is_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "ROOT", tmp_path)
    monkeypatch.setattr(watch, "QUIET", 0.6)
    page = tmp_path / "content/page.md"
    page.parent.mkdir()

    def save() -> None:
        for n in range(12):
            page.write_text("x" * n, encoding="utf-8")
            time.sleep(0.02)

    saving = threading.Thread(target=save)
    seen: list[str] = []

    def tell() -> str:
        seen.append(page.read_text(encoding="utf-8") if page.exists() else "nothing")
        if len(seen) == 1:
            saving.start()
            return "x"
        raise KeyboardInterrupt

    assert watch.watch(tell) == 0
    saving.join()
    assert seen == ["nothing", "x" * 11]
