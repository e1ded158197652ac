"""Every page that no file of content stands for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from site_config import exports
from site_config.i18n import speaking
from site_config.model import Catalogue
from site_config.views import (
    card_page,
    data_page,
    line_sources,
    no_lines,
    redirects,
    topics,
    writing_guide,
)
from site_config.views.generated_page import GeneratedPage


def generated_pages(
    catalogue: Catalogue, today: datetime.date, site_url: str, data: Mapping[str, str]
) -> list[GeneratedPage]:
    """The pages as the copy at ``site_url`` shows them on the day ``today``; ``data`` are its data
    files, as ``exports.files`` makes them.
    """
    return [
        GeneratedPage("x/index.md", "…", "blank.html"),
        GeneratedPage("about/specimen.md", "Specimen", "specimen.html"),
        *line_sources.pages(catalogue),
        *no_lines.pages(catalogue),
        *card_page.pages(catalogue, today, site_url),
        data_page.page(catalogue, site_url, data),
        *redirects.pages(catalogue),
        *topics.pages(catalogue),
        *writing_guide.pages(),
    ]


def paths(catalogue: Catalogue) -> set[str]:
    """The path of every page and data file that no file of content stands for: what else a link may
    lead to. Pages at addresses that were left are not among them. No day and no language changes
    it.
    """
    names = exports.names(catalogue)
    with speaking("en"):
        pages = generated_pages(catalogue, datetime.date(2026, 1, 1), "", dict.fromkeys(names, ""))
    return {
        *names,
        *(page.path for page in pages if not isinstance(page.view, redirects.MovedView)),
    }
