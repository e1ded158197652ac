"""The HTML that Markdown made of a page, finished: pictures say their size, and tables can scroll."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from site_config.i18n import _
from site_config.model import Picture

IMAGE = re.compile(r"""<img(?:\s[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)?>""")
SOURCE = re.compile(r"""\ssrc=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
SIZED = re.compile(r"\s(?:width|height)=")


def finished(html: str, url: str, pictures: Mapping[str, Picture]) -> str:
    """The HTML of the page at ``url`` (``coping/panic/``) with its tables in boxes and the sizes of
    its pictures, which are known by their paths.
    """
    return boxed(sized(html, url, pictures))


def boxed(html: str) -> str:
    """The same with each table in a box that scrolls inside the page and by keyboard: a table may
    be wider than a phone.
    """
    box = f'<div class="table" tabindex="0" role="group" aria-label="{_("Table")}"><table>'
    return html.replace("<table>", box).replace("</table>", "</table></div>")


def sized(html: str, url: str, pictures: Mapping[str, Picture]) -> str:
    """The same with the size of each picture, so that text does not jump when it comes; it waits
    until it is nearly on the screen.
    """

    def told(image: re.Match[str]) -> str:
        source = SOURCE.search(image[0])
        if source is None:
            return image[0]
        address = unquote(unescape(source[1] or source[2] or source[3] or ""))
        picture = pictures.get(posixpath.normpath(posixpath.join("/", url, address)).lstrip("/"))
        words = ' loading="lazy"'
        if picture is not None and picture.width and not SIZED.search(image[0]):
            words += f' width="{picture.width}" height="{picture.height}"'
        return f"<img{words}{image[0].removeprefix('<img')}"

    return IMAGE.sub(told, html) if "<img" in html else html
