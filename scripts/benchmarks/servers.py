"""Server processes on this machine alone, and what they cost: processor time, and memory."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bootstrap.console import Failure
from scripts.bootstrap.environment import ROOT

HOST, PORT = "127.0.0.1", "{port}"
WITHIN, ENDS_WITHIN = 30.0, 10.0
KB = 1024
PSS, RSS = "PSS", "RSS"


@dataclass(frozen=True)
class Servers:
    """Processes that serve the same thing, each on a port of its own."""

    ports: tuple[int, ...]
    pids: tuple[int, ...]

    def cpu(self) -> float | None:
        """User and system time of all processes so far, in seconds; None where the system does not
        say.
        """
        spent = [_cpu(pid) for pid in self.pids]
        return None if None in spent else sum(value for value in spent if value is not None)

    def memory(self) -> tuple[str, float] | None:
        """The memory of the largest process in megabytes, and how it was counted; None where the
        system does not say.
        """
        found = [value for value in map(_memory, self.pids) if value is not None]
        return max(found, key=lambda value: value[1]) if found else None


@contextlib.contextmanager
def running(
    command: Sequence[str], path: str, count: int, folder: Path, **settings: str
) -> Iterator[Servers]:
    """Starts ``count`` processes and ends them with the block. ``{port}`` in the command or
    settings is the port of each.

    ``path`` is what they must answer before the block begins; ``settings`` are variables of their
    environment, in which no other ``HANDRAIL_`` ones stand.
    """
    with contextlib.ExitStack() as ends:
        ports = tuple(_free_port() for _ in range(count))
        started = [
            ends.enter_context(_process(command, port, folder / f"said-{port}", settings))
            for port in ports
        ]
        for process, port in zip(started, ports, strict=True):
            _wait(process, f"http://{HOST}:{port}{path}", folder / f"said-{port}")
        yield Servers(ports, tuple(process.pid for process in started))


@contextlib.contextmanager
def _process(
    command: Sequence[str], port: int, said: Path, settings: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
    env = {**clean, **{name: value.replace(PORT, str(port)) for name, value in settings.items()}}
    with said.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [part.replace(PORT, str(port)) for part in command],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, said: Path) -> None:
    end = time.monotonic() + WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Failure(
        "A server that was to be measured did not start.",
        said.read_text("utf-8", "replace").strip()
        or "It said nothing. Run the same command again.",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _cpu(pid: int) -> float | None:
    try:
        # The name of the program, in brackets, may hold spaces; user and system time are the 14th
        # and 15th figure (proc(5)).
        figures = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> tuple[str, float] | None:
    """Its share of what it uses together with others (PSS), or else all that it has in memory
    (RSS), in megabytes.
    """
    for file, line, kind in (("smaps_rollup", "Pss:", PSS), ("status", "VmRSS:", RSS)):
        with contextlib.suppress(OSError):
            for found in Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8").splitlines():
                if found.startswith(line):
                    return kind, int(found.split()[1]) * KB / 1e6
    return None
