"""The lists of ``check --stale`` and ``check --release``: what people have yet to do."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import asdict

from scripts.bootstrap.console import Failure, say
from scripts.bootstrap.environment import ROOT
from site_config.lint import kept_urls, review
from site_config.lint.kept_urls import PUBLISHED
from site_config.lint.review.release import OWNERS
from site_config.model import Catalogue, errors, load
from site_config.views import pages

HEADS = {"stale": "Due for a look", "release": "To do before going public"}


def show(*, stale: datetime.date | None, release: bool, as_json: bool) -> int:
    """Prints what is due. A list of facts to look at, as on the day ``stale``, is no fault; what
    keeps a copy from going public is one.
    """
    catalogue, problems = load(ROOT / "content")
    if errors(problems):
        raise Failure(
            f"{len(errors(problems))} to mend first.", "See them with python3 -m scripts check."
        )
    found: dict[str, list[review.ReviewItem]] = {}
    if stale:
        found["stale"] = review.stale(catalogue, stale)
    if release:
        found["release"] = review.release(
            catalogue, os.environ.get("HANDRAIL_SITE_URL", ""), _text(OWNERS), _unkept(catalogue)
        )
    if as_json:
        say(
            json.dumps(
                {key: [asdict(one) for one in many] for key, many in found.items()}, indent=1
            )
        )
    else:
        say(
            "\n\n".join(
                "\n".join(
                    [
                        f"{HEADS[key]}: {len(many)}",
                        *(f"  {one.what} — {_place(one)} — {one.why}" for one in many),
                    ]
                )
                for key, many in found.items()
            )
        )
    return int(bool(found.get("release")))


def _unkept(catalogue: Catalogue) -> set[str]:
    """Addresses of today that are not among those that were written down, where this copy writes
    them down.
    """
    kept = {
        line.partition("#")[0].strip().removeprefix("/") for line in _text(PUBLISHED).splitlines()
    }
    return (
        set(kept_urls.lasting(catalogue, pages.paths(catalogue))) - kept
        if (ROOT / PUBLISHED).is_file()
        else set()
    )


def _place(one: review.ReviewItem) -> str:
    return f"{one.where}:{one.line}" if one.line else one.where


def _text(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
