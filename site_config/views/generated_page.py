"""A page that no file of content stands for."""

from __future__ import annotations

from dataclasses import dataclass

from site_config.model import Entry


@dataclass(frozen=True)
class GeneratedPage:
    """Where the page lies (``crisis/ie/card.md`` is served at ``/crisis/ie/card/``), its title, and
    the template that draws it.

    ``view`` is what the template shows, ``entry`` what it is about: a country, for instance.
    ``search_words`` are words that people type who look for such a page; a page with such words is
    in the search, where it counts as much as ``boost`` says, and in the map of the site. One without
    is in neither.
    """

    path: str
    title: str
    template: str
    description: str = ""
    view: object = None
    entry: Entry | None = None
    search_words: tuple[str, ...] = ()
    boost: float = 1
