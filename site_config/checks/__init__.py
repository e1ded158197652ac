"""Checks of the whole catalogue. Pure: a Catalogue in, Problems out."""

from __future__ import annotations

from site_config.checks import facts, pages, reading
from site_config.model import Catalogue, Problem


def run_all(catalogue: Catalogue) -> list[Problem]:
    """Every Problem that the checks find, by file and line. Errors stop a build; warnings wait for a person."""
    return sorted([*facts.problems(catalogue), *pages.problems(catalogue), *reading.problems(catalogue)])
