"""Each page's own content security policy, with the hashes of what stands in that page and nothing more.

It is written into the page, so that it also holds on a host that sets no headers. What a page cannot say about itself
(who may frame it, and the like) the server adds.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

INLINE = {"script": re.compile(r"<script>(.*?)</script>", re.S), "style": re.compile(r"<style>(.*?)</style>", re.S)}
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
CHARSET = '<meta charset="utf-8">\n'
SEARCH = '<form class="find"'


def write(page: Path, *, for_portal: bool) -> None:
    """Writes the policy of one built page into it. Raises ``ValueError`` for a page without ``<meta charset>``."""
    html = page.read_text(encoding="utf-8")
    bare = META.sub("", html)
    if bare.count(CHARSET) != 1:
        raise ValueError(f"{page.name} must carry {CHARSET.strip()} once, on a line of its own")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(bare, for_portal=for_portal)}">\n'
    page.write_text(bare.replace(CHARSET, CHARSET + meta), encoding="utf-8", newline="\n")


def policy(html: str, *, for_portal: bool = False) -> str:
    """The policy of one page: nothing is allowed but what the page was seen to hold.

    A page with the search box may also load the search's script, worker and index from this site. The layout of the portal
    may send forms to this site.
    """
    searches = SEARCH in html
    rules = {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'" if for_portal else "'none'"],
        "img-src": [*(["'self'"] if "<img" in html else []), "data:"],
        "style-src": [*_hashes(html, "style"), *(["'self'"] if 'rel="stylesheet"' in html else [])] or ["'none'"],
        "script-src": [*_hashes(html, "script"), *(["'self'"] if searches else [])] or ["'none'"],
    }
    if searches:
        rules |= {"connect-src": ["'self'"], "worker-src": ["'self'"]}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _hashes(html: str, kind: str) -> list[str]:
    texts = dict.fromkeys(INLINE[kind].findall(html))
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]
