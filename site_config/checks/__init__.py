"""Checks of the whole catalogue. Pure: a Catalogue in, Problems out."""

from __future__ import annotations

from collections.abc import Iterable

from site_config.checks import dialling, facts, pages, reading
from site_config.model import Catalogue, Problem


def run_all(catalogue: Catalogue, read: Iterable[Problem] = ()) -> list[Problem]:
    """Every Problem that the checks find, by file and line. Errors stop a build; warnings wait for a person.

    ``read`` are the Problems of reading: a file that could not be read is not reported a second time as missing.
    """
    broken = {problem.path.partition("/")[2].removesuffix(".md") for problem in read if problem.level == "error"}
    return sorted([*facts.problems(catalogue, broken), *pages.problems(catalogue, broken), *reading.problems(catalogue),
                   *dialling.problems(catalogue)])
