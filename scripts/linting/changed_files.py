"""Which pages differ from another state, as git knows it: committed, staged, only saved, and new
ones that git has never seen.
"""

from __future__ import annotations

import os
import subprocess

from scripts.bootstrap.console import Failure
from scripts.bootstrap.environment import ROOT
from scripts.linting.run import Scope
from site_config.lint.kept_urls import PUBLISHED

# Where content lies, and the addresses that were published.
CONTENT = ("content", PUBLISHED)
# The branch that changes go into, under the names that it usually has. What is copied from another
# project keeps that one as upstream.
MAINS = tuple(
    f"refs/remotes/{name}"
    for name in ("upstream/main", "upstream/master", "origin/HEAD", "origin/main", "origin/master")
)
BY_ITSELF = (
    "--changed finds the files itself.",
    "Leave the paths away. After --changed may stand one commit, such as origin/main.",
)
BY_NAME = "Or name the files: python3 -m scripts check content/coping/panic.md"


def since(base: str) -> Scope:
    """The pages that differ from ``base``, a commit; with an empty name, from where this branch
    left the main one, or else the last commit.

    Pages that are gone count too: what they leave behind shows in others. Raises ``Failure``
    without git, outside a repository, and for a commit that git does not know.
    """
    if _git("rev-parse", "--is-inside-work-tree").strip() != "true":
        raise Failure(
            "This folder is not kept by git, so nobody knows what changed.",
            "Leave --changed away. " + BY_NAME,
        )
    start, words = _start(base)
    here = set(_names("ls-files", "--others", "--exclude-standard", "-z"))
    if not start:
        here |= set(_names("ls-files", "-z"))
        return _scope(here, set(), words)
    changed = _names("diff", "--name-status", "--relative", "--no-renames", "-z", start)
    kinds, paths = changed[::2], changed[1::2]
    gone = {path for kind, path in zip(kinds, paths, strict=True) if kind == "D"} - here
    return _scope(here | (set(paths) - gone), gone, words)


def _scope(here: set[str], gone: set[str], words: str) -> Scope:
    count = len(here)
    what = f"{count} {'file' if count == 1 else 'files'} that changed {words}" + (
        f", {len(gone)} that went away" if gone else ""
    )
    return Scope(
        what if count or gone else f"nothing changed {words}",
        frozenset(here | gone),
        tuple(sorted(gone)),
        reaches=True,
    )


def _start(base: str) -> tuple[str, str]:
    """The commit to compare with, and how it is called in a sentence; an empty one where there is
    no commit yet.
    """
    if base:
        if base.startswith("-") or not (
            known := _git("rev-parse", "--verify", "--quiet", f"{base}^{{commit}}").strip()
        ):
            if os.path.exists(base):
                raise Failure(*BY_ITSELF)
            raise Failure(
                f"git knows no commit `{base}`.",
                "Name a branch, a tag or a commit, such as origin/main. "
                "In a copy that holds only the newest commits: git fetch --unshallow",
            )
        # Where this branch left that one: what others did there since is not our change.
        return _git("merge-base", known, "HEAD").strip() or known, f"since {base}"
    if not _git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip():
        return "", "(nothing is committed yet)"
    for ref in _git("for-each-ref", "--format=%(refname)", *MAINS).split():
        if left := _git("merge-base", ref, "HEAD").strip():
            return left, f"since {ref.removeprefix('refs/remotes/').removesuffix('/HEAD')}"
    return "HEAD", "since the last commit"


def _names(*words: str) -> list[str]:
    """What git lists about content, as paths below the project or whatever else stands between its
    NULs.
    """
    return _git(*words, "--", *CONTENT).split("\0")[:-1]


def _git(*words: str) -> str:
    """What git prints; nothing where it says no without a reason. Raises ``Failure`` where it
    cannot work here.
    """
    command = ["git", "-C", str(ROOT), "-c", "core.fsmonitor=false", *words]
    env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, env=env, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise Failure(
            "git is not installed here, and only git knows what changed.",
            "Install git, or leave --changed away. " + BY_NAME,
        ) from None
    except ValueError:
        raise Failure(
            "This is not the name of a commit.",
            "Name a branch, a tag or a commit, such as origin/main.",
        ) from None
    said = os.fsdecode(done.stderr).strip()
    if done.returncode and "not a git repository" in said:
        return ""
    if done.returncode and said:
        lines = said.splitlines()
        remedy = next((line.strip() for line in lines if "safe.directory" in line), lines[-1])
        raise Failure(
            f"git could not tell what changed ({lines[0].removeprefix('fatal: ')}).", remedy
        )
    return "" if done.returncode else os.fsdecode(done.stdout)
