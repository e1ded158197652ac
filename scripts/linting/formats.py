"""How what was found is told: as words for people, as notes on GitHub, and as JSON for programs."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from scripts.linting.run import LEVELS, CheckResult
from site_config.model import Problem

HEADINGS = {"error": "To mend", "warning": "To look at", "suggestion": "To consider"}
# What GitHub calls a level, and how many of each it shows beside the lines of a change.
ANNOTATIONS = {"error": "error", "warning": "warning", "suggestion": "notice"}
SHOWN_ON_GITHUB = 10
# Names of files and quoted values may hold line ends and signs that steer a terminal or a workflow.
UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]+")


def text(result: CheckResult) -> str:
    """One line for each Problem below a heading for each level, errors first, then how many there
    are.
    """
    lines: list[str] = []
    for level in LEVELS:
        group = [problem for problem in result.shown() if problem.level == level]
        if group:
            lines += [
                f"{HEADINGS[level]}:",
                *(f"  {on_one_line(str(problem))}" for problem in group),
                "",
            ]
    told = counted(result)
    if result.of("error"):
        lines.append(f"{told}.")
    else:
        lines.append(f"In order: {on_one_line(result.what)}." + (f" {told}." if told else ""))
    if not result.listed and result.of("suggestion"):
        lines.append(
            "See what is to consider with python3 -m scripts check --all, or of one page with "
            "check and its path."
        )
    return "\n".join(lines)


def counted(result: CheckResult) -> str:
    """How many there are of each level that has any: ``2 to mend, 1 to look at``."""
    counts = {level: len(result.of(level)) for level in LEVELS}
    return ", ".join(
        f"{count} {HEADINGS[level].lower()}" for level, count in counts.items() if count
    )


def as_json(result: CheckResult) -> str:
    """Everything, in plain letters so that any program can read it."""
    return json.dumps(
        {"checked": result.what, "problems": [asdict(problem) for problem in result.problems]},
        indent=1,
    )


def github(result: CheckResult) -> str:
    """Workflow commands, each of which becomes a note beside its line, errors first: GitHub shows
    ten of each level and drops the rest.
    """
    lines = [_annotation(problem) for problem in result.shown()]
    lines.append(f"Checked: {on_one_line(result.what)}. Found: {counted(result) or 'nothing'}.")
    if any(len(result.of(level)) > SHOWN_ON_GITHUB for level in LEVELS):
        lines.append(
            f"GitHub shows {SHOWN_ON_GITHUB} of each kind beside the lines. The summary has all; "
            f"so has python3 -m scripts check."
        )
    return "\n".join(lines)


def _annotation(problem: Problem) -> str:
    where = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column or ""),
        "title": problem.rule or HEADINGS[problem.level],
    }
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items() if value)
    words = " — ".join(part for part in (problem.field, problem.what, problem.write) if part)
    why = f"\nWhy: {problem.source}" if problem.source else ""
    return f"::{ANNOTATIONS[problem.level]} {properties}::{_data(words + why)}"


def _data(value: str) -> str:
    """As GitHub's own toolkit writes the words of a command."""
    return plain(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    """As GitHub's own toolkit writes what stands before the words, where a colon or a comma would
    end it.
    """
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def on_one_line(value: str) -> str:
    """Words on one line, without signs that nobody sees."""
    return UNSEEN.sub(" ", plain(value))


def plain(value: str) -> str:
    """Words that can be printed, also where the name of a file is no text."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
