"""Finds a browser that starts on this machine, for the tests that need one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.bootstrap.console import Failure, doing, say

NAMES = [
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chromium-browser",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
STARTS = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]


def find() -> str:
    """The path of a browser that starts, or an empty string for Playwright's own. Raises
    ``Failure`` if there is none.

    First ``HANDRAIL_CHROMIUM``, then what is installed, then (as root on Debian) Debian's package,
    then Playwright's download.
    """
    chosen = os.environ.get("HANDRAIL_CHROMIUM", "")
    if chosen:
        if _starts(chosen):
            return chosen
        raise Failure(
            f"HANDRAIL_CHROMIUM names {chosen}, which does not start.",
            "Name another browser, or take the setting away.",
        )
    installed = _installed()
    if installed:
        return installed
    if _is_debian_root():
        with doing("Installing Debian's chromium for the tests"):
            _apt("chromium")
        installed = _installed()
        if installed:
            return installed
    with doing("Fetching a browser for the tests"):
        done = subprocess.run(
            [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"],
            capture_output=True,
            check=False,
        )
    if done.returncode == 0:
        say("Using the browser that Playwright fetched.")
        return ""
    raise Failure(
        "The tests need a browser, and none starts on this machine.",
        "Install Chromium or Chrome (on Debian: apt install chromium) and run the same command "
        "again.",
    )


def _installed() -> str:
    for name in NAMES:
        path = shutil.which(name) or (name if Path(name).is_file() else "")
        if path and _starts(path):
            return path
    return ""


def _starts(path: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603
            [path, *STARTS], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "<html" in done.stdout


def _is_debian_root() -> bool:
    release = Path("/etc/os-release")
    return (
        os.name == "posix"
        and os.geteuid() == 0
        and release.is_file()
        and "\nID=debian" in "\n" + release.read_text(encoding="utf-8")
        and shutil.which("apt-get") is not None
    )


def _apt(package: str) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
    ):
        subprocess.run(command, env=env, capture_output=True, check=False)  # noqa: S603
