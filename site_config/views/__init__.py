"""Pages and data files made from the catalogue. Pure: values in, values out; templates only draw
them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from site_config import exports
from site_config.helplines import countries
from site_config.i18n import _, day
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
from site_config.model.phone_numbers import IN_TEXT
from site_config.views import redirects, topics, writing_guide
from site_config.views.cards import Card, meets, next_cards
from site_config.views.country import CountriesView, CountryView, countries_view, country_view
from site_config.views.event import EventView, event_view
from site_config.views.generated_page import MadePage
from site_config.views.guides import GuideView, guide_view
from site_config.views.guides import guides as guides
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


@dataclass(frozen=True)
class Place:
    """A part of the site as the menu shows it; ``main`` ones stand in the head on wide screens."""

    title: str
    path: str
    main: bool = False
    count: int = 0


def places(catalogue: Catalogue, *, portal: bool = False) -> list[Place]:
    """The menu: every part of the site that exists in this copy, with the number of its pages.

    With a ``portal`` it also leads to the two pages there that anybody may open, by their addresses
    from the root.
    """
    slugs = {entry.slug for entry in catalogue.entries()}
    wanted = [
        ("coping/index", Place(_("Coping"), "coping/", True, len(catalogue.coping))),
        (
            "challenges/index",
            Place(_("Challenges"), "challenges/", True, len(catalogue.challenges)),
        ),
        ("groups/index", Place(_("Groups"), "groups/", True, len(catalogue.groups))),
        ("guidelines/index", Place(_("Guidelines"), "guidelines/", True)),
        (
            "guidelines/practice/index",
            Place(_("For hosts"), "guidelines/practice/", False, len(catalogue.practices)),
        ),
        ("resources/index", Place(_("Resources"), "resources/", False, len(catalogue.resources))),
        (
            "guidelines/community-guidelines",
            Place(_("Community guidelines"), "guidelines/community-guidelines/"),
        ),
        (
            "crisis/index",
            Place(_("Someone to talk to"), "crisis/", False, len(catalogue.countries)),
        ),
        ("portal", Place(_("My code"), "/portal/code", True)),
        ("portal", Place(_("Send a note"), "/portal/feedback")),
        ("get-involved/index", Place(_("Get involved"), "get-involved/")),
        ("get-involved/events/index", Place(_("Events"), "get-involved/events/")),
        ("about/leaving", Place(_("Leaving this site quickly"), "about/leaving/")),
        ("about/privacy-promise", Place(_("Privacy promise"), "about/privacy-promise/")),
        ("about/sources", Place(_("Where our facts come from"), "about/sources/")),
        ("about/accessibility", Place(_("Accessibility"), "about/accessibility/")),
        ("about/index", Place(_("About us"), "about/")),
        ("about/organisation", Place(_("Who runs this site"), "about/organisation/")),
    ]
    return [place for slug, place in wanted if slug in slugs or (portal and slug == "portal")]


def made(
    catalogue: Catalogue, today: datetime.date, site_url: str, data: Mapping[str, str]
) -> list[MadePage]:
    """Every page that no file of content stands for, as the copy at ``site_url`` shows it on the
    day ``today``; ``data`` are its files.
    """
    return [
        MadePage("x/index.md", "…", "blank.html"),
        MadePage("about/specimen.md", "Specimen", "specimen.html"),
        *countries.pages(catalogue, today),
        *exports.pages(catalogue, today, site_url, data),
        *redirects.pages(catalogue),
        *topics.pages(catalogue),
        *writing_guide.pages(),
    ]


def paths(catalogue: Catalogue) -> set[str]:
    """The path of every page and data file that no file of content stands for: what else a link may
    lead to. Pages at addresses that were left are not among them. No day changes it.
    """
    names = exports.names(catalogue)
    pages = made(catalogue, datetime.date(2026, 1, 1), "", dict.fromkeys(names, ""))
    return {
        *names,
        *(page.path for page in pages if not isinstance(page.view, redirects.MovedView)),
    }


def files(catalogue: Catalogue, today: datetime.date, site_url: str) -> dict[str, str]:
    """Every data file made from the catalogue: its text by its path below the site."""
    return exports.files(catalogue, today, site_url)


def language_name(tag: str) -> str:
    """A language by its own name: ``en`` is English, ``ga`` Gaeilge; the tag itself where it is not
    known.
    """
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        return tag
    return name.capitalize() if name else tag


def numbers(text: str) -> Markup:
    """Text in which every number to dial, and every time, keeps its direction in right-to-left
    text.
    """
    parts = IN_TEXT.split(text)
    return Markup("").join(
        Markup('<bdi dir="ltr">{}</bdi>').format(part) if n % 2 else escape(part)
        for n, part in enumerate(parts)
    )


def host(address: str) -> str:
    """Whose site an address leads to: ``example.org`` for ``https://www.example.org/a``."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def begins(practice: Practice, part: int) -> str:
    """How long after the start a part of a run-sheet begins, in hours and minutes: ``1:05``. Parts
    are counted from 0.
    """
    before = sum(stretch.minutes or 0 for stretch in practice.parts[:part])
    return f"{before // 60}:{before % 60:02}"


def search_text(country: Country) -> Markup:
    """What the search may find a country's page by: the names of its lines, in English and in its
    own languages.
    """
    # Full stops: without them the index runs the names into one word.
    names = [name for line in country.lines for name in (line.name, line.local_name) if name]
    return Markup("").join(Markup("<p>{}.</p>").format(name) for name in dict.fromkeys(names))


def boost(entry: Entry) -> float:
    """How much a page counts in the search: the way to a person comes first, then what helps
    tonight; other countries, days of a calendar and what others made come last.
    """
    if isinstance(entry, Page):
        return {"countries": 20, "guide": 4}.get(entry.shape, 1)
    if isinstance(entry, Coping):
        return 4
    return 0.5 if isinstance(entry, Country | Event | Resource | Challenge) else 1


FILTERS = {
    "day": day,
    "meets": meets,
    "language_name": language_name,
    "numbers": numbers,
    "host": host,
    "begins": begins,
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
        return countries_view(countries.countries(catalogue), own, catalogue.alerts_on(today))
    if isinstance(entry, Page) and entry.shape == "guide":
        own = catalogue.organisation.country.lower() if catalogue.organisation else ""
        country = catalogue.countries.get(f"crisis/{own}")
        return guide_view(country, catalogue.alerts_on(today)) if country else []
    if isinstance(entry, Page) and entry.lists:
        return listing_view(catalogue, entry.lists, today)
    if isinstance(entry, Event):
        return event_view(entry, today)
    return next_cards(catalogue, entry)
