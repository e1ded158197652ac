"""What ``check`` looks at, and what it finds there."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scripts.bootstrap.console import Failure
from scripts.bootstrap.environment import ROOT
from site_config.lint import drafts, kept_urls
from site_config.lint.kept_urls import PUBLISHED
from site_config.lint.run import run_all, unread_slugs
from site_config.model import Catalogue, Problem, load
from site_config.views import pages

LEVELS = ("error", "warning", "suggestion")
# What may be named beside files below content/: all of it, and the list of addresses.
ALLOWED_PATHS = frozenset({".", "content", "tests", PUBLISHED})
SUCH_AS = "Give a path such as content/coping/panic.md."


@dataclass(frozen=True)
class Scope:
    """What was asked for: ``what`` it is in words, and the ``paths`` of files or folders below the
    project; None for all content.

    ``gone`` are files that were there before, and ``reaches`` is whether Problems in other files
    belong to it, too: those that follow from a change.
    """

    what: str = ""
    paths: frozenset[str] | None = None
    gone: tuple[str, ...] = ()
    reaches: bool = False

    def covers(self, path: str) -> bool:
        """Whether a file is one of those asked for, or lies in one of the folders."""
        return self.paths is None or not self.paths.isdisjoint(
            {path, *(str(parent) for parent in PurePosixPath(path).parents)}
        )

    def holds(self, problem: Problem) -> bool:
        """Whether a Problem belongs to what was asked for."""
        if self.covers(problem.path):
            return True
        # What stops the build stops this change, wherever it shows.
        return self.reaches and (
            problem.level == "error"
            or any(name in f"{problem.what} {problem.write}" for name in self._lost())
        )

    def _lost(self) -> set[str]:
        """Names under which pages elsewhere may speak of what is gone: its file, and its address."""
        names = {path.removeprefix("content/") for path in self.gone}
        return {PurePosixPath(name).name for name in names} | {
            name.removesuffix(".md") for name in names
        }


@dataclass(frozen=True)
class CheckResult:
    """What was found: ``what`` was checked, and the Problems, errors first, then by file and line.
    ``listed`` is whether suggestions are told one by one.
    """

    what: str
    problems: list[Problem]
    listed: bool

    def of(self, level: str) -> list[Problem]:
        """The Problems of one level."""
        return [problem for problem in self.problems if problem.level == level]

    def shown(self) -> list[Problem]:
        """The Problems that are told one by one."""
        return [
            problem for problem in self.problems if self.listed or problem.level != "suggestion"
        ]


def run_check(scope: Scope, *, every: bool = False) -> CheckResult:
    """Reads the content and runs the checks. Suggestions are listed where something was asked for
    by name, or with ``every``.
    """
    catalogue, read = load(ROOT / "content")
    only = None if scope.paths is None else _pages(catalogue, scope)
    made = functools.cache(functools.partial(pages.paths, catalogue))
    found = {
        *read,
        *run_all(catalogue, read, only, made),
        *_gone(catalogue, read, made),
        *drafts.ideas(catalogue, only or ()),
    }
    kept = sorted((problem for problem in found if scope.holds(problem)), key=_order)
    return CheckResult(
        scope.what or f"{len(catalogue.entries())} pages", kept, every or scope.paths is not None
    )


def _gone(
    catalogue: Catalogue, read: Collection[Problem], made: Callable[[], Collection[str]]
) -> list[Problem]:
    """Addresses that were published, and lead nowhere now, where this copy keeps a list of them."""
    kept = ROOT / PUBLISHED
    if catalogue.organisation is None or not kept.is_file():
        return []
    try:
        published = kept.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [
            Problem(
                PUBLISHED,
                1,
                "",
                "this list is not saved as UTF-8, and cannot be read",
                "save it again as UTF-8, or restore it",
            )
        ]
    return kept_urls.problems(catalogue, published, PUBLISHED, made(), unread_slugs(read))


def scope_of_paths(paths: Collection[str]) -> Scope:
    """The files and folders that somebody named, from where they stand. Raises ``Failure`` for what
    is not there or not ours.
    """
    return Scope(", ".join(paths), frozenset(map(_inside, paths))) if paths else Scope()


def _pages(catalogue: Catalogue, scope: Scope) -> set[str]:
    every = [*catalogue.entries(), *catalogue.drafts.values()]
    return {path for entry in every if scope.covers(path := f"content/{entry.path}")}


def _order(problem: Problem) -> tuple[int, str, int, int, str, str]:
    return (
        LEVELS.index(problem.level),
        problem.path,
        problem.line,
        problem.column,
        problem.field,
        problem.what,
    )


def _inside(path: str) -> str:
    try:
        full = (Path.cwd() / path).resolve()
        exists = full.exists()
    except (ValueError, OSError):
        raise Failure("This is not the path of a file.", SUCH_AS) from None
    if not exists:
        below = f"content/{path}"
        raise Failure(
            f"There is no file or folder {path}.",
            f"Did you mean {below}?" if (ROOT / below).exists() else SUCH_AS,
        )
    if not full.is_relative_to(ROOT):
        raise Failure(f"{path} lies outside this project.", SUCH_AS)
    inside = full.relative_to(ROOT).as_posix()
    if inside not in ALLOWED_PATHS and not inside.startswith("content/"):
        raise Failure(f"{path} is no content, and nothing here reads it.", SUCH_AS)
    return inside
