"""Pages of the crisis directory that no file of content stands for."""

from __future__ import annotations

import datetime

from site_config.listings.made import MadePage
from site_config.model import Catalogue


def pages(catalogue: Catalogue, today: datetime.date) -> list[MadePage]:
    """What each number of a country rests on; and the countries of which no line is known."""
    return []
