"""Pages at addresses where other pages once stood: each leads on, with or without a script, since
people keep addresses for years.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_config.i18n import _
from site_config.model import Catalogue
from site_config.views.generated_page import GeneratedPage


@dataclass(frozen=True)
class MovedView:
    """Where the page stands now: its address ``to`` below the site's root, and its ``title``."""

    to: str
    title: str


def pages(catalogue: Catalogue) -> list[GeneratedPage]:
    """A page for each address in the ``moved_from`` of an entry."""
    return [
        GeneratedPage(
            f"{address}index.md",
            _("This page has moved"),
            "moved.html",
            view=MovedView(entry.url, entry.title),
        )
        for entry in catalogue.entries()
        for address in entry.moved_from
    ]
