"""Addresses that people may have kept: each leads to a page for good, to the one that stands there
or to the one that took its place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator

from site_config.model import Catalogue, Entry, Problem
from site_config.model.addresses import address_of

# The list of addresses that were published, below the project: ``scripts published`` adds to it.
PUBLISHED = "tests/published.txt"
# Made for the project itself, not for people who come back.
PASSING = re.compile(r"(x|about/specimen|guidelines/words)/")
# Pages by a word, each of which may hang on one file.
BY_WORD = re.compile(r"[a-z-]+/for/")
# What is served there is no page of the content, and never was.
TAKEN = re.compile(r"(x|portal|assets|search|crisis/data)/")


def lasting(catalogue: Catalogue, made: Collection[str]) -> list[str]:
    """Every address at which a visitor may find a page today and come back, sorted: an empty one
    for the first page.

    ``made`` are the paths of pages that no file of content stands for.
    """
    found = {entry.url for entry in catalogue.entries()} | {
        address_of(path) for path in made if path.endswith(".md")
    }
    return sorted(address for address in found if not PASSING.match(address))


def problems(
    catalogue: Catalogue,
    published: str,
    path: str,
    made: Collection[str],
    broken: Collection[str] = (),
) -> list[Problem]:
    """Addresses that were published, and lead nowhere now.

    ``published`` is the text of the file at ``path``: one address a line, ``/`` for the first page;
    what follows a ``#`` is a remark. Slugs of files that are ``broken`` count as if they stood, and
    so do the pages that are made of them.
    """
    here = (
        {entry.url for entry in catalogue.entries()}
        | {address_of(one) for one in made}
        | {address_of(f"{slug}.md") for slug in broken}
    )
    here |= {address for entry in catalogue.entries() for address in entry.moved_from}
    below = tuple(f"{slug}/" for slug in broken)
    return [
        _gone(catalogue, address, path, line)
        for line, address in _addresses(published)
        if address not in here
        and not address.startswith(below)
        and not (broken and BY_WORD.match(address))
    ]


def _addresses(published: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(published.splitlines(), 1):
        address = line.partition("#")[0].strip()
        if address:
            yield number, address.removeprefix("/")


def _gone(catalogue: Catalogue, address: str, path: str, line: int) -> Problem:
    draft = next(
        (
            entry
            for entry in catalogue.drafts.values()
            if entry.url == address or address in entry.moved_from
        ),
        None,
    )
    if draft is not None:
        return Problem(
            path,
            line,
            "",
            f"people may have kept {address}, and its page is a draft now",
            f"take draft: true out of content/{draft.path}, or add the address to moved_from of "
            f"another page",
        )
    heir = _heir(catalogue, address)
    return Problem(
        path,
        line,
        "",
        f"people may have kept {address}, and no page stands there now",
        "add it to moved_from of the page that took its place"
        + (f", perhaps content/{heir}" if heir else ""),
    )


def _heir(catalogue: Catalogue, address: str) -> str:
    """The page that most likely took the place of another: one of the same name, or nearly so."""
    pages = {entry.url: entry.path for entry in catalogue.entries() if entry.url}
    name = address.strip("/").rpartition("/")[2]
    same = [url for url in pages if url.strip("/").rpartition("/")[2] == name]
    found = same or difflib.get_close_matches(address, pages, 1, 0.8)
    return pages[found[0]] if found else ""


def moved_from_problems(
    catalogue: Catalogue, made: Callable[[], Collection[str]] | None = None
) -> list[Problem]:
    """What is wrong with old addresses: one at which a page stands, or that two pages call their
    own.

    ``made`` gives the paths of pages that no file of content stands for; without it these are not
    looked at.
    """
    claimed = [
        (entry, n, address)
        for entry in catalogue.entries()
        for n, address in enumerate(entry.moved_from)
    ]
    if not claimed:
        return []
    pages = {entry.url: entry for entry in catalogue.entries()}
    first: dict[str, Entry] = {}
    ours = {address_of(path) for path in made()} if made else set()
    found = []
    for entry, n, address in claimed:
        wrong = _wrong(entry, address, pages, ours, first.setdefault(address, entry))
        if wrong:
            found.append(
                Problem(
                    f"content/{entry.path}",
                    entry.line_of("moved_from", n),
                    f"moved_from[{n + 1}]",
                    *wrong,
                )
            )
    return found


def _wrong(
    entry: Entry, address: str, pages: dict[str, Entry], ours: Collection[str], first: Entry
) -> tuple[str, str] | None:
    away = "take it away"
    if address == entry.url:
        return "this is where the page stands now", away
    if address in pages:
        return f"{pages[address].path} stands at {address}", away
    if address in ours or TAKEN.match(address):
        return f"the project makes {address} itself", away
    if first is not entry:
        return (
            f"{first.path} says that it stood at {address}, too",
            "leave it with the page that people look for there",
        )
    if entry.moved_from.count(address) > 1:
        return f"{address} stands here twice", away
    return None
