"""The step after a build: plain HTML in, the same out with short names and fewer bytes, its style
and a policy in each page, and smaller copies beside it.

Knows nothing of MkDocs. Running it twice gives the same files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from site_config.postbuild import compress, policy, purge, shrink
from site_config.postbuild.policy import ForeignCode
from site_config.postbuild.short_names import ShortNames

__all__ = ["BrokenLayout", "ForeignCode", "finish"]

MARKERS = (
    "<!-- handrail:title -->",
    "<!-- /handrail:title -->",
    "<!-- handrail:head -->",
    "<!-- /handrail:head -->",
    "<!-- handrail:content -->",
    "<!-- /handrail:content -->",
)


class BrokenLayout(Exception):
    """The built 404.html does not carry the marks between which the portal puts its own pages."""


def finish(
    site: Path,
    own: Mapping[str, str],
    names: ShortNames,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Finishes a built site in place: short names and smaller pages first, then their styles, then
    policies that name these, and compression last, since a compressed copy must hold the policy.

    404.html links to the whole style sheet and keeps the readable names: the portal puts pages of
    all kinds into it, which have them too.

    ``own`` are the texts of the scripts and styles that templates put into pages, each with the
    text that is served in its place; ``names`` are those of their classes; ``progress`` is told
    after each page how many of all are done. Raises ``BrokenLayout`` if 404.html lacks one of its
    marks, ``policy.ForeignCode`` for a script or style of anyone else, ``OSError`` if the folder
    cannot be used.
    """
    layout = (site / "404.html").read_text(encoding="utf-8")
    missing = [mark for mark in MARKERS if layout.count(mark) != 1]
    if missing:
        raise BrokenLayout(f"404.html must carry {missing[0]} once; see site_config/theme/404.html")
    sheets = {
        path.name: text
        for path in site.glob("assets/*.css")
        if (text := path.read_text(encoding="utf-8")) in own
    }
    served, added = set(own.values()), names.in_page(purge.ADDED)
    pages = sorted(site.rglob("*.html"))
    for done, page in enumerate(pages, 1):
        is_layout = page == site / "404.html"
        html, allowed = policy.without(page.read_text(encoding="utf-8")), set(own)
        if not is_layout:
            html = _with_short_code(names.in_page(purge.inlined(html, sheets)), own)
        html = shrink.smaller(html, comments=is_layout)
        if not is_layout:
            html, styles = purge.purged(html, served, added)
            allowed = {*served, *styles}
        html = policy.written(
            html, page.relative_to(site).as_posix(), own=allowed, for_portal=is_layout
        )
        page.write_text(html, encoding="utf-8", newline="\n")
        progress(done, len(pages))
    compress.write_all(site)


def _with_short_code(html: str, own: Mapping[str, str]) -> str:
    """A page with the served texts of our own scripts and styles. Others stay, and are refused
    later.
    """

    def served(code: re.Match[str]) -> str:
        return code[0].replace(code[1], own.get(code[1], code[1]))

    for pattern in policy.INLINE.values():
        html = pattern.sub(served, html)
    return html
