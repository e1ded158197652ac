"""The directory for others: cards to take along, and data to use again."""

from __future__ import annotations

import datetime

from site_config.listings.made import MadePage
from site_config.model import Catalogue


def pages(catalogue: Catalogue, site_url: str) -> list[MadePage]:
    """A card for each country that has a line to put on it."""
    return []


def files(catalogue: Catalogue, today: datetime.date, site_url: str) -> dict[str, str]:
    """Every data file of the directory, by its path below the site."""
    return {}
