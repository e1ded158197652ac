"""Pictures in a page: each says its size, so that text does not jump when it comes, and waits until
it is nearly on the screen.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from site_config.model import Picture

IMAGE = re.compile(r"""<img(?:\s[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)?>""")
SOURCE = re.compile(r"""\ssrc=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
SIZED = re.compile(r"\s(?:width|height)=")


def sized(html: str, url: str, pictures: Mapping[str, Picture]) -> str:
    """The HTML of the page at ``url`` (``coping/panic/``) with the sizes of its pictures.
    ``pictures`` are known by their paths.
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
