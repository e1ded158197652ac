"""``check``: every content check, said kindly. Exit status 1 when something must be mended."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

from scripts.days import day_of
from scripts.environment import ROOT
from scripts.says import Failure, say
from site_config import checks
from site_config.checks import due
from site_config.model import Problem, errors, load


def main(arguments: list[str]) -> int:
    """Prints the Problems of the content, errors first."""
    parser = argparse.ArgumentParser(prog="python3 -m scripts check", description="Check the content.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only what concerns these files or folders")
    parser.add_argument("--format", choices=["text", "github", "json"], default="text")
    parser.add_argument("--stale", action="store_true", help="list facts that are due for a look")
    parser.add_argument("--release", action="store_true", help="list what a person must still do before going public")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="with --stale: as on this day")
    options = parser.parse_args(arguments)
    if options.stale or options.release:
        return _due(options)
    catalogue, problems = load(ROOT / "content")
    found = sorted({*problems, *checks.run_all(catalogue, problems)}, key=lambda problem: (problem.level != "error", problem))
    if options.paths:
        wanted = [_inside(path) for path in options.paths]
        found = [problem for problem in found if any(Path(problem.path).is_relative_to(path) for path in wanted)]
    what = ", ".join(options.paths) or f"{len(catalogue.entries())} pages"
    if options.format == "json":
        say(json.dumps({"checked": what, "problems": [asdict(problem) for problem in found]}, indent=1, ensure_ascii=False))
    else:
        say((_github if options.format == "github" else _text)(found, what, len(catalogue.drafts)))
    return int(any(problem.level == "error" for problem in found))


def _due(options: argparse.Namespace) -> int:
    """Prints what is due. A list of facts to look at is no fault; what keeps a copy from going public is one."""
    catalogue, problems = load(ROOT / "content")
    if errors(problems):
        raise Failure(f"{len(errors(problems))} to mend first.", "See them with python3 -m scripts check.")
    if options.format == "github" or options.paths:
        raise Failure("--stale and --release list the whole content, as text or json.", "Leave the paths away, and --format github.")
    found: dict[str, list[due.Due]] = {}
    if options.stale:
        found["stale"] = due.stale(catalogue, day_of(options.today))
    if options.release:
        found["release"] = due.release(catalogue, os.environ.get("HANDRAIL_SITE_URL", ""))
    if options.format == "json":
        say(json.dumps({key: [asdict(one) for one in many] for key, many in found.items()}, indent=1, ensure_ascii=False))
    else:
        heads = {"stale": "Due for a look", "release": "To do before going public"}
        say("\n\n".join("\n".join([f"{heads[key]}: {len(many)}", *(f"  {one.what} — {_place(one)} — {one.why}" for one in many)])
                         for key, many in found.items()))
    return int(bool(found.get("release")))


def _place(one: due.Due) -> str:
    return f"{one.where}:{one.line}" if one.line else one.where


def _inside(path: str) -> Path:
    full = (Path.cwd() / path).resolve()
    if not full.exists():
        raise Failure(f"There is no file or folder {path}.", "Give a path such as content/coping/panic.md.")
    if not full.is_relative_to(ROOT):
        raise Failure(f"{path} lies outside this project.", "Give a path such as content/coping/panic.md.")
    return full.relative_to(ROOT)


def _text(found: list[Problem], what: str, drafts: int) -> str:
    mend = [problem for problem in found if problem.level == "error"]
    look = [problem for problem in found if problem.level == "warning"]
    lines = []
    for heading, group in (("To mend:", mend), ("To look at:", look)):
        if group:
            lines += [heading, *(f"  {problem}" for problem in group), ""]
    if not mend:
        lines.append(f"In order: {what}." + (f" {len(look)} to look at." if look else ""))
    else:
        lines.append(f"{len(mend)} to mend" + (f", {len(look)} to look at." if look else "."))
    if drafts:
        lines.append("Drafts, which are never built: " + str(drafts))
    return "\n".join(lines)


def _github(found: list[Problem], what: str, drafts: int) -> str:
    lines = []
    for problem in found:
        words = f"{problem.field} {problem.what} — {problem.write}".strip()
        words = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::{problem.level} file={problem.path},line={problem.line}::{words}")
    return "\n".join([*lines, f"Checked: {what}. Found: {len(found)}. Drafts: {drafts}."])
