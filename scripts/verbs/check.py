"""``check``: every content check, said kindly. Exit status 1 when something must be mended."""

from __future__ import annotations

import argparse
import io
import sys

from scripts.bootstrap.console import Failure, say
from scripts.dates import day_of
from scripts.linting import changed_files, formats, run


def main(arguments: list[str]) -> int:
    """Prints the Problems of the content, errors first."""
    options = _parser().parse_args(arguments)
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


def _look(options: argparse.Namespace) -> run.CheckResult:
    return run.run_check(_scope(options), every=options.every)


def _scope(options: argparse.Namespace) -> run.Scope:
    return (
        run.scope_of_paths(options.paths)
        if options.changed is None
        else changed_files.since(options.changed)
    )


def _watch(options: argparse.Namespace) -> int:
    if options.format != "text" or options.summary:
        raise Failure(
            "--watch speaks to a person who writes.", "Leave --format and --summary away."
        )
    from scripts.linting.watch import watch

    _scope(options)  # what is wrong with the call itself is told once
    return watch(lambda: formats.text(_look(options)))


def _lists(options: argparse.Namespace) -> int:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m scripts check", description="Check the content."
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="only what concerns these files or folders"
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const="",
        metavar="BASE",
        help="only pages that differ from a commit, and what follows from them elsewhere; "
        "without a name: from where this "
        "branch left the main one, or else from the last commit",
    )
    parser.add_argument(
        "--all",
        dest="every",
        action="store_true",
        help="list what is to consider, too, on all pages",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="check again each time that a file of the content is saved; Ctrl-C ends it",
    )
    parser.add_argument(
        "--format",
        choices=["text", "github", "json"],
        default="text",
        help="github: notes beside the lines of a change",
    )
    parser.add_argument(
        "--summary",
        metavar="FILE",
        help="put a summary in plain words at the end of this file, as Markdown",
    )
    parser.add_argument("--stale", action="store_true", help="list facts that are due for a look")
    parser.add_argument(
        "--release",
        action="store_true",
        help="list what a person must still do before going public",
    )
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="with --stale: as on this day")
    return parser
