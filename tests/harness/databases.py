"""One copy's database, secret and clock, for tests that need no server: on either engine, with
hands on the clock that a test moves.
"""

from __future__ import annotations

import datetime
import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, select

from portal import crypto, sealed_store
from portal.config import Config
from portal.crypto import CodeKeys, Pair
from portal.domain import codes
from portal.domain.submissions import Answers, Note, Submission
from portal.site import AppContext, SiteContext
from portal.staff import accounts
from portal.storage import circles, submissions
from site_config.model import Catalogue, manifest
from site_config.model.manifest import ManifestGroup
from tests.harness.paths import ROOT

START = datetime.datetime(2027, 1, 4, 12, 0, tzinfo=datetime.UTC)
SECRET = "b3" * 32


# A process that has made itself ready, and goes on when all the others are.
TOGETHER = """
import os, time
from pathlib import Path
from portal.config import Config
from portal.site import AppContext
from portal.storage import groups
config, ready = Config.from_env(os.environ, Path(".")), Path(os.environ["READY"])
{first}
(ready / str(os.getpid())).touch()
while len(list(ready.iterdir())) < {processes}:
    time.sleep(0.001)
{then}
"""


def together(
    folder: Path, env: dict[str, str], processes: int, *, first: str = "", then: str
) -> list[tuple[str, int]]:
    """Runs ``then`` in several processes at the same moment, ``first`` before it in each; gives
    what they complained of, and their ends.

    Each process puts the names of a set into an order of its own, as it does wherever it runs.
    """
    ready = folder / "ready"
    ready.mkdir()
    code = TOGETHER.format(first=first, then=then, processes=processes)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **env, "READY": str(ready), "PYTHONHASHSEED": str(number)},
        )
        for number in range(processes)
    ]
    return [(process.communicate(timeout=300)[1], process.returncode) for process in running]


def site_of(context: AppContext, catalogue: Catalogue) -> SiteContext:
    """What an application holds of a build of this catalogue, made now."""
    assert catalogue.organisation is not None
    made = manifest.of(catalogue, catalogue.organisation, b"", context.clock.now())
    return SiteContext.of(context, made)


class CopyDatabase:
    """The parts of one copy, made as the server makes them. ``url`` is a PostgreSQL database;
    without one it is a file in ``folder``.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.clock_file = folder, folder / "clock"
        self.set(START)
        (folder / "secret").write_text(SECRET, encoding="utf-8")
        self.env = {
            "HANDRAIL_DATA_DIR": str(folder),
            "HANDRAIL_SECRET_FILE": str(folder / "secret"),
            "HANDRAIL_TESTING": "1",
            "HANDRAIL_CLOCK_FILE": str(self.clock_file),
            **({"HANDRAIL_DATABASE_URL": url} if url else {}),
        }
        self.config = Config.from_env(self.env, ROOT)
        self.context = AppContext.made(self.config)
        self.store = self.context.store
        self._numbers = itertools.count(1)

    def set(self, moment: datetime.datetime) -> None:
        """Puts the clock to a moment."""
        self.now = moment
        self.clock_file.write_text(moment.isoformat(), encoding="utf-8")

    def move(self, *, days: float = 0, hours: float = 0) -> None:
        """Lets time go by."""
        self.set(self.now + datetime.timedelta(days=days, hours=hours))

    def rows(self, table: Table) -> list[Row[Any]]:
        """Everything in a table, as it lies there."""
        with self.store.read() as connection:
            return list(connection.execute(select(table)))

    def begin_circle(self) -> circles.Circle:
        """A circle with one reader whose key nobody holds, for tests that open nothing."""
        circles.add_facilitator(
            self.store, f"reader {next(self._numbers)}", crypto.pair().public, b"locked", None
        )
        found = circles.current(self.store)
        assert found is not None
        return found


class People(CopyDatabase):
    """A copy with its content, its readers, and people who write to them."""

    def __init__(self, folder: Path, catalogue: Catalogue, url: str = "") -> None:
        super().__init__(folder, url)
        self.site_context = site_of(self.context, catalogue)

    def reader(self, name: str, by: dict[int, Pair] | None = None) -> tuple[str, dict[int, Pair]]:
        """A new reader: the passphrase, and the keys of their circles."""
        made = accounts.add(self.context, name, by)
        return made.passphrase, self.keys(name, made.passphrase)

    def keys(self, name: str, passphrase: str) -> dict[int, Pair]:
        """The circle keys that a reader holds now."""
        reader, pair = accounts.unlocked(self.context, name, passphrase)
        return circles.circle_keys(self.store, reader.id, pair)

    def code(self) -> tuple[str, CodeKeys]:
        """A new code, and what it becomes."""
        words = crypto.six_words(codes.words())
        return codes.shown(words), self.context.code_keys(words)

    def ask(
        self, group: ManifestGroup, slug: str, nickname: str = "Wren", needs: str = ""
    ) -> tuple[str, CodeKeys]:
        """Asks for a place in a group; gives the code."""
        shown, keys = self.code()
        assert sealed_store.keep_request(
            self.site_context, slug, Answers(nickname, "code", needs=needs), keys, 1
        )
        return shown, keys

    def write(self, text: str, *, reply: bool = True) -> tuple[str, CodeKeys]:
        """Leaves a note; gives the code. Without a wish for a reply, the code opens nothing."""
        shown, keys = self.code()
        assert sealed_store.keep_note(
            self.site_context, Note("site", text), keys.lookup, keys.pair.public if reply else None
        )
        return shown, keys

    def found(self, keys: CodeKeys) -> Submission:
        """The record of a code, which must be there."""
        record = submissions.by_lookup(self.store, keys.lookup)
        assert record is not None
        return record
