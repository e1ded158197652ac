"""The least that could take the same form: one Flask application, no form library, one INSERT. The
portal is measured beside it.

``python -m scripts.benchmarks.baseline PORT``, with the database in the environment: a file of
SQLite, or an address of PostgreSQL.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from typing import Any

import waitress
from flask import Flask, request

DATABASE = "BASELINE_DATABASE"
TABLE = "baseline_requests"
ANSWERS = ("nickname", "reach", "contact", "message", "needs")
CREATE = f"CREATE TABLE IF NOT EXISTS {TABLE} (id {{id}}, {', '.join(f'{name} TEXT NOT NULL' for name in ANSWERS)})"
FORM = (
    '<!doctype html><html lang="en"><title>Join</title><h1>Join</h1><form method="post">'
    + "".join(
        f'<p><label for="{name}">{name}</label><input id="{name}" name="{name}">'
        for name in ANSWERS
    )
    + '<p><button name="go" value="send">Send</button></form></html>'
)
# As in portal/server.py, held by a test; importing it from there would bring the whole portal into
# this process.
SERVED: dict[str, Any] = {
    "threads": 8,
    "connection_limit": 1000,
    "channel_timeout": 20,
    "ident": None,
    "_quiet": True,
}
SENT = '<!doctype html><html lang="en"><title>Sent</title><h1>Sent</h1></html>'


class Lines:
    """One connection to the database for each thread of the server, kept open. Every statement is
    written to disk before it returns.
    """

    def __init__(self, database: str) -> None:
        self._database, self._own = database, threading.local()
        is_sqlite = not database.startswith("postgresql://")
        mark = "?" if is_sqlite else "%s"
        self._insert = f"INSERT INTO {TABLE} ({', '.join(ANSWERS)}) VALUES ({', '.join(mark for _ in ANSWERS)})"  # noqa: S608
        self._connect = self._sqlite if is_sqlite else self._postgres

    def insert(self, answers: list[str]) -> None:
        """Keeps the answers of one form."""
        if not hasattr(self._own, "line"):
            self._own.line = self._connect()
        self._own.line.execute(self._insert, answers)

    def _sqlite(self) -> Any:
        line = sqlite3.connect(self._database, timeout=10, isolation_level=None)
        line.execute("PRAGMA synchronous = FULL")
        return line

    def _postgres(self) -> Any:
        import psycopg

        return psycopg.connect(self._database, autocommit=True)


def prepare(database: str) -> None:
    """Makes the table, and has SQLite write ahead, as the portal does."""
    if database.startswith("postgresql://"):
        import psycopg

        with psycopg.connect(database, autocommit=True) as line:
            line.execute(CREATE.format(id="BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"))
    else:
        with sqlite3.connect(database) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute(CREATE.format(id="INTEGER PRIMARY KEY"))
        file.close()


def kept(database: str) -> int:
    """How many forms lie in the database."""
    count = f"SELECT count(*) FROM {TABLE}"  # noqa: S608
    if database.startswith("postgresql://"):
        import psycopg

        with psycopg.connect(database) as line:
            row = line.execute(count).fetchone()
    else:
        file = sqlite3.connect(database)
        row = file.execute(count).fetchone()
        file.close()
    return int(row[0]) if row else 0


def application(database: str) -> Flask:
    """The form, and what takes it."""
    app, lines = Flask("baseline"), Lines(database)

    @app.get("/join")
    def form() -> str:
        return FORM

    @app.post("/join")
    def send() -> str:
        lines.insert([request.form.get(name, "") for name in ANSWERS])
        return SENT

    return app


if __name__ == "__main__":
    waitress.serve(
        application(os.environ[DATABASE]), host="127.0.0.1", port=int(sys.argv[1]), **SERVED
    )
