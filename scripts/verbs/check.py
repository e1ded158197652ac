"""``check``: every content check, said kindly. Exit status 1 when something must be mended."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import Any

import click

from scripts.arguments import day_of
from scripts.bootstrap.console import Failure, say
from scripts.linting import changed_files, formats, run


@dataclass(frozen=True)
class Options:
    """What was asked for. ``changed`` is None without ``--changed``, and empty where it names no
    commit.
    """

    paths: tuple[str, ...]
    changed: str | None
    every: bool
    watch: bool
    format: str
    summary: str | None
    stale: bool
    release: bool
    today: str | None


class Check(click.Command):
    """``check``. Click reads ``--changed=--x`` as two flags; what follows the sign is a commit."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for word in args:
            if word.startswith("--changed=-"):
                changed_files.since(word.removeprefix("--changed="))  # fails: none is called so
        return super().parse_args(ctx, args)


@click.command("check", cls=Check)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--changed",
    is_flag=False,
    flag_value="",
    metavar="[BASE]",
    help="only pages that differ from a commit, and what follows from them elsewhere; "
    "without a name: from where this branch left the main one, or else from the last commit",
)
@click.option("--all", "every", is_flag=True, help="list what is to consider, too, on all pages")
@click.option(
    "--watch",
    is_flag=True,
    help="check again each time that a file of the content is saved; Ctrl-C ends it",
)
@click.option(
    "--format",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="github: notes beside the lines of a change",
)
@click.option(
    "--summary",
    metavar="FILE",
    help="put a summary in plain words at the end of this file, as Markdown",
)
@click.option("--stale", is_flag=True, help="list facts that are due for a look")
@click.option(
    "--release", is_flag=True, help="list what a person must still do before going public"
)
@click.option("--today", metavar="YYYY-MM-DD", help="with --stale: as on this day")
def command(**options: Any) -> int:
    """Check the content, or only what concerns some files or folders of it. Errors come first."""
    return check(Options(**options))


def check(options: Options) -> int:
    """Prints the Problems of the content, errors first, and gives the exit status. Raises
    ``Failure`` for options that do not go together.
    """
    # Where the output cannot hold a letter, as on some Windows systems, a question mark stands for
    # it.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if options.today and not options.stale:
        raise Failure("--today belongs to --stale.", "Add --stale, or leave the day away.")
    if options.stale or options.release:
        return _lists(options)
    if options.changed is not None and options.paths:
        raise Failure(*changed_files.BY_ITSELF)
    if options.watch:
        return _watch(options)
    found = _look(options)
    if options.summary:
        from scripts.linting import summary

        summary.append(options.summary, found)
    say(
        {"text": formats.text, "github": formats.github, "json": formats.as_json}[options.format](
            found
        )
    )
    return int(bool(found.of("error")))


def _look(options: Options) -> run.CheckResult:
    return run.run_check(_scope(options), every=options.every)


def _scope(options: Options) -> run.Scope:
    return (
        run.scope_of_paths(options.paths)
        if options.changed is None
        else changed_files.since(options.changed)
    )


def _watch(options: Options) -> int:
    if options.format != "text" or options.summary:
        raise Failure(
            "--watch speaks to a person who writes.", "Leave --format and --summary away."
        )
    from scripts.linting.watch import watch

    _scope(options)  # what is wrong with the call itself is told once
    return watch(lambda: formats.text(_look(options)))


def _lists(options: Options) -> int:
    if (
        options.format == "github"
        or options.paths
        or options.changed is not None
        or options.watch
        or options.summary
    ):
        raise Failure(
            "--stale and --release list the whole content, as text or json.",
            "Leave the paths away, and --format github, --changed, --watch and --summary.",
        )
    from scripts.linting import review_lists

    return review_lists.show(
        stale=day_of(options.today) if options.stale else None,
        release=options.release,
        as_json=options.format == "json",
    )
