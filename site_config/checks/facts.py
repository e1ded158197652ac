"""Facts that must agree with one another across files."""

from __future__ import annotations

from site_config.model import ORGANISATION, Catalogue, Problem


def problems(catalogue: Catalogue) -> list[Problem]:
    """Names that lead nowhere: the organisation's country, and the pages that a coping page names as next."""
    found = []
    organisation = catalogue.organisation
    if organisation and f"crisis/{organisation.country.lower()}" not in catalogue.countries:
        found.append(Problem(f"content/{ORGANISATION}", 1, "country", f"there are no crisis lines for {organisation.country}",
                             f"add content/crisis/{organisation.country.lower()}.md"))
    slugs = {entry.slug for entry in catalogue.entries()}
    for entry in catalogue.coping.values():
        found += [Problem(f"content/{entry.path}", 1, "next", f"there is no page {slug}", "name a page that exists, or take it away")
                  for slug in entry.next if slug not in slugs]
    return found
