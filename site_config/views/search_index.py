"""What the search on the device may find a page by: its title, its headings, its description and
its keywords. Its text stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from site_config.model import Challenge, Coping, Country, Entry, Event, Page, Resource
from site_config.views.generated_page import GeneratedPage


def trimmed(index: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """The index of a build without the text of its pages, in the form that it has.

    ``index`` is what Material's search writes: its ``docs`` are each page and each heading, the
    ``location`` of a heading with a ``#``. ``words`` are HTML that stands for a page's text, by its
    address below the site's root. Keywords stay with the page, and are not said again with each of
    its headings.
    """
    docs = []
    for doc in index["docs"]:
        if "#" in doc["location"]:
            docs.append({"location": doc["location"], "title": doc["title"], "text": ""})
        else:
            docs.append({**doc, "text": words.get(doc["location"], "")})
    return {**index, "docs": docs}


def search_text(page: Entry | GeneratedPage) -> Markup:
    """HTML of what the search may find a page by beside its title and headings: its description; of
    a country the names of its lines, in English and in its own languages. Empty for a generated
    page that is out of the search.
    """
    if isinstance(page, Country):
        # Full stops: without them the index runs the names into one word.
        names = [name for line in page.lines for name in (line.name, line.local_name) if name]
        return Markup("").join(Markup("<p>{}.</p>").format(name) for name in dict.fromkeys(names))
    if isinstance(page, GeneratedPage) and not page.search_words:
        return Markup("")
    return Markup("<p>{}</p>").format(page.description)


def boost(entry: Entry) -> float:
    """How much a page counts in the search: the way to a person comes first, then what helps
    tonight; other countries, days of a calendar and what others made come last.
    """
    if isinstance(entry, Page):
        return {"countries": 20, "guide": 4}.get(entry.shape, 1)
    if isinstance(entry, Coping):
        return 4
    return 0.5 if isinstance(entry, Country | Event | Resource | Challenge) else 1
