"""A server process of the portal for the built site, and ports for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.harness.paths import ROOT

STARTS_WITHIN = 60.0


class serving:
    """Serves a built site from a process of its own for as long as the block lasts; its data in a
    folder that goes with it.
    """

    def __init__(self, site: Path, **settings: str) -> None:
        self.port = free_port()
        self.scratch = tempfile.TemporaryDirectory()
        self.env = {
            **os.environ,
            "HANDRAIL_SITE_DIR": str(site),
            "HANDRAIL_PORT": str(self.port),
            "HANDRAIL_DATA_DIR": self.scratch.name,
            **settings,
        }

    def __enter__(self) -> str:
        for again in (True, True, False):
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal"],
                cwd=ROOT,
                env=self.env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            try:
                wait_for(f"http://127.0.0.1:{self.port}", self.process)
            except AssertionError as error:
                # Another process of the run took the port meanwhile.
                if again and "Address already in use" in str(error):
                    self.port = free_port()
                    self.env["HANDRAIL_PORT"] = str(self.port)
                    continue
                raise
            break
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *reason: object) -> None:
        self.process.terminate()
        self.output = self.process.communicate(timeout=60)[0]
        self.scratch.cleanup()


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[str], within: float = STARTS_WITHIN) -> None:
    """Returns once the address answers anything at all; fails if the process ends or the time is
    over.
    """
    end = time.monotonic() + within
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {process.communicate()[0]}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nothing answered at {address} within {within:.0f} s")
