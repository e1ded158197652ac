"""The wheel, installed with the ``portal`` extra alone into an empty environment elsewhere: it
serves a built site and its portal.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.harness.built_copies import copy_layout
from tests.harness.paths import ROOT
from tests.harness.people import Visitor
from tests.harness.project_copies import settings
from tests.harness.servers import free_port, wait_for
from tests.harness.watched_portal import CODE, NOTE

PACKAGES = ("portal", "site_config", "scripts")
# What only the generator needs.
GENERATOR = (
    "mkdocs",
    "material",
    "markdown",
    "babel",
    "segno",
    "selectolax",
    "tinycss2",
    "minify_html",
)
VERBS = "from portal.operations.verbs import portal; portal()"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel of the project, built from a copy of the files that are part of it."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            ".",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
        ],
        folder,
        dict(os.environ),
    )
    return next(folder.glob("*.whl"))


def run(command: list[str], folder: Path, env: dict[str, str], typed: str = "") -> str:
    done = subprocess.run(
        command, cwd=folder, env=env, input=typed, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def needed(extra: str) -> set[str]:
    """The names of all packages that an extra of the project asks for, through and through, as the
    metadata of the installed ones say.
    """
    found: set[str] = set()
    asked = [("handrail", frozenset({extra}))]
    while asked:
        name, extras = asked.pop()
        for line in importlib.metadata.requires(name) or []:
            want = Requirement(line)
            if want.marker and not any(
                want.marker.evaluate({"extra": one}) for one in extras or {""}
            ):
                continue
            clean = re.sub(r"[-_.]+", "-", want.name).lower()
            if clean not in found or want.extras:
                found.add(clean)
                asked.append((want.name, frozenset(want.extras)))
    return found - {"handrail"}


def lock_of(names: set[str]) -> str:
    """The stanzas of the lock file, with their hashes, of these packages alone."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    stanzas = re.findall(r"^[a-z0-9][^\n]*(?:\n {4}[^\n]*)*", text, re.M)
    kept = {
        re.sub(r"[-_.]+", "-", re.split(r"[=\[ ;]", stanza)[0]).lower(): stanza
        for stanza in stanzas
    }
    return "\n".join(kept[name] for name in sorted(names)) + "\n"


def test_the_portal_extra_alone_serves_a_built_site_and_its_portal(
    wheel: Path, site: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    (tmp_path / "lock").write_text(lock_of(needed("portal")), encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = settings(
        tmp_path / "home",
        HANDRAIL_SITE_DIR=str(copy_layout(site, tmp_path / "site")),
        HANDRAIL_PORT=str(free_port()),
        HANDRAIL_DATA_DIR=str(tmp_path / "data"),
    )
    pip = [python, "-m", "pip", "install", "-q", "--no-deps", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(tmp_path / "lock")], elsewhere, env)
    run([*pip, "--no-index", str(wheel)], elsewhere, env)
    run([python, "-m", "pip", "check"], elsewhere, env)
    for package in GENERATOR:
        absent = f"import importlib.util; assert importlib.util.find_spec({package!r}) is None"
        run([python, "-c", absent], elsewhere, env)
    assert "may read now" in run([python, "-c", VERBS, "add-facilitator", "anna"], elsewhere, env)
    address = f"http://127.0.0.1:{env['HANDRAIL_PORT']}"
    with subprocess.Popen(
        [python, "-m", "portal"],
        cwd=elsewhere,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as serving:
        try:
            wait_for(address, serving)
            visitor = Visitor(address)
            assert visitor.get("/portal/health").body == "ok\n"
            assert visitor.get("/nowhere/").status == 404
            assert visitor.get(NOTE).status == 200
            code = visitor.note("Is there tea?").code
            assert visitor.get(CODE).status == 200
            assert "Is there tea?" in visitor.open(code).text
        finally:
            serving.terminate()
            assert serving.communicate(timeout=20)[0] == ""
