"""Where a reader can say that something is wrong, from the page on which they saw it."""

from __future__ import annotations

from site_config.model import Catalogue

NOTE = "/portal/feedback"
PAGE = "get-involved/write-a-page"
# Where the files lie on the platform that holds them.
FILES = "/content/"


def tell_us(catalogue: Catalogue, *, portal: bool) -> str:
    """Where *Tell us* leads: to the form for notes, to the page that says how else, or nowhere
    (empty) in a copy that has neither.
    """
    if portal:
        return NOTE
    return f"{PAGE}/" if any(entry.slug == PAGE for entry in catalogue.entries()) else ""


def edit_page(address: str | None) -> str:
    """Where *Edit this page* leads: to the file on the platform that holds it, or nowhere (empty)
    where nobody said which that is.

    MkDocs knows the ``address`` from ``repo_url`` and ``edit_uri``. With the first alone it guesses
    a folder ``docs/``, which is not where our pages lie: such a guess is no address.
    """
    return address if address and FILES in address else ""
