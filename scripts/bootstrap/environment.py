"""Makes the project's own environment, ``.venv``, and runs a verb inside it. Standard library only.

A stamp in ``.venv`` says what was installed. It is taken away before anything is changed and
written last, so an environment whose making was interrupted is known as such and made again from
nothing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.bootstrap import installer
from scripts.bootstrap.console import Failure, doing, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / "handrail.json"
WORK = ROOT / ".build"
LOCKS = {"serve": "requirements.txt", "test": "requirements-test.txt"}
NEEDS_TESTS = frozenset({"test"})


def run(verb: str, arguments: list[str]) -> int:
    """Runs a verb inside ``.venv``, which is made first where it is missing or stale. Gives the
    verb's exit status.
    """
    python = ensure("test" if verb in NEEDS_TESTS else "serve")
    command = [str(python), "-m", "scripts.cli", verb, *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(python, command)  # noqa: S606 - our own interpreter, so that signals reach the verb itself
    return subprocess.call(command)  # noqa: S603


def ensure(group: str) -> Path:
    """The interpreter of an environment that holds everything ``serve`` or ``test`` needs. Raises
    ``Failure``.
    """
    wanted = _wanted(group)
    python = interpreter()
    if _stamp().items() >= wanted.items() and python.exists():
        return python
    with alone("Another set-up is running in this folder. Waiting for it …", "setup.lock"):
        stamp = _stamp()
        if stamp.items() >= wanted.items() and python.exists():
            return python
        with kindly():
            _make(python, group, wanted, stamp)
    return python


def interpreter() -> Path:
    """Where the interpreter of ``.venv`` lies on this system."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make(python: Path, group: str, wanted: dict[str, str], stamp: dict[str, str]) -> None:
    usable = (
        stamp.get("python") == wanted["python"]
        and stamp.get("root") == wanted["root"]
        and _runs(python)
    )
    STAMP.unlink(missing_ok=True)
    if not usable:
        stamp = {}
        say("Setting up Handrail in .venv (the first time takes about half a minute).")
        _needs_venv()
        with doing("Making .venv"):
            _create()
    installer.install(python, ROOT, ROOT / LOCKS[group])
    STAMP.write_text(json.dumps({**stamp, **wanted}, indent=1), encoding="utf-8")


def _wanted(group: str) -> dict[str, str]:
    wanted = {"python": sys.version, "root": str(ROOT)}
    for name in ("serve", "test") if group == "test" else ("serve",):
        lock = (ROOT / LOCKS[name]).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
        wanted[name] = hashlib.sha256(lock).hexdigest()
    return wanted


def _stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _runs(python: Path) -> bool:
    try:
        return (
            subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode  # noqa: S603
            == 0
        )
    except OSError:
        return False


def _needs_venv() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Failure(
            "This Python comes without the module that makes environments (venv).",
            "On Debian and Ubuntu: apt install python3-venv. Then run the same command again.",
        )


def _create() -> None:
    if VENV.is_symlink() or (VENV.exists() and not VENV.is_dir()):
        raise Failure(
            ".venv is not a folder of this project.", "Move it away and run the same command again."
        )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise installer.failure(
            done.stdout + done.stderr, "Python could not make the folder .venv."
        )


@contextlib.contextmanager
def kindly() -> Iterator[None]:
    """Turns what the disk refuses into one sentence and a remedy."""
    try:
        yield
    except OSError as error:
        raise _disk_failure(error) from error


def _disk_failure(error: OSError) -> Failure:
    if error.errno == errno.ENOSPC:
        return Failure(
            "The disk is full.",
            "Handrail needs about 300 MB. Make room and run the same command again.",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Failure(
            "This folder cannot be written to.",
            "Clone the project into a folder of your own, for example in your home, and run it "
            "there.",
        )
    return Failure(f"This stopped: {error.strerror or error}.", "Run the same command again.")


@contextlib.contextmanager
def alone(waiting: str, name: str) -> Iterator[None]:
    """Lets one at a time work in this folder, by a lock file of that name; a second one says
    ``waiting`` and waits.
    """
    with kindly():
        if WORK.exists() and not WORK.is_dir():
            raise Failure(".build is not a folder.", "Move it away and run the same command again.")
        WORK.mkdir(exist_ok=True)
        handle = (WORK / name).open("w", encoding="utf-8")
    with handle:
        if not _try_lock(handle.fileno(), wait=False):
            say(waiting)
            _try_lock(handle.fileno(), wait=True)
        yield


def _try_lock(number: int, *, wait: bool) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
