"""A Content Security Policy for each page, which allows the scripts and styles in that page by
their hashes, and nothing else.

It stands in a ``<meta>`` element, so that it also applies on a host that sets no headers. What that
element cannot express (``frame-ancestors`` and the like) is left to the server.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection

INLINE = {
    "script": re.compile(r"<script>(.*?)</script>", re.S),
    "style": re.compile(r"<style>(.*?)</style>", re.S),
}
OPENED = re.compile(r"<\s*(?:script|style)\b", re.I)
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
CHARSET = re.compile(r'<meta charset="?utf-8"?>\n?')
SEARCH = re.compile(r'<form\b[^>]*\bclass="?find\b')
STYLESHEET = re.compile(r'rel="?stylesheet\b')


class ForeignCode(Exception):
    """A page contains a script or a style that did not come from the theme."""


def without(html: str) -> str:
    """Removes the policy that an earlier run wrote into a page."""
    return META.sub("", html)


def written(html: str, name: str, *, own: Collection[str], for_portal: bool) -> str:
    """Adds its policy to a page that has none. ``name`` is the page's path, for messages.

    ``own`` are the texts of the scripts and styles of the theme. Only these get a hash, so code
    that came in with the content can never run. Raises ``ForeignCode`` for any other script or
    style, ``ValueError`` for a page without ``<meta charset>``.
    """
    if len(CHARSET.findall(html)) != 1:
        raise ValueError(f"{name} must carry <meta charset=utf-8> once")
    _refuse_foreign(html, own, name)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html, for_portal=for_portal)}">\n'
    return CHARSET.sub(lambda charset: charset[0] + meta, html)


def _refuse_foreign(html: str, own: Collection[str], name: str) -> None:
    texts = [text for pattern in INLINE.values() for text in pattern.findall(html)]
    opened = len(OPENED.findall(html))
    strange = [text for text in texts if text not in own]
    if strange or opened != len(texts):
        raise ForeignCode(
            f"{name} holds a script or a style that no template put there: "
            f"{strange[0][:60] if strange else 'a tag of its own'!r}"
        )


def policy(html: str, *, for_portal: bool = False) -> str:
    """The policy of one page: it allows what the page contains and nothing else.

    A page with the search box may also load the script, the worker and the index of the search from
    this site. The layout of the portal may send forms to this site.
    """
    searches = SEARCH.search(html)
    rules = {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'" if for_portal else "'none'"],
        "img-src": [*(["'self'"] if "<img" in html else []), "data:"],
        "style-src": [*_hashes(html, "style"), *(["'self'"] if STYLESHEET.search(html) else [])]
        or ["'none'"],
        "script-src": [*_hashes(html, "script"), *(["'self'"] if searches else [])] or ["'none'"],
    }
    if searches:
        rules |= {"connect-src": ["'self'"], "worker-src": ["'self'"]}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _hashes(html: str, kind: str) -> list[str]:
    texts = dict.fromkeys(INLINE[kind].findall(html))
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in texts
    ]
