"""A real Firefox of Debian's or the system's own, spoken to by its own protocol, Marionette:
Playwright drives none but its own build.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHOSEN = "HANDRAIL_FIREFOX"
STARTS_WITHIN = 60.0
ANSWERS_WITHIN = 60.0
HISTORY = """const kept = gBrowser.selectedBrowser.browsingContext.sessionHistory;
    return Array.from({length: kept.count}, (_, n) => kept.getEntryAtIndex(n).URI.spec)"""
# What pages and the browser itself wrote; a policy that is broken, and one that Firefox cannot
# read, stand there alike.
CONSOLE = """const all = Services.console.getMessageArray().map(String); Services.console.reset();
    return all.filter(words => words.includes(arguments[0]))"""


def found() -> str:
    """The path of a Firefox, or an empty string: what HANDRAIL_FIREFOX names, else what is
    installed.
    """
    return (
        shutil.which(os.environ.get(CHOSEN, ""))
        or shutil.which("firefox-esr")
        or shutil.which("firefox")
        or ""
    )


class Firefox:
    """One window. Each command is ``[0, number, name, values]`` after its length, each answer ``[1,
    number, error, values]``.
    """

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWERS_WITHIN)
        self.answers = self.socket.makefile("rb")
        self.number = 0
        self._read()
        self.ask("WebDriver:NewSession")

    def ask(self, command: str, **values: Any) -> Any:
        """Sends one command and gives its value. Raises ``AssertionError`` with what Firefox says
        against it.
        """
        self.number += 1
        words = json.dumps([0, self.number, command, values]).encode()
        self.socket.sendall(b"%d:%s" % (len(words), words))
        _, _, error, answer = self._read()
        assert error is None, f"{command}: {error}"
        return answer["value"] if isinstance(answer, dict) and "value" in answer else answer

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            read = self.answers.read(1)
            assert read, "Firefox hung up"
            length += read
        return json.loads(self.answers.read(int(length[:-1])))

    def goto(self, address: str) -> None:
        self.ask("WebDriver:Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        """The value that a script of ours gives on the page."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(given))

    def inside(self, script: str, *given: Any) -> Any:
        """The value that a script gives in the browser itself, outside of any page."""
        self.ask("Marionette:SetContext", value="chrome")
        try:
            return self.run(script, *given)
        finally:
            self.ask("Marionette:SetContext", value="content")

    @property
    def url(self) -> str:
        return str(self.ask("WebDriver:GetCurrentURL"))

    def comes_to(self, address: str, within: float = ANSWERS_WITHIN) -> bool:
        """Whether the window shows an address before the time is over."""
        end = time.monotonic() + within
        while self.url != address and time.monotonic() < end:
            time.sleep(0.05)
        return self.url == address

    def press(self, *keys: str) -> None:
        strokes = [{"type": way, "value": key} for key in keys for way in ("keyDown", "keyUp")]
        self.ask(
            "WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": strokes}]
        )

    def click(self, selector: str) -> None:
        element = self.ask("WebDriver:FindElement", using="css selector", value=selector)
        self.ask("WebDriver:ElementClick", id=next(iter(element.values())))

    def new_tab(self) -> None:
        """An empty tab in place of the one before it."""
        made = self.ask("WebDriver:NewWindow", type="tab", focus=True)["handle"]
        self.ask("WebDriver:CloseWindow")
        self.ask("WebDriver:SwitchToWindow", handle=made, name=made)

    def history(self) -> list[str]:
        """Every address behind Back and Forward, as the browser itself keeps them."""
        return list(self.inside(HISTORY))

    def heard(self, words: str) -> list[str]:
        """What the console holds with these words since this was last asked."""
        return list(self.inside(CONSOLE, words))

    def comes_to_hear(self, words: str, within: float = ANSWERS_WITHIN) -> bool:
        """Whether the console holds these words before the time is over: it is told a little later
        than the page.
        """
        end = time.monotonic() + within
        while not (found := self.heard(words)) and time.monotonic() < end:
            time.sleep(0.05)
        return bool(found)

    def close(self) -> None:
        self.answers.close()
        self.socket.close()


@contextlib.contextmanager
def firefox(path: str) -> Iterator[Firefox]:
    """Firefox without a window and with a profile of its own, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        # Any free port; Firefox writes which. It asks nobody for anything.
        settings = {
            "marionette.port": 0,
            "network.captive-portal-service.enabled": False,
            "app.normandy.enabled": False,
            "browser.safebrowsing.update.enabled": False,
            "extensions.update.enabled": False,
            "app.update.enabled": False,
        }
        (profile / "user.js").write_text(
            "".join(
                f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
                for key, value in settings.items()
            )
        )
        process = subprocess.Popen(
            [
                path,
                "--headless",
                "--no-remote",
                "--marionette",
                "--remote-allow-system-access",
                "--profile",
                folder,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": folder},
        )
        try:
            started = Firefox(_port(profile / "MarionetteActivePort", process))
            yield started
            started.close()
        finally:
            process.terminate()
            process.wait(timeout=60)


def _port(file: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, f"Firefox ended with {process.returncode}"
        if file.is_file() and (written := file.read_text().strip()):
            return int(written)
        time.sleep(0.05)
    raise AssertionError(f"Firefox did not listen within {STARTS_WITHIN:.0f} s")
