"""The page of a country or territory of which no line is known: its emergency numbers alone."""

from __future__ import annotations

from dataclasses import dataclass

from site_config.helplines.countries import RELEASE, countries
from site_config.i18n import _
from site_config.model import Catalogue
from site_config.views.generated_page import GeneratedPage


@dataclass(frozen=True)
class NoLinesView:
    """The emergency ``numbers`` to dial, and the ``release`` of libphonenumber that they are of."""

    numbers: list[str]
    release: str


def pages(catalogue: Catalogue) -> list[GeneratedPage]:
    """A page for each country and territory of which no file tells, and for which libphonenumber
    has an emergency number.
    """
    return [
        GeneratedPage(
            country.path,
            _("{country}: someone to talk to").format(country=country.title),
            "no-lines.html",
            view=NoLinesView([number.number for number in country.emergency], RELEASE),
            entry=country,
        )
        for country in countries(catalogue)
        if country.slug not in catalogue.countries
    ]
