"""Setting up and serving, as a stranger does: a path with spaces, an empty home, nothing installed,
and what may go wrong.
"""

from __future__ import annotations

import ast
import datetime
import errno
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from scripts.bootstrap import environment, installer
from scripts.bootstrap.console import Failure
from site_config.model import manifest
from tests.harness.paths import ROOT
from tests.harness.project_copies import (
    PYTHON,
    get,
    kill,
    settings,
    started,
    tool,
    verb,
    visible,
)
from tests.harness.servers import free_port, wait_for

PROMISED = ("/", "/crisis/", "/crisis/ie/", "/coping/", "/groups/", "/about/leaving/")


def test_serve_survives_being_killed_while_it_installs_and_then_serves(
    clone: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with started(clone, home, "serve", HANDRAIL_PORT=str(free_port())) as process:
        end = time.monotonic() + 120
        # Named folders only: a search through all of them would meet folders that the installer
        # takes away meanwhile.
        while time.monotonic() < end and not list(
            (clone / ".venv").glob(
                "[lL]ib/**/site-packages/yaml"
                if os.name == "nt"
                else "lib/python*/site-packages/yaml"
            )
        ):
            assert process.poll() is None, (home / "log").read_text(encoding="utf-8")
            time.sleep(0.02)
        kill(process)
    assert (clone / ".venv").is_dir()
    assert not (clone / ".venv/handrail.json").exists(), (
        "an environment that is not whole must not look whole"
    )

    port = str(free_port())
    with started(clone, home, "serve", HANDRAIL_PORT=port) as process:
        wait_for(f"http://127.0.0.1:{port}", process, within=300)
        for path in PROMISED:
            assert "<h1>" in get(f"http://127.0.0.1:{port}{path}")
        process.terminate()
        assert process.wait(timeout=20) == 0 or os.name == "nt"
        said = (home / "log").read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{port}" in said
    assert "Setting up" in said
    assert "Installing" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in home.iterdir() if not path.name.startswith(".")) == ["log"]

    with started(clone, home, "serve", HANDRAIL_PORT=port) as process:
        wait_for(f"http://127.0.0.1:{port}", process, within=60)
        again = (home / "log").read_text(encoding="utf-8")
    assert "Installing" not in again
    assert "Building" not in again


def built_on(site: Path) -> datetime.date:
    """The day of a build, in UTC."""
    return manifest.read(site).built_at.astimezone(datetime.UTC).date()


def test_the_old_way_builds_the_same_pages_as_our_own(
    clone: Path, site: Path, tmp_path: Path
) -> None:
    """``mkdocs build`` and ``mkdocs serve``, run by the environment that serve made, give the same
    addresses and text.
    """
    env = settings(tmp_path / "home", NO_MKDOCS_2_WARNING="1")
    # Pages tell what is over by the day of their build, and a run may have begun the day before.
    if built_on(site) != datetime.datetime.now(tz=datetime.UTC).date():
        site = tmp_path / "today" / "site"
        assert verb(ROOT, "build", "--into", str(site)).returncode == 0
    ours = {
        path.relative_to(site): visible(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
    }
    # The program, which does not look for modules in the folder where it is started, as python -m
    # mkdocs does (see test_verbs).
    into = tmp_path / "plain"
    done = subprocess.run(
        [tool(clone, "mkdocs"), "build", "--strict", "--site-dir", str(into)],
        cwd=clone,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert {
        path.relative_to(into): visible(path.read_text(encoding="utf-8"))
        for path in into.rglob("*.html")
    } == ours
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [tool(clone, "mkdocs"), "serve", "--no-livereload", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=clone,
            env=env,
            stdout=log,
            stderr=log,
            text=True,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process, within=60)
        for path, text in ours.items():
            if path.name != "404.html":
                assert (
                    visible(
                        get(f"http://127.0.0.1:{port}/{path.as_posix().removesuffix('index.html')}")
                    )
                    == text
                ), path
    finally:
        process.kill()
        process.wait()


def test_a_port_that_is_taken_is_said_before_anything_is_installed(
    project: Path, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [PYTHON, "-m", "scripts", "serve"],
            cwd=project,
            capture_output=True,
            text=True,
            timeout=60,
            env=settings(tmp_path / "home", HANDRAIL_PORT=port),
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert "HANDRAIL_PORT=" in done.stderr
    assert not (project / ".venv").exists()


def test_without_a_network_one_sentence_says_so(project: Path, tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/"
    done = subprocess.run(
        [PYTHON, "-m", "scripts", "build"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=300,
        env=settings(
            tmp_path / "home",
            PIP_CONFIG_FILE=os.devnull,
            PIP_INDEX_URL=nowhere,
            PIP_EXTRA_INDEX_URL="",
            PIP_FIND_LINKS="",
            PIP_RETRIES="0",
            PIP_NO_CACHE_DIR="1",
            UV_INDEX_URL=nowhere,
            UV_OFFLINE="1",
        ),
    )
    assert done.returncode == 1
    assert "could not be fetched" in done.stderr
    assert "network" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / ".venv/handrail.json").exists()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_its_venv_module_names_the_package(
    project: Path, tmp_path: Path, missing: str
) -> None:
    program = f"import sys, runpy; sys.modules[{missing!r}] = None; sys.argv = ['scripts', 'build']; runpy.run_module('scripts', run_name='__main__')"
    done = subprocess.run(
        [PYTHON, "-c", program],
        cwd=project,
        capture_output=True,
        text=True,
        env=settings(tmp_path / "home"),
    )
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_python_that_is_too_old_is_told_so(project: Path, tmp_path: Path) -> None:
    program = "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['scripts', 'serve']; runpy.run_module('scripts', run_name='__main__')"
    done = subprocess.run(
        [PYTHON, "-c", program],
        cwd=project,
        capture_output=True,
        text=True,
        env=settings(tmp_path / "home"),
    )
    assert done.returncode == 2
    assert "Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_what_an_old_python_reads_first_it_can_read(name: str) -> None:
    ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.skipif(
    os.name == "nt", reason="rights of users differ on Windows; the sentence itself is tested below"
)
def test_a_folder_that_may_not_be_written_to_is_said(project: Path, tmp_path: Path) -> None:
    for path in (tmp_path, *project.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    project.chmod(0o555)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o055)
    stranger = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    reader = shutil.which("python3", path="/usr/bin:/usr/local/bin") or PYTHON
    done = subprocess.run(
        [reader, "-m", "scripts", "build"],
        cwd=project,
        capture_output=True,
        text=True,
        env=settings(tmp_path / "home"),
        **stranger,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on "
            "device",
            "disk is full",
        ),
        ("OSError: [Errno 30] Read-only file system: '/x/.venv'", "cannot be written to"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not the one that the project names",
        ),
        (
            "NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary "
            "failure in name resolution",
            "could not be fetched",
        ),
        ("something nobody foresaw\nthe last line", "the last line"),
    ],
)
def test_what_an_installer_prints_becomes_one_sentence_and_a_remedy(output: str, says: str) -> None:
    assert says in str(installer.failure(output, "The packages could not be installed."))


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot be written to"), (errno.EIO, "stopped")],
)
def test_what_the_disk_refuses_becomes_one_sentence_and_a_remedy(number: int, says: str) -> None:
    with pytest.raises(Failure, match=says), environment.kindly():
        raise OSError(number, os.strerror(number))
