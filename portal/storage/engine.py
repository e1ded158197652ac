"""The database of one copy: one door for reading, one for writing, on SQLite and on PostgreSQL
alike.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal.clock import Clock

# How long a writer waits for another one before it says that the database is busy, in seconds.
PATIENCE = 10
WRITES = "handrail_writes"


class Unavailable(Exception):
    """The database cannot be used at this moment: locked, full, read-only, or gone. Nothing was
    written.
    """


class Store:
    """One database, with the clock by which its records age.

    A write transaction takes the write lock with its first breath (``BEGIN IMMEDIATE`` on SQLite),
    so that it can wait for its turn and never has to give up half-way. Whatever goes wrong, the
    transaction is rolled back and the connection is clean.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        self.clock = clock
        self._engine = _engine(url)

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database. Raises ``Unavailable``."""
        with _told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are kept together or not at all. Raises ``Unavailable``."""
        with (
            _told(),
            self._engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            yield connection

    def use_write_ahead_log(self) -> None:
        """Has SQLite write ahead (WAL), which it then keeps to: readers never wait for a writer.

        While another process does the same, SQLite says at once that the file is locked, however
        long a connection is told to wait (https://sqlite.org/wal.html, "Sometimes queries return
        SQLITE_BUSY in WAL mode"). So this waits by itself, and looks first whether it is done.
        """
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with contextlib.closing(self._engine.raw_connection()) as connection:
                    cursor = connection.cursor()
                    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                        cursor.execute("PRAGMA journal_mode = WAL")
                return
            except (DBAPIError, sqlite3.Error) as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise Unavailable(type(error).__name__) from error
                time.sleep(0.02)

    def tidy(self) -> None:
        """Empties SQLite's write-ahead log, so that what was deleted does not lie there any longer."""
        if self.is_sqlite:
            with _told(), contextlib.closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Lets go of every connection."""
        self._engine.dispose()


def insert_or_ignore(connection: Connection, table: Table) -> Any:
    """An insert into a table that does nothing where the row is there already."""
    kind = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    return kind(table).on_conflict_do_nothing()


@functools.cache
def upsert_increment(dialect: str, table: Table, column: str) -> Any:
    """An insert of a row with a count of 1, which adds 1 to the count of ``column`` where the row
    is there already.
    """
    kind = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return kind(table).on_conflict_do_update(
        index_elements=[key.name for key in table.primary_key], set_={column: table.c[column] + 1}
    )


def upsert_if_not_less(connection: Connection, table: Table, column: str) -> Any:
    """An insert of a row which puts its ``column`` in the place of the old one where the row is
    there already and the new value is not less; otherwise it touches, and returns, no row.
    """
    kind = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    fresh = kind(table)
    return fresh.on_conflict_do_update(
        index_elements=[key.name for key in table.primary_key],
        set_={column: fresh.excluded[column]},
        where=fresh.excluded[column] >= table.c[column],
    )


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    # While a connection is made ready, and outside of statements, SQLite's own errors come as they
    # are.
    except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
        raise Unavailable(type(error).__name__) from error


def _engine(url: str) -> Engine:
    """An engine that never prints what it stores: ``hide_parameters`` keeps values out of every
    message.
    """
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            pool_timeout=PATIENCE,
            connect_args={"connect_timeout": PATIENCE},
        )
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=8,
        max_overflow=24,
        pool_timeout=PATIENCE,
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
    )
    path = engine.url.database or ""

    def same_file(connection: sqlite3.Connection, record: Any, proxy: Any) -> None:
        # SQLite would go on writing into a file that was taken away, or that a backup took the
        # place of, and all of it would be lost.
        try:
            file = os.stat(path).st_ino
        except OSError as error:
            raise sqlite3.OperationalError("the file is gone") from error
        if record.info.setdefault("file", file) != file:
            raise DisconnectionError

    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkout", same_file)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, record: Any) -> None:
    # Python's own driver begins late and in a way of its own; transactions are ours.
    connection.isolation_level = None
    for setting in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    connection.connection.cursor().execute(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN"
    )
