"""What draws an entry: its template, and the view that the template shows beside the entry itself."""

from __future__ import annotations

import datetime

from site_config.helplines.countries import countries
from site_config.model import (
    Catalogue,
    Challenge,
    Coping,
    Country,
    Entry,
    Event,
    Group,
    Guideline,
    Organisation,
    Page,
    Practice,
    Resource,
)
from site_config.views.cards import Card, next_cards
from site_config.views.countries import CountriesView, countries_view
from site_config.views.country import CountryView, country_view
from site_config.views.event import EventView, event_view
from site_config.views.guides import GuideView, guide_view
from site_config.views.listing import ListingView, listing_view

View = CountryView | CountriesView | GuideView | ListingView | EventView | list[Card]

TEMPLATES: dict[type[Entry], str] = {
    Country: "country.html",
    Coping: "coping.html",
    Challenge: "challenge.html",
    Group: "group.html",
    Organisation: "organisation.html",
    Guideline: "guideline.html",
    Resource: "resource.html",
    Practice: "practice.html",
    Event: "event.html",
}
SHAPES = {
    "page": "main.html",
    "home": "home.html",
    "listing": "listing.html",
    "countries": "countries.html",
    "guide": "guide.html",
}


def template(entry: Entry) -> str:
    """The template in ``theme/`` that draws an entry."""
    return SHAPES[entry.shape] if isinstance(entry, Page) else TEMPLATES[type(entry)]


def view(catalogue: Catalogue, entry: Entry, today: datetime.date) -> View:
    """What a template shows beside the entry itself on the day ``today``: a country's lines, the
    list of countries, cards, a time.
    """
    if isinstance(entry, Country):
        return country_view(entry, catalogue.alerts_on(today))
    if isinstance(entry, Page) and entry.shape == "countries":
        own = catalogue.organisation.country if catalogue.organisation else ""
        return countries_view(countries(catalogue), own, catalogue.alerts_on(today))
    if isinstance(entry, Page) and entry.shape == "guide":
        own = catalogue.organisation.country.lower() if catalogue.organisation else ""
        country = catalogue.countries.get(f"crisis/{own}")
        return guide_view(country, catalogue.alerts_on(today)) if country else []
    if isinstance(entry, Page) and entry.lists:
        return listing_view(catalogue, entry.lists, today)
    if isinstance(entry, Event):
        return event_view(entry, today)
    return next_cards(catalogue, entry)
