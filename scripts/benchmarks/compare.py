"""The portal beside a bare Flask application on one database engine: alternating rounds, so that
both see the machine as it is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portal.config import Config, ConfigError
from portal.site import AppContext
from portal.staff import accounts
from portal.storage import groups
from portal.storage.engine import Unavailable
from scripts.benchmarks import baseline, load, visitors
from scripts.benchmarks.servers import PORT, Servers, running
from scripts.bootstrap.console import Failure, Progress
from scripts.bootstrap.environment import ROOT

PROCESSES, ROUNDS, REQUESTS, WARM_UP = 2, 7, 400, 64
# A form that is sent sooner after it was opened is taken for a machine's.
PATIENCE = 2.2
PROBES, BLOCK = 40, 4096
OPEN, SEND = "form GET", "sign-up POST"
BASELINE_PATH = "/join"


@dataclass(frozen=True)
class Engine:
    """A database engine for both sides. ``url`` is empty for a file of SQLite; otherwise an empty
    PostgreSQL database.
    """

    name: str
    url: str


@dataclass(frozen=True)
class Figure:
    """One round of one side: requests per second, milliseconds of processor time for each (None:
    not measured), slowest 1 % in ms.
    """

    rate: float
    cpu: float | None
    slow: float


@dataclass
class Side:
    """One of the two: its processes, and what was measured of it, by what was asked."""

    name: str
    servers: Servers
    path: str
    figures: dict[str, list[Figure]] = field(default_factory=lambda: {OPEN: [], SEND: []})
    memory: tuple[str, float] | None = None

    def asked(self, what: str, requests: list[bytes], *, keep: bool = False) -> list[str]:
        """Sends the requests and keeps the figures; gives the answers if they are wished for.
        Raises ``Failure`` for any but 200.
        """
        before = self.servers.cpu()
        fired = load.fire(self.servers.ports, requests, keep=keep)
        after = self.servers.cpu()
        if set(fired.statuses) != {"200"}:
            raise Failure(
                f"{self.name} answered a {what} with {fired.statuses}.",
                "Only answers that are right can be measured.",
            )
        cpu = None if before is None or after is None else (after - before) * 1000 / len(fired.each)
        self.figures[what].append(
            Figure(fired.rate, cpu, sorted(fired.each)[int(len(fired.each) * 0.99)] * 1000)
        )
        return fired.answers


@dataclass(frozen=True)
class Compared:
    """Both sides after all rounds, and the seconds of one small write to the same disk in each
    round.
    """

    engine: Engine
    ours: Side
    baseline: Side
    writes: list[float]

    def ratios(self, what: str) -> list[float]:
        """Our rate beside that of the baseline, round by round."""
        return [
            ours.rate / plain.rate
            for ours, plain in zip(
                self.ours.figures[what], self.baseline.figures[what], strict=True
            )
        ]


@contextmanager
def both(
    engine: Engine, site: Path, folder: Path, slug: str
) -> Iterator[tuple[AppContext, Side, Side]]:
    """Starts the two sides on an engine, the portal with a reader and its forms wide open, and ends
    them with the block.

    ``folder`` is for their files; ``slug`` is the group that is joined. Raises ``Failure``.
    """
    settings = _settings(engine, site, folder)
    database = engine.url or str(folder / "baseline.sqlite3")
    try:
        context = AppContext.made(Config.from_env({**settings, "HANDRAIL_PORT": "1"}, ROOT))
        accounts.add(context, "first", None)
        baseline.prepare(database)
    except (ConfigError, Unavailable) as error:
        raise Failure(
            f"The database that was to be measured cannot be used ({error}).",
            "Look at the address after --postgres.",
        ) from error
    path = f"/portal/groups/{slug}/join"
    ours, plain = (
        [sys.executable, "-m", "portal"],
        [sys.executable, "-m", "scripts.benchmarks.baseline", PORT],
    )
    try:
        with (
            running(ours, path, PROCESSES, folder, **settings) as first,
            running(
                plain, BASELINE_PATH, PROCESSES, folder, **{baseline.DATABASE: database}
            ) as second,
        ):
            yield (
                context,
                Side("Handrail", first, path),
                Side("bare Flask + INSERT", second, BASELINE_PATH),
            )
    finally:
        context.store.close()


def compare(
    engine: Engine,
    site: Path,
    folder: Path,
    slug: str,
    *,
    rounds: int = ROUNDS,
    requests: int = REQUESTS,
    progress: Progress = lambda done, total: None,
) -> Compared:
    """Measures both sides in turn, and makes sure that each Send of each side was kept; tells
    ``progress`` after each round. Raises ``Failure``.
    """
    with both(engine, site, folder, slug) as (context, ours, plain):
        last = visitors.last_page(ours.servers.ports[0], ours.path)
        before = _kept(context, slug)
        _round(ours, plain, last, WARM_UP, swapped=False)
        for side in (ours, plain):
            side.figures = {OPEN: [], SEND: []}
        writes = []
        for number in range(rounds):
            writes.append(probe(folder))
            _round(ours, plain, last, requests, swapped=bool(number % 2))
            progress(number + 1, rounds)
        for side in (ours, plain):
            side.memory = side.servers.memory()
        sent = WARM_UP + rounds * requests
        kept = (
            _kept(context, slug) - before,
            baseline.kept(engine.url or str(folder / "baseline.sqlite3")),
        )
        if kept != (sent, sent):
            raise Failure(
                f"Of {sent} forms the portal kept {kept[0]} and the bare application {kept[1]}.",
                "Nothing here can be believed.",
            )
    return Compared(engine, ours, plain, writes)


def _round(ours: Side, plain: Side, last: dict[str, str], count: int, *, swapped: bool) -> None:
    """Opens the form ``count`` times on each side, then sends it as often; ``swapped`` says who
    begins.
    """
    opened: list[str] = []
    for side in (plain, ours) if swapped else (ours, plain):
        answers = side.asked(OPEN, [visitors.opening(side.path)] * count, keep=side is ours)
        opened += answers
    ready = time.monotonic() + PATIENCE
    sends = {
        ours.name: visitors.sends(ours.path, last, opened),
        plain.name: [visitors.sending(plain.path, visitors.ANSWERS)] * count,
    }
    time.sleep(max(0.0, ready - time.monotonic()))
    for side in (plain, ours) if swapped else (ours, plain):
        side.asked(SEND, sends[side.name])


def probe(folder: Path) -> float:
    """How long one small write takes until it is on the disk, in seconds: the median of several."""
    settle = getattr(os, "fdatasync", os.fsync)
    took = []
    with (folder / "probe").open("wb", buffering=0) as file:
        for _ in range(PROBES):
            began = time.perf_counter()
            file.write(b"\0" * BLOCK)
            settle(file.fileno())
            took.append(time.perf_counter() - began)
    return sorted(took)[PROBES // 2]


def _kept(context: AppContext, slug: str) -> int:
    now = groups.seat_counts(context.store, slug)
    return now.taken + now.waiting


def _settings(engine: Engine, site: Path, folder: Path) -> dict[str, str]:
    settings = {
        "HANDRAIL_HOST": load.HOST,
        "HANDRAIL_PORT": PORT,
        "HANDRAIL_SITE_DIR": str(site),
        "HANDRAIL_DATA_DIR": str(folder),
        "HANDRAIL_FORMS_PER_HOUR": "999999999",
    }
    if engine.url:
        secret = folder / "secret"
        secret.write_bytes(os.urandom(32).hex().encode())
        settings |= {"HANDRAIL_DATABASE_URL": engine.url, "HANDRAIL_SECRET_FILE": str(secret)}
    return settings
