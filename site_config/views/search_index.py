"""What the search on the device may find a page by: its title, its headings, its description and
its keywords. Its text stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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
