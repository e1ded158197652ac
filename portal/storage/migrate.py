"""Brings a database to the tables of this version, and makes sure that it belongs to this copy's
secret.
"""

from __future__ import annotations

import os
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util.exc import CommandError
from sqlalchemy import select, text

from portal import crypto
from portal.config import ConfigError
from portal.storage.engine import Store, insert_or_ignore
from portal.storage.tables import facts

FOLDER = Path(__file__).parent / "migrations"
PROOF = "secret"
ONE_AT_A_TIME = 7_265_103


class WrongSecret(Exception):
    """The secret is not the one that this database was begun with: no code would find anything any
    more.
    """


def prepare(store: Store, secret: bytes, path: Path | None = None) -> None:
    """Makes or renews the tables and proves the secret. Safe to run in several processes at once.

    ``path`` is the file of the embedded database: its folder is made, and only its owner may read
    it. Raises ``WrongSecret``, ``ConfigError``, ``engine.Unavailable``.
    """
    if path is not None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise ConfigError(
                f"The database {path} cannot be opened for writing ({error.strerror}); set "
                f"HANDRAIL_DATA_DIR"
            ) from error
        store.use_write_ahead_log()
    upgrade(store)
    proof = crypto.derive(secret, "proof of the secret")
    with store.write() as connection:
        # Whoever comes first; two processes may begin the same database at once.
        connection.execute(insert_or_ignore(connection, facts).values(name=PROOF, value=proof))
        known = connection.execute(select(facts.c.value).where(facts.c.name == PROOF)).scalar_one()
    if not crypto.same(known, proof):
        raise WrongSecret(
            "this is not the secret that the database was begun with. Put the right file back."
        )


def upgrade(store: Store, to: str = "head") -> None:
    """Runs the migrations up to a revision, all or none, one process at a time."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with store.write() as connection:
        if not store.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as error:
            raise ConfigError(
                "The database was used by a newer Handrail than this one; take the newer one, or "
                "put a backup from before back"
            ) from error
