"""Facts that must agree with one another across files."""

from __future__ import annotations

from site_config.model import ORGANISATION, Catalogue, Problem

NEEDED = {"index": "home", "crisis/index": "countries"}


def problems(catalogue: Catalogue) -> list[Problem]:
    """What every copy needs (a first page, a first crisis page, the organisation's own lines), and names that lead nowhere."""
    shapes = {entry.slug: entry.shape for entry in catalogue.pages.values()}
    found = [Problem(f"content/{slug}.md", 1, "", "there is no such page, and no copy can do without it",
                     f"restore it, with kind: page and shape: {shape}")
             for slug, shape in NEEDED.items() if shapes.get(slug) != shape]
    organisation = catalogue.organisation
    if organisation and f"crisis/{organisation.country.lower()}" not in catalogue.countries:
        found.append(Problem(f"content/{ORGANISATION}", 1, "country", f"there are no crisis lines for {organisation.country}",
                             f"add content/crisis/{organisation.country.lower()}.md"))
    slugs = {entry.slug for entry in catalogue.entries()}
    for entry in catalogue.coping.values():
        found += [Problem(f"content/{entry.path}", 1, "next", f"there is no page {slug}", "name a page that exists, or take it away")
                  for slug in entry.next if slug not in slugs]
    return found
