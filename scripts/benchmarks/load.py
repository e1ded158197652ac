"""Many visitors at once: sends prepared requests over connections that stay open, from a process of
its own, to this machine alone.

``python -m scripts.benchmarks.load`` reads a task from its standard input and writes what came of
it to its standard output, both as JSON. Nothing is prepared or read through while the clock runs.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scripts.bootstrap.console import Failure
from scripts.bootstrap.environment import ROOT

HOST = "127.0.0.1"
CLIENTS = 8
LONGEST = 60.0
HEAD_ENDS = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


@dataclass(frozen=True)
class Fired:
    """What came of it: the seconds that all requests took together, those of each one, how many had
    which status, and the answers.
    """

    seconds: float
    each: list[float]
    statuses: dict[str, int]
    answers: list[str]

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.each) / self.seconds


def fire(ports: Sequence[int], requests: Sequence[bytes], *, keep: bool = False) -> Fired:
    """Sends each request once, by eight clients spread over the ports, and gives the answers if
    ``keep`` is wished for.

    The requests stand in one line, from which each client takes the next. Raises ``Failure`` if it
    takes longer than a minute.
    """
    task = {
        "ports": list(ports),
        "requests": [request.decode("latin-1") for request in requests],
        "keep": keep,
    }
    command = [sys.executable, "-m", "scripts.benchmarks.load"]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=json.dumps(task),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=2 * LONGEST,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Failure(
            "What sends the requests did not end.",
            "Run the same command again when the machine has less to do.",
        ) from error
    except subprocess.CalledProcessError as error:
        raise Failure(
            "A server did not answer as it should while it was measured.",
            error.stderr.strip().rpartition("\n")[2],
        ) from error
    return Fired(**json.loads(done.stdout))


class Line:
    """One connection that stays open, and the answer that is on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=LONGEST)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began = 0.0
        self._came = bytearray()
        self._length = 0

    def send(self, request: bytes) -> None:
        """Sends one request; the answer is yet to come."""
        self._came.clear()
        self._length = 0
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def answer(self) -> bytes | None:
        """Takes what has come; the whole answer once it is there. Raises ``ConnectionError`` if the
        other side hangs up.
        """
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("a server hung up")
        self._came += part
        if not self._length:
            head = self._came.find(HEAD_ENDS)
            if head < 0:
                return None
            found = LENGTH.search(self._came, 0, head)
            if found is None:
                raise ConnectionError("an answer does not say how long it is")
            self._length = head + len(HEAD_ENDS) + int(found[1])
        return bytes(self._came) if len(self._came) >= self._length else None


def run(ports: Sequence[int], requests: deque[bytes]) -> tuple[float, list[float], list[bytes]]:
    """Empties the line of requests. Gives the seconds of all, the seconds of each, and the answers.
    Raises ``OSError``.
    """
    lines = [Line(ports[number % len(ports)]) for number in range(min(CLIENTS, len(requests)))]
    each: list[float] = []
    answers: list[bytes] = []
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
        began = time.perf_counter()
        for line in lines:
            line.send(requests.popleft())
        while ready.get_map():
            if time.perf_counter() - began > LONGEST:
                raise TimeoutError(f"not done after {LONGEST:.0f} seconds")
            for key, _ in ready.select(1.0):
                line = key.data
                answer = line.answer()
                if answer is None:
                    continue
                each.append(time.perf_counter() - line.began)
                answers.append(answer)
                if requests:
                    line.send(requests.popleft())
                else:
                    ready.unregister(line.socket)
        seconds = time.perf_counter() - began
    for line in lines:
        line.socket.close()
    return seconds, each, answers


def _main(task: dict[str, Any]) -> dict[str, Any]:
    seconds, each, answers = run(
        task["ports"], deque(request.encode("latin-1") for request in task["requests"])
    )
    statuses = Counter(answer[9:12].decode("latin-1") for answer in answers)
    return {
        "seconds": seconds,
        "each": each,
        "statuses": statuses,
        "answers": [answer.decode("latin-1") for answer in answers] if task["keep"] else [],
    }


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(_main(json.load(sys.stdin))))
    except OSError as error:
        sys.exit(f"{type(error).__name__}: {error}")
