"""What each number of a country rests on, source by source, and what its operators said of making
contact.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_config.helplines.basis import SEEN_ON, rests_on
from site_config.helplines.operator_answers import (
    QUESTIONS,
    OperatorAnswer,
    operator_answers,
)
from site_config.helplines.services import SERVICES
from site_config.i18n import _, day
from site_config.model import Catalogue, Country, Line, LineSource
from site_config.views.generated_page import GeneratedPage


@dataclass(frozen=True)
class NamedSource:
    """One source: what it is called, its address if it has one, who published it in words, and its
    date.
    """

    title: str
    url: str
    by: str
    date: str


@dataclass(frozen=True)
class NumberSources:
    """A number with all that it rests on. ``more`` are remarks: how the cost or the name is known."""

    id: str
    name: str
    number: str
    rests_on: str
    sources: list[NamedSource]
    told: list[OperatorAnswer]
    more: list[str]


@dataclass(frozen=True)
class SourcesView:
    """The page below a country's: its emergency numbers and its lines, each with its sources."""

    emergency: list[NumberSources]
    lines: list[NumberSources]
    all_told: bool


def pages(catalogue: Catalogue) -> list[GeneratedPage]:
    """What the numbers of each country rest on, a page for each."""
    return [
        GeneratedPage(
            f"{country.slug}/sources.md",
            _("{country}: where these numbers come from").format(country=country.title),
            "country-sources.html",
            view=sources_view(country),
            entry=country,
        )
        for country in catalogue.countries.values()
    ]


def sources_view(country: Country) -> SourcesView:
    """What the numbers of a country rest on, in the order of its file."""
    emergency = [
        NumberSources(
            "",
            SERVICES[number.service],
            number.number,
            "",
            [named_source(source) for source in number.sources],
            [],
            [],
        )
        for number in country.emergency
    ]
    lines = [_line_sources(line) for line in country.lines]
    return SourcesView(emergency, lines, all(len(proof.told) == len(QUESTIONS) for proof in lines))


def named_source(source: LineSource) -> NamedSource:
    """A source in words. One without a title is called by its publisher: the host of its address,
    or its package.
    """
    by = SEEN_ON[source.kind] if source.kind else ""
    return NamedSource(source.title or source.publisher, source.url or "", by, day(source.date))


def _line_sources(line: Line) -> NumberSources:
    more = []
    if line.cost_basis:
        more.append(_("The cost is known from: {basis}.").format(basis=line.cost_basis))
    if line.name_basis:
        more.append(_("The name is ours: {basis}.").format(basis=line.name_basis.rstrip(".")))
    return NumberSources(
        line.id,
        line.name,
        line.display,
        rests_on(line),
        [named_source(source) for source in line.sources],
        operator_answers(line),
        more,
    )
