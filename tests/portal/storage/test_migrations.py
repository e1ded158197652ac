"""From every released schema, with people in it, to today's: nothing is lost, and today's code
opens what was sealed then.
"""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from portal import crypto, sealed_store
from portal.clock import Clock
from portal.config import Config, ConfigError
from portal.domain.submissions import Note
from portal.site import AppContext
from portal.storage import circles, migrate, sessions, submissions
from portal.storage.engine import Store
from portal.storage.tables import metadata
from site_config.model import Catalogue
from tests.harness.databases import SECRET, site_of, together
from tests.harness.paths import ROOT

RELEASED = sorted((Path(__file__).parent / "released").glob("*.yml"))
NUMBERED = {
    "0001": ("readers", "circles", "sessions", "records", "messages"),
    "0002": ("facilitators", "circles", "sessions", "submissions", "messages"),
}


@pytest.fixture
def store(tmp_path: Path, url: str) -> Iterator[Store]:
    """A database with nothing in it, not even tables; on the day on which the released rows were
    written.
    """
    clock = tmp_path / "clock"
    clock.write_text("2027-01-04T12:00:00+00:00", encoding="utf-8")
    made = Store(
        url.replace("postgresql://", "postgresql+psycopg://")
        or f"sqlite:///{tmp_path / 'handrail.sqlite3'}",
        Clock(clock),
    )
    yield made
    made.close()


def written(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def fill(store: Store, released: dict[str, Any]) -> None:
    """Puts the rows of a release into its tables, by plain SQL, as that release left them."""
    with store.write() as connection:
        for table, rows in released["tables"].items():
            for row in rows:
                names = ", ".join(row)
                connection.execute(
                    sa.text(
                        f"INSERT INTO {table} ({names}) VALUES "
                        f"({', '.join(f':{name}' for name in row)})"
                    ),
                    {
                        name: datetime.date.fromisoformat(value)
                        if name.endswith("_on") and value
                        else written(value)
                        for name, value in row.items()
                    }
                    if not store.is_sqlite
                    else {name: written(value) for name, value in row.items()},
                )
            if not store.is_sqlite and table in NUMBERED[released["revision"]]:
                connection.execute(
                    sa.text(
                        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) "
                        f"FROM {table}))"
                    )
                )


@pytest.mark.parametrize("path", RELEASED, ids=[path.stem for path in RELEASED])
def test_what_a_release_kept_is_read_and_opened_by_todays_code(
    store: Store, path: Path, catalogue: Catalogue, tmp_path: Path, url: str
) -> None:
    released = yaml.safe_load(path.read_text(encoding="utf-8"))
    migrate.upgrade(store, released["revision"])
    fill(store, released)
    migrate.prepare(store, SECRET.encode())
    request = code_keys(released["codes"]["request"])
    kept = submissions.by_lookup(store, request.lookup)
    assert kept is not None and (kept.slug, kept.state, kept.number) == ("carers", "seated", 1)
    assert sealed_store.answers(kept, request.pair).contact == "wren@example.org"
    keys = code_keys(released["codes"]["note"])
    note = submissions.by_lookup(store, keys.lookup)
    assert note is not None
    assert sealed_store.note(note, keys.pair).text == "A clock is late."
    anna = circles.facilitator_by_name(store, "anna")
    assert anna is not None
    private = crypto.unlock(anna.locked_key, tuple(released["passphrase"].split()))
    held = circles.circle_keys(store, anna.id, crypto.Pair(anna.public_key, private))
    assert sealed_store.answers(kept, held).nickname == "Wren"
    session = sessions.find(store, b"t" * 32)
    assert session is not None and session.name == "anna"
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    config = Config.from_env(
        {
            "HANDRAIL_DATA_DIR": str(tmp_path),
            "HANDRAIL_SECRET_FILE": str(secret),
            **({"HANDRAIL_DATABASE_URL": url} if url else {}),
        },
        ROOT,
    )
    context = AppContext.made(config)
    site_context = site_of(context, catalogue)
    assert [said.text for said in sealed_store.thread(site_context, note, keys.pair)] == [
        "Thank you. It is mended."
    ]
    assert sealed_store.add_message(
        site_context, note, "And now something new.", b"n" * 32, by_host=False
    )
    fresh = code_keys("harbour velvet acorn window lantern lantern")
    assert sealed_store.keep_note(site_context, Note("site", "A new note."), fresh.lookup, None)
    assert submissions.by_lookup(store, fresh.lookup) is not None
    context.store.close()


def code_keys(code: str) -> crypto.CodeKeys:
    return crypto.code_keys(tuple(code.split()), SECRET.encode())


def test_every_revision_has_its_released_rows() -> None:
    revisions = sorted(
        path.name.split("_")[0]
        for path in (ROOT / "portal/storage/migrations/versions").glob("[0-9]*.py")
    )
    assert [path.stem for path in RELEASED] == revisions


def test_the_tables_of_the_code_and_of_the_migrations_are_the_same(store: Store) -> None:
    migrate.upgrade(store)
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_processes_that_start_at_once_make_the_tables_once(tmp_path: Path, url: str) -> None:
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    env = {
        "HANDRAIL_DATA_DIR": str(tmp_path / "data"),
        "HANDRAIL_SECRET_FILE": str(tmp_path / "secret"),
        **({"HANDRAIL_DATABASE_URL": url} if url else {}),
    }
    assert together(tmp_path, env, 4, then="AppContext.made(config)") == [("", 0)] * 4


def test_a_migration_that_breaks_leaves_nothing_half_made(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    (broken / "env.py").write_text(
        (migrate.FOLDER / "env.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    first = (migrate.FOLDER / "versions/0001_first.py").read_text(encoding="utf-8")
    (broken / "versions/0001_first.py").write_text(
        first.replace(
            '    op.create_index("ix_messages_record"',
            '    raise ConnectionError("the power fails here")\n    '
            'op.create_index("ix_messages_record"',
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(migrate, "FOLDER", broken)
    with pytest.raises(ConnectionError):
        migrate.upgrade(store)
    with store.read() as connection:
        assert sa.inspect(connection).get_table_names() == []
    monkeypatch.undo()
    migrate.prepare(store, SECRET.encode())


def test_new_tables_that_break_half_way_leave_every_old_row_where_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, broken)
    second = broken / "versions/0002_words_of_the_field.py"
    second.write_text(
        second.read_text(encoding="utf-8").replace(
            '        op.drop_table(f"kept_{old}")',
            '        if old == "places":\n'
            '            raise ConnectionError("the power fails here")\n'
            '        op.drop_table(f"kept_{old}")',
        ),
        encoding="utf-8",
    )
    released = yaml.safe_load(RELEASED[0].read_text(encoding="utf-8"))
    migrate.upgrade(store, "0001")
    fill(store, released)
    before = everything(store)
    monkeypatch.setattr(migrate, "FOLDER", broken)
    with pytest.raises(ConnectionError):
        migrate.upgrade(store)
    assert everything(store) == before
    monkeypatch.undo()
    migrate.prepare(store, SECRET.encode())
    after = everything(store)
    for old, new in (("records", "submissions"), ("readers", "facilitators"), ("places", "groups")):
        assert old not in after and after[new] == before[old]
    assert not [name for name in after if name.startswith("kept_")]


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of their values."""
    with store.read() as connection:
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(sa.text(f'SELECT * FROM "{name}"'))),
                key=repr,
            )
            for name in sa.inspect(connection).get_table_names()
        }


def test_a_database_of_a_later_version_is_refused_in_a_sentence(store: Store) -> None:
    migrate.upgrade(store)
    with store.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="newer Handrail"):
        migrate.upgrade(store)


def test_a_migration_whose_process_is_killed_leaves_nothing_half_made(
    store: Store, tmp_path: Path, url: str
) -> None:
    shutil.copytree(migrate.FOLDER, tmp_path / "migrations")
    first = tmp_path / "migrations/versions/0001_first.py"
    half = first.read_text(encoding="utf-8").replace(
        '    op.create_index("ix_messages_record"',
        '    (open("half", "w")).close(); import time; time.sleep(60)\n    '
        'op.create_index("ix_messages_record"',
    )
    first.write_text(half, encoding="utf-8")
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    code = "; ".join(
        (
            "import os, pathlib",
            "from portal.config import Config",
            "from portal.site import AppContext",
            "from portal.storage import migrate",
            "migrate.FOLDER = pathlib.Path('migrations')",
            "AppContext.made(Config.from_env(os.environ, pathlib.Path('.')))",
        )
    )
    env = {
        "HANDRAIL_DATA_DIR": str(tmp_path),
        "HANDRAIL_SECRET_FILE": str(tmp_path / "secret"),
        "PYTHONPATH": str(ROOT),
        **({"HANDRAIL_DATABASE_URL": url} if url else {}),
    }
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, **env}
    ) as migrating:
        while not (tmp_path / "half").exists():
            assert migrating.poll() is None
            time.sleep(0.05)
        migrating.kill()
    migrate.upgrade(store)
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert circles.current(store) is None
