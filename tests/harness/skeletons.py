"""Which pages a slow look need visit: pages of one template differ in their words alone, and those
are looked at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from tests.built_site.test_pages import built

# Values that say what an element is, or what the page allows; of every other attribute its name
# counts.
SAID = {"class", "role", "type"}
Skeleton = frozenset[tuple[str, str, str]]


def skeletons(site: Path) -> dict[str, Skeleton]:
    """What each built page is made of, by address, without its words.

    A piece is an element with its classes and the names of its attributes, where it stands, and
    what stands before it; so three lines of one shape and five are the same skeleton. A script, a
    style and the page's policy count by all that they hold.
    """
    return {address: _skeleton(html) for address, html in built(site).items()}


def to_visit(site: Path, config: pytest.Config) -> list[str]:
    """Addresses that between them hold every piece of every built page, as few as can be; all pages
    with ``--every-page``.
    """
    found = skeletons(site)
    return sorted(found) if config.getoption("--every-page") else covering(found)


def covering(pages: dict[str, Skeleton]) -> list[str]:
    """Pages that hold every piece of all of them: each time the one with the most that none before
    it has.
    """
    chosen: list[str] = []
    left = dict(sorted(pages.items()))
    while left:
        best = max(left, key=lambda address: len(left[address]))
        seen = left[best]
        chosen.append(best)
        left = {address: rest for address, skeleton in left.items() if (rest := skeleton - seen)}
    return chosen


def _skeleton(html: str) -> Skeleton:
    pieces: set[tuple[str, str, str]] = set()
    root = HTMLParser(html).root
    assert root is not None
    _gather(root, "", pieces)
    return frozenset(pieces)


def _gather(parent: Node, place: str, pieces: set[tuple[str, str, str]]) -> None:
    before = ""
    for node in parent.iter():
        name = _name(node)
        pieces.add((place, name, before))
        _gather(node, f"{place} {name}", pieces)
        before = name


def _name(node: Node) -> str:
    attributes = node.attributes
    said = SAID | ({"content"} if "http-equiv" in attributes else set())
    names = "".join(
        sorted(
            f"[{key}={value}]" if key in said else f"[{key}]" for key, value in attributes.items()
        )
    )
    return f"{node.tag}{names}" + (node.text() if node.tag in {"script", "style"} else "")
