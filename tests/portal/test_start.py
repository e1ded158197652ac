"""A copy that cannot do its work does not start: it says why in one sentence, with what to do, and
ends with 2.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal import config as settings
from portal.config import Config, ConfigError
from portal.layout import NoLayout, read
from portal.site import AppContext
from tests.harness.built_copies import copy_layout
from tests.harness.paths import ROOT
from tests.harness.people import Visitor
from tests.harness.servers import free_port, serving
from tests.harness.watched_portal import watched

Break = Callable[[Path, dict[str, str]], None]


def start(env: dict[str, str], *verb: str) -> subprocess.CompletedProcess[str]:
    command = (
        [sys.executable, "-m", "portal"]
        if not verb
        else [sys.executable, "-m", "scripts.cli", "portal", *verb]
    )
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        env={**os.environ, "HANDRAIL_PORT": str(free_port()), **env},
    )


@pytest.fixture
def ground(site: Path, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the layout of a built site and its manifest, and the settings that name it."""
    copy_layout(site, tmp_path / "site")
    return tmp_path, {
        "HANDRAIL_SITE_DIR": str(tmp_path / "site"),
        "HANDRAIL_DATA_DIR": str(tmp_path / "data"),
    }


def layout(change: Callable[[str], str]) -> Break:
    def spoil(folder: Path, env: dict[str, str]) -> None:
        file = folder / "site" / "404.html"
        before = file.read_text(encoding="utf-8")
        file.write_text(change(before), encoding="utf-8")
        assert file.read_text(encoding="utf-8") != before

    return spoil


def without(mark: str) -> Break:
    return layout(lambda html: html.replace(mark, ""))


def begun(folder: Path, env: dict[str, str]) -> Path:
    """A database that a copy has begun; its file."""
    AppContext.made(Config.from_env(env, ROOT)).store.close()
    return folder / "data" / "handrail.sqlite3"


def another_secret(folder: Path, env: dict[str, str]) -> None:
    begun(folder, env)
    (folder / "data" / "secret").write_text("f" * 64)


def short_secret(folder: Path, env: dict[str, str]) -> None:
    (folder / "short").write_text("too short")
    env["HANDRAIL_SECRET_FILE"] = str(folder / "short")


def newer(folder: Path, env: dict[str, str]) -> None:
    with contextlib.closing(sqlite3.connect(begun(folder, env))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def a_file_for_a_folder(folder: Path, env: dict[str, str]) -> None:
    (folder / "data").write_text("not a folder")


def below_a_file(folder: Path, env: dict[str, str]) -> None:
    (folder / "file").write_text("not a folder")
    env["HANDRAIL_DATA_DIR"] = str(folder / "file" / "data")


def a_folder_for_the_database(folder: Path, env: dict[str, str]) -> None:
    (folder / "data" / "handrail.sqlite3").mkdir(parents=True)


def no_database(folder: Path, env: dict[str, str]) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "handrail.sqlite3").write_bytes(b"these are no tables" * 300)


def nobody_answers(folder: Path, env: dict[str, str]) -> None:
    (folder / "secret").write_text("s" * 64)
    env.update(
        HANDRAIL_DATABASE_URL=f"postgresql://somebody:pass-5821@127.0.0.1:{free_port()}/handrail",
        HANDRAIL_SECRET_FILE=str(folder / "secret"),
    )


SITE, DATA, REMEDY, MARKS = (
    r"site/",
    "HANDRAIL_DATA_DIR",
    "run python3 -m scripts build",
    ("title", "head", "content"),
)
REFUSED: dict[str, tuple[Break, str]] = {
    "no layout": (
        lambda folder, env: (folder / "site" / "404.html").unlink(),
        f"no built site in {SITE}.*{REMEDY}",
    ),
    "a layout that is no text": (
        lambda folder, env: (folder / "site" / "404.html").write_bytes(b"\xff\xfe\xff") and None,
        f"no built site in {SITE}.*{REMEDY}",
    ),
    **{
        f"a layout without {name}": (without(f"<!-- handrail:{name} -->"), f"must carry .*{REMEDY}")
        for name in MARKS
    },
    "a layout without Exit": (
        layout(lambda html: html.replace("class=exit", "class=way")),
        "must carry one Exit",
    ),
    "another secret": (
        another_secret,
        "is not the secret that (this|the) database was begun with.*Put the right file back",
    ),
    "a short secret": (
        short_secret,
        "HANDRAIL_SECRET_FILE names .* holds 9 bytes; write 32 or more",
    ),
    "a newer database": (newer, "used by a newer Handrail"),
    "a file where the data folder should be": (
        a_file_for_a_folder,
        f"cannot be written to.*{DATA}",
    ),
    "a data folder below a file": (below_a_file, f"cannot be written to.*{DATA}"),
    "a folder where the database should be": (
        a_folder_for_the_database,
        f"cannot be opened for writing.*{DATA}",
    ),
    "a database that is none": (no_database, "The database cannot be used"),
    "a database that nobody answers for": (
        nobody_answers,
        "The database cannot be used .*HANDRAIL_DATABASE_URL",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_keeps_a_copy_from_its_work_is_said_in_a_sentence_and_the_process_ends(
    ground: tuple[Path, dict[str, str]], what: str
) -> None:
    folder, env = ground
    spoil, says = REFUSED[what]
    spoil(folder, env)
    done = start(env)
    assert done.returncode == 2, done.stderr
    assert re.search(says, done.stderr, re.S), done.stderr
    for word in ("Traceback", "sqlalchemy", "alembic", "pass-5821", "listen on"):
        assert word not in done.stderr + done.stdout
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        (
            {
                "HANDRAIL_DATABASE_URL": "postgresql://x@127.0.0.1/x",
                "HANDRAIL_SECRET_FILE": "/nowhere/secret",
            },
            "HANDRAIL_SECRET_FILE names /nowhere/secret",
        ),
        (
            {"HANDRAIL_DATABASE_URL": "postgresql://x@127.0.0.1/x"},
            "HANDRAIL_SECRET_FILE is missing",
        ),
        ({"HANDRAIL_DATABASE_URL": "mysql://x"}, "HANDRAIL_DATABASE_URL is not an address"),
        ({"HANDRAIL_DATABASE_URL": "sqlite:///"}, "HANDRAIL_DATABASE_URL"),
        ({"HANDRAIL_CLOCK_FILE": "/tmp/clock"}, "HANDRAIL_CLOCK_FILE is for tests"),
        ({"HANDRAIL_FORMS_PER_HOUR": "none"}, "HANDRAIL_FORMS_PER_HOUR"),
        ({"HANDRAIL_FORMS_PER_HOUR": "0"}, "HANDRAIL_FORMS_PER_HOUR"),
        ({"HANDRAIL_FORMS_PER_HOUR": "1e3"}, "HANDRAIL_FORMS_PER_HOUR"),
    ],
)
def test_a_setting_of_the_portal_that_cannot_be_used_is_named(
    setting: dict[str, str], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        settings.secret(Config.from_env(setting, ROOT))


def test_a_layout_is_taken_with_each_of_its_marks_once_and_with_one_exit(
    ground: tuple[Path, dict[str, str]],
) -> None:
    folder = ground[0] / "site"
    whole = (folder / "404.html").read_text(encoding="utf-8")
    assert "/portal/exit" in read(folder).before_content
    for name in MARKS:
        for mark in (f"<!-- handrail:{name} -->", f"<!-- /handrail:{name} -->"):
            for spoilt in (whole.replace(mark, ""), whole + mark, mark + whole):
                (folder / "404.html").write_text(spoilt, encoding="utf-8")
                with pytest.raises(NoLayout, match=f"must carry .*{REMEDY}"):
                    read(folder)
    (folder / "404.html").write_text(
        whole + '<a class="exit" href="https://example.org/">x</a>', encoding="utf-8"
    )
    with pytest.raises(NoLayout, match="one Exit"):
        read(folder)


@pytest.mark.parametrize("what", ["another secret", "a newer database", "a database that is none"])
def test_the_verbs_say_the_same_sentence(ground: tuple[Path, dict[str, str]], what: str) -> None:
    folder, env = ground
    spoil, says = REFUSED[what]
    spoil(folder, env)
    done = start(env, "readers")
    assert done.returncode == 2, "as the server that refuses to start"
    assert re.search(
        says, done.stderr.replace("\n", " ") if "\\n" not in says else done.stderr, re.S
    ), done.stderr
    assert "Traceback" not in done.stderr


def test_the_verbs_need_no_built_site(ground: tuple[Path, dict[str, str]]) -> None:
    folder, env = ground
    shutil.rmtree(folder / "site")
    done = start(env, "readers")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nobody may read yet; the forms stand closed.\n"


def test_an_address_that_is_taken_is_said_as_what_it_is(
    ground: tuple[Path, dict[str, str]],
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = start({**ground[1], "HANDRAIL_PORT": str(other.getsockname()[1])})
    assert done.returncode == 2
    assert "Cannot listen on 127.0.0.1" in done.stderr and "Traceback" not in done.stderr


def test_a_copy_that_was_refused_starts_when_the_fault_is_mended_and_nothing_of_it_is_lost(
    site: Path, tmp_path: Path
) -> None:
    with watched(site, tmp_path) as portal:
        code = portal.guest().note("Is there tea?").code
    secret = tmp_path / "data" / "secret"
    right = secret.read_bytes()
    secret.write_text("f" * 64)
    env = {"HANDRAIL_SITE_DIR": str(site), "HANDRAIL_DATA_DIR": str(tmp_path / "data")}
    assert start(env).returncode == 2
    secret.write_bytes(right)
    with serving(site, **env) as address:
        assert "Is there tea?" in Visitor(address).open(code).text
    assert (secret.stat().st_mode & 0o777, (tmp_path / "data").stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )
