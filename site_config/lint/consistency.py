"""Facts that must agree with one another across files."""

from __future__ import annotations

from collections.abc import Collection

from site_config.model import ORGANISATION, Catalogue, Organisation, Problem

NEEDED = {"index": "home", "crisis/index": "countries"}
# What the shipped organisation says of itself; none of it may stand under another name.
SHIPPED = {
    "controller": "nobody runs this copy",
    "contact": "Not set yet",
    "reading_hours": "This copy is an example",
    "safeguarding_role": "Not named yet",
}


def problems(catalogue: Catalogue, broken: Collection[str] = ()) -> list[Problem]:
    """What every copy needs, names that lead nowhere, and what is left of the example after a
    community put its name here.

    ``broken`` are slugs of files that could not be read: what follows from that alone is not told a
    second time.
    """
    found = _needed(catalogue, broken)
    slugs = {entry.slug for entry in catalogue.entries()} | set(broken)
    for entry in catalogue.coping.values():
        found += [
            Problem(
                f"content/{entry.path}",
                entry.line_of("next", n),
                f"next[{n + 1}]",
                f"there is no page {slug}",
                "name a page that exists, or take it away",
            )
            for n, slug in enumerate(entry.next)
            if slug not in slugs
        ]
        found += [
            Problem(
                f"content/{entry.path}",
                entry.line_of("next", n),
                f"next[{n + 1}]",
                "this is the page itself",
                "name another page, or take it away",
            )
            for n, slug in enumerate(entry.next)
            if slug == entry.slug
        ]
    if catalogue.organisation and not catalogue.organisation.is_example:
        found += _left_of_the_example(catalogue, catalogue.organisation)
    return found


def _needed(catalogue: Catalogue, broken: Collection[str]) -> list[Problem]:
    shapes = {entry.slug: entry.shape for entry in catalogue.pages.values()}
    found = [
        Problem(
            f"content/{slug}.md",
            1,
            "",
            "there is no such page, and no copy can do without it",
            f"restore it, with kind: page and shape: {shape}",
        )
        for slug, shape in NEEDED.items()
        if shapes.get(slug) != shape and slug not in broken
    ]
    organisation = catalogue.organisation
    if organisation:
        lines = f"crisis/{organisation.country.lower()}"
        if lines not in catalogue.countries and lines not in broken:
            found.append(
                Problem(
                    f"content/{ORGANISATION}",
                    organisation.line_of("country"),
                    "country",
                    f"there are no crisis lines for {organisation.country}",
                    f"add content/{lines}.md",
                )
            )
    return found


def _left_of_the_example(catalogue: Catalogue, organisation: Organisation) -> list[Problem]:
    found = [
        Problem(
            f"content/{ORGANISATION}",
            organisation.line_of(key),
            key,
            "this was said of the example",
            f"write what is true of {organisation.name}",
        )
        for key, said in SHIPPED.items()
        if said in str(getattr(organisation, key))
    ]
    what, write = (
        f"this page is true of the example, not of {organisation.name}",
        "rewrite it and take this line away, or the whole page",
    )
    return found + [
        Problem(f"content/{entry.path}", entry.line_of("example"), "example", what, write)
        for entry in catalogue.entries()
        if entry.example
    ]
