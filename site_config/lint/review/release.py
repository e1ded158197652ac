"""What a person must do before a copy goes public."""

from __future__ import annotations

import re
from collections.abc import Collection

from site_config.lint.kept_urls import PUBLISHED
from site_config.lint.review.lines import of_lines
from site_config.lint.review.pages import of_pages
from site_config.lint.review.review_item import ReviewItem
from site_config.model import ORGANISATION, Catalogue

OWNERS = ".github/CODEOWNERS"
MOST_NAMED = 5
# Longer than any account can be, and never a stranger's: see the file itself.
PLACEHOLDER = re.compile(r"@write-[\w-]*")


def release(
    catalogue: Catalogue, site_url: str, owners: str = "", unkept: Collection[str] = ()
) -> list[ReviewItem]:
    """Everything that is left to do. ``site_url`` is empty where nobody said where the copy will
    stand; ``owners`` is the text of the file that says who is asked to read a change, or empty.
    ``unkept`` are addresses of today that nobody wrote down yet.
    """
    found = []
    if not site_url:
        found.append(
            ReviewItem("the address of the site", "mkdocs.yml", "is not set; set HANDRAIL_SITE_URL")
        )
    if catalogue.organisation and catalogue.organisation.is_example:
        found.append(
            ReviewItem("who runs this copy", f"content/{ORGANISATION}", "is still the example")
        )
    return (
        found + _nobody_asked(owners) + _unkept(unkept) + of_pages(catalogue) + of_lines(catalogue)
    )


def _nobody_asked(owners: str) -> list[ReviewItem]:
    places = [
        number
        for number, line in enumerate(owners.splitlines(), 1)
        if not line.startswith("#") and PLACEHOLDER.search(line)
    ]
    if not places:
        return []
    return [
        ReviewItem(
            "who reads a change",
            OWNERS,
            "still names nobody, so nobody is asked; write your own team in "
            + (f"{len(places)} lines" if len(places) > 1 else "this line"),
            places[0],
        )
    ]


def _unkept(addresses: Collection[str]) -> list[ReviewItem]:
    if not addresses:
        return []
    named = ", ".join(f"/{address}" for address in sorted(addresses)[:MOST_NAMED])
    more = f" and {len(addresses) - MOST_NAMED} more" if len(addresses) > MOST_NAMED else ""
    return [
        ReviewItem(
            f"{len(addresses)} {'address' if len(addresses) == 1 else 'addresses'}",
            PUBLISHED,
            f"not written down, so that nobody would notice a loss: {named}{more}; python3 -m "
            f"scripts published adds them",
        )
    ]
