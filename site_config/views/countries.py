"""The first crisis page: the organisation's own country, and every country by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from site_config.model import Alert, Country
from site_config.views import time_zones
from site_config.views.country import CountryView, country_view
from site_config.views.line_view import scripts

BETWEEN_STOPS = 24


@dataclass(frozen=True)
class CountriesView:
    """The first crisis page: the organisation's own country, its first lines, and every country by
    name.

    ``stops`` are places in that list to jump to, such as ``A–B``, by the ISO code of the first
    country there. ``zones`` is what the device reads of the zones of each, in their order
    (``views/time_zones.py``).
    """

    own: CountryView | None
    others: list[Country]
    zones: str = ""
    stops: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)


def countries_view(
    countries: Iterable[Country], own_code: str, alerts: Sequence[Alert] = ()
) -> CountriesView:
    """The first crisis page of an organisation in the country ``own_code`` (ISO 3166, capitals)."""
    others = sorted(countries, key=lambda country: _plain(country.title))
    own = next(
        (country_view(country, alerts) for country in others if country.country == own_code), None
    )
    return CountriesView(
        own,
        others,
        time_zones.zone_map([country.country for country in others], own_code if own else ""),
        _stops(others),
        ["zone", *scripts(own.everyone if own else [])],
    )


def _stops(countries: list[Country]) -> dict[str, str]:
    """Letters to jump to in a list by alphabet, such as ``A–B``: enough of them, and not one for
    each.
    """
    found: list[tuple[str, str, str]] = []
    passed = 0
    for country in countries:
        letter = _plain(country.title)[0].upper()
        if not found or (letter != found[-1][1] and passed >= BETWEEN_STOPS):
            found.append((letter, letter, country.country))
            passed = 0
        found[-1] = (found[-1][0], letter, found[-1][2])
        passed += 1
    return {first if first == last else f"{first}–{last}": code for first, last, code in found}


def _plain(title: str) -> str:
    swapped = title.translate(str.maketrans("ÅÉÔôéüçèã", "AEOoeucea"))
    return swapped.casefold()
