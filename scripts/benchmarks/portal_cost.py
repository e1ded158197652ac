"""What the portal costs beside a bare Flask application that takes the same form: the table, and
the row of the budget.
"""

from __future__ import annotations

import contextlib
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.benchmarks import compare, portal_pages, postgres
from scripts.benchmarks.budget_row import Row
from scripts.benchmarks.compare import OPEN, SEND, Compared, Engine, Figure
from scripts.benchmarks.load import CLIENTS
from scripts.bootstrap.console import Failure, doing, say
from scripts.bootstrap.environment import WORK
from site_config.model import manifest

AT_LEAST = 0.7
# The budget was found where a durable write takes about 4 ms. Where a disk answers sooner than this
# (ms), it is the CPU that is compared, and the row is printed only. So it is on PostgreSQL: bare
# INSERTs share one write there, while one group is one locked row.
FLUSHES = 2.0
SQLITE = Engine("SQLite (WAL, synchronous FULL)", "")
NOT_MEASURED = "not measured"


def rows(site: Path, postgres_url: str) -> list[Row]:
    """Measures on SQLite, and on PostgreSQL where an address is given; prints both sides of each,
    and gives a row for each engine.

    Raises ``Failure``.
    """
    slug = portal_pages.taking({group.slug: group for group in manifest.read(site).groups})
    if not slug:
        raise Failure(
            "No group of the content takes people, so there is no form to measure.",
            "Write signup: open into the file of a group, or measure with --sizes alone.",
        )
    with contextlib.ExitStack() as ends:
        # What is wrong with the address is said before anything slow is done.
        engines = [
            SQLITE,
            *(
                [Engine("PostgreSQL", ends.enter_context(postgres.empty(postgres_url)))]
                if postgres_url
                else []
            ),
        ]
        return [_measured(engine, site, slug) for engine in engines]


def _measured(engine: Engine, site: Path, slug: str) -> Row:
    # Beside the project and not in the folder for temporary files, which on many systems lies in
    # memory.
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=WORK) as folder,
        doing(f"Measuring the portal on {engine.name}", "rounds") as progress,
    ):
        found = compare.compare(engine, site, Path(folder), slug, progress=progress)
    for line in table(found):
        say(line)
    ratios, write = found.ratios(SEND), statistics.median(found.writes) * 1000
    gates = engine is SQLITE and write >= FLUSHES
    where = (
        f"{min(ratios):.2f} to {max(ratios):.2f}, where a durable write takes {write:.2f} ms"
        f"{'' if gates else ' (printed only)'}"
    )
    return Row(
        f"form POST beside bare Flask + INSERT, {engine.name.partition(' ')[0]}",
        statistics.median(ratios),
        where,
        AT_LEAST,
        at_least=True,
        gate=gates,
    )


def table(found: Compared) -> list[str]:
    """Both sides, side by side: medians of all rounds, each with the lowest and the highest."""
    lines = [
        f"The portal on {found.engine.name}: {compare.PROCESSES} server processes (waitress), "
        f"{CLIENTS} connections, "
        f"{len(found.writes)} rounds in turn; medians (lowest to highest). CPU and memory without "
        f"those of a database server.",
        _columns("", found.ours.name, found.baseline.name, "ratio"),
    ]
    for what in (OPEN, SEND):
        lines += [
            _line(found, what, "a second", lambda figure: figure.rate, "{:,.0f}"),
            _line(found, what, "CPU of the servers, ms", lambda figure: figure.cpu, "{:.2f}"),
            _line(found, what, "slowest 1 %, ms", lambda figure: figure.slow, "{:,.0f}"),
        ]
    return [*lines, _memory(found), *_disk(found)]


def _line(
    found: Compared, what: str, name: str, of: Callable[[Figure], float | None], shape: str
) -> str:
    ours, plain = (
        [of(figure) for figure in side.figures[what]] for side in (found.ours, found.baseline)
    )
    return _columns(
        f"{what}, {name}",
        _spread(ours, shape),
        _spread(plain, shape),
        _spread(_ratios(ours, plain), "{:.2f}"),
    )


def _ratios(ours: Sequence[float | None], plain: Sequence[float | None]) -> list[float | None]:
    return [
        None if one is None or not other else one / other
        for one, other in zip(ours, plain, strict=True)
    ]


def _spread(values: Sequence[float | None], shape: str) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return NOT_MEASURED
    return " ".join(
        [
            shape.format(statistics.median(known)),
            f"({shape.format(min(known))} to {shape.format(max(known))})",
        ]
    )


def _memory(found: Compared) -> str:
    told = [
        NOT_MEASURED if memory is None else f"{memory[1]:.0f} ({memory[0]})"
        for memory in (found.ours.memory, found.baseline.memory)
    ]
    return _columns("memory of a process, MB", *told)


def _disk(found: Compared) -> list[str]:
    """How fast the disk says that it is: without it a rate of durable requests means nothing."""
    writes = [seconds * 1000 for seconds in found.writes]
    each = [
        figure.rate * seconds
        for figure, seconds in zip(found.ours.figures[SEND], found.writes, strict=True)
    ]
    return [
        _columns("one durable write (fdatasync), ms", _spread(writes, "{:.3f}")),
        _columns("our POSTs in the time of one write", _spread(each, "{:.3f}")),
    ]


def _columns(name: str, *told: str) -> str:
    return "  " + " ".join([f"{name:37}", *(f"{text:>25}" for text in told)]).rstrip()
