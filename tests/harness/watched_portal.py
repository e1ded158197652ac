"""A portal whose clock the tests move and whose database they read; and people who speak to it
without a socket.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from portal.app import create_app
from portal.site import AppContext
from tests.harness.people import Copy, Page, Visitor, copy

Rows = dict[str, list[tuple[Any, ...]]]
# Longer than a form must be open to be taken for a person's.
MOMENT = 3.0
CARERS = "/portal/groups/carers/join"
NOTE, CODE, LOGIN, CARE = "/portal/feedback", "/portal/code", "/portal/care/login", "/portal/care/"
# Said above a form that was not taken.
STILL_HERE = "What you typed is still here"


class FakeClock:
    """The time of a copy, in a file that the server reads anew for each request."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.now = datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)
        self._write()

    def go_on(self, **span: float) -> None:
        """Moves the clock on by so many ``seconds``, ``minutes``, ``hours`` or ``days``."""
        self.now += datetime.timedelta(**span)
        self._write()

    def _write(self) -> None:
        # In place of the old file at once: a server that reads half a moment would fall over.
        fresh = self.file.with_suffix(".new")
        fresh.write_text(self.now.isoformat(), encoding="utf-8")
        fresh.replace(self.file)


class Guest(Visitor):
    """A visitor who does not sit and wait: the clock moves on instead."""

    def __init__(
        self, address: str, clock: FakeClock, source: str = "127.0.0.1", agent: str = ""
    ) -> None:
        super().__init__(address, source, agent)
        self.clock = clock

    def wait(self) -> None:
        self.clock.go_on(seconds=MOMENT)


class Inside(Guest):
    """The same, in the process of the test: every request goes straight to the application."""

    def __init__(self, app: Flask, clock: FakeClock) -> None:
        super().__init__("http://localhost", clock)
        self.app = app

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Page:
        answer = self.app.test_client(use_cookies=False).open(
            path, method=method, data=body, headers=headers
        )
        return Page(
            answer.status_code,
            {name.lower(): value for name, value in answer.headers},
            answer.headers.getlist("Set-Cookie"),
            answer.get_data().decode("utf-8", "replace"),
        )


@dataclasses.dataclass
class Watched:
    """A running copy, its clock, and what a test asks about it."""

    copy: Copy
    clock: FakeClock

    @property
    def address(self) -> str:
        return self.copy.address

    def guest(self, source: str = "127.0.0.1") -> Guest:
        """Somebody new, with a browser that knows nothing."""
        return Guest(self.address, self.clock, source)

    def host(self) -> Guest:
        """The reader of this copy, logged in."""
        found = self.guest()
        assert found.log_in(self.copy.reader, self.copy.passphrase).status == 200, found.page.text[
            :200
        ]
        return found

    def rows(self) -> Rows:
        """Everything that the database holds, table by table."""
        return rows_of(self.copy.config.database_url)

    def count(self, table: str) -> int:
        """How many rows a table holds."""
        return len(self.rows()[table])

    def still_works(self) -> None:
        """The next good request is answered, whatever was sent before: a whole note goes in, and
        its code opens it.
        """
        before, somebody = self.count("submissions"), self.guest()
        sent = somebody.note("Thank you for the tea.")
        assert sent.status == 200, sent.text[:300]
        assert somebody.open(sent.code).status == 200
        assert "Thank you for the tea." in somebody.page.text
        assert self.count("submissions") == before + 1


@contextmanager
def watched(site: Path, folder: Path, **settings: str) -> Iterator[Watched]:
    """A portal in a process of its own, with a clock in ``folder``."""
    clock = FakeClock(folder / "clock")
    with copy(
        site, folder, HANDRAIL_TESTING="1", HANDRAIL_CLOCK_FILE=str(clock.file), **settings
    ) as running:
        yield Watched(running, clock)


@contextmanager
def inside(found: Watched) -> Iterator[tuple[Flask, AppContext]]:
    """An application in this process, on the database and the clock of a running copy."""
    context = found.copy.context()
    try:
        yield create_app(found.copy.config, context), context
    finally:
        context.store.close()


def addresses(app: Flask, method: str, **values: str) -> list[str]:
    """Every address of the portal that knows a method, from the real URL map. ``values`` fill what
    stands in ``<…>``.
    """
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/portal") and method in (rule.methods or set()):
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", values[name])
            found.append(path)
    return sorted(found)


def rows_of(url: str) -> Rows:
    """Everything that a database holds, table by table, in the order of its rows."""
    if not url.startswith("sqlite"):
        return _rows_of_postgres(url)
    with contextlib.closing(
        sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)
    ) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        connection.row_factory = sqlite3.Row
        return {
            name: [
                _of(dict(row))
                for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
            ]
            for name in names
        }


def _rows_of_postgres(url: str) -> Rows:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        names = sorted(sa.inspect(connection).get_table_names())
        return {
            name: [
                _of(dict(row))
                for row in connection.execute(
                    sa.text(f'SELECT * FROM "{name}" ORDER BY 1')
                ).mappings()
            ]
            for name in names
        }


def _of(row: dict[str, Any]) -> tuple[Any, ...]:
    # When a reader was seen last changes with each look.
    row.pop("seen", None)
    return tuple(row.values())
