"""The parts of a page that a link can lead to."""

from __future__ import annotations

import functools
import re

from site_config.lint.markdown.render import html_of

ID = re.compile(r"""\s(?:id|name)=["']?([^\s"'<>]+)""")


@functools.lru_cache(maxsize=64)
def of(body: str) -> frozenset[str] | None:
    """The names of the parts of a page by its Markdown, or None where it is too long to look."""
    html = html_of(body)
    return None if html is None else frozenset(ID.findall(html))
