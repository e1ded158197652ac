"""The step after a build: plain HTML in, the same out with fewer bytes, its style and a policy in
each page, and smaller copies beside it.

Knows nothing of MkDocs. Running it twice gives the same files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from site_config.postbuild import compress, policy, purge, shrink
from site_config.postbuild.policy import ForeignCode

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
    own: Collection[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Finishes a built site in place: smaller pages first, then their styles, then policies that
    name these, and compression last, since a compressed copy must hold the policy. 404.html links
    to the whole style sheet: the portal puts pages of all kinds into it.

    ``own`` are the texts of the scripts and styles that templates put into pages; ``progress`` is
    told after each page how many of all are done. Raises
    ``BrokenLayout`` if 404.html lacks one of its marks, ``policy.ForeignCode`` for a script or
    style of anyone else, ``OSError`` if the folder cannot be used.
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
    pages = sorted(site.rglob("*.html"))
    for done, page in enumerate(pages, 1):
        is_layout = page == site / "404.html"
        html = shrink.smaller(policy.without(page.read_text(encoding="utf-8")), comments=is_layout)
        styles = set[str]()
        if not is_layout:
            html, styles = purge.purged(purge.inlined(html, sheets), own)
        html = policy.written(
            html, page.relative_to(site).as_posix(), own={*own, *styles}, for_portal=is_layout
        )
        page.write_text(html, encoding="utf-8", newline="\n")
        progress(done, len(pages))
    compress.write_all(site)
