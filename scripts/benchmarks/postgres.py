"""A PostgreSQL database to measure in: it must be empty before, and is empty again afterwards."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from scripts.bootstrap.console import Failure

PREFIXES = ("postgresql+psycopg://", "postgresql://")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


@contextlib.contextmanager
def empty(url: str) -> Iterator[str]:
    """The address of an empty database as ``postgresql://…``; every table that lies in it at the
    end is taken away.

    Raises ``Failure`` if it cannot be reached or something lies in it: measuring fills a group with
    invented people.
    """
    import psycopg

    if not url.startswith(PREFIXES):
        raise Failure(
            "--postgres needs the address of a database.", "Write postgresql://user@host/name."
        )
    plain = "postgresql://" + url.split("://", 1)[1]
    try:
        with psycopg.connect(plain, autocommit=True, connect_timeout=10) as line:
            if _tables(line):
                raise Failure(
                    "The database after --postgres is not empty, and measuring would write into "
                    "it.",
                    "Make a new one for this: createdb bench",
                )
    except psycopg.Error as error:
        raise Failure(
            f"The database after --postgres cannot be used ({type(error).__name__}).",
            "Look at its address, and whether it runs.",
        ) from error
    try:
        yield plain
    finally:
        with psycopg.connect(plain, autocommit=True) as line:
            for name in _tables(line):
                line.execute(
                    psycopg.sql.SQL("DROP TABLE {} CASCADE").format(psycopg.sql.Identifier(name))
                )


def _tables(line: Any) -> list[str]:
    return [row[0] for row in line.execute(TABLES).fetchall()]
