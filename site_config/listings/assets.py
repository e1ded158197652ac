"""Style and scripts of the site, made small, and named by what they hold so that browsers may keep them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin


USED = re.compile(r"var\((--[\w-]+)")
TOKEN = re.compile(r"(?<=[{;])(--[\w-]+):[^;}]*(?:;|(?=\}))")


@dataclass
class Assets:
    """What templates include (``crisis_css``, ``exit_js``, ``page_js``: text) or link to (``site_css``, ``search_js``,
    ``worker``: addresses below the site's root)."""

    crisis_css: str
    exit_js: str
    page_js: str
    site_css: str
    search_js: str
    site_css_text: str
    search_js_text: str
    worker: str = ""

    def files(self) -> dict[str, str]:
        """The files to publish, by path."""
        return {self.site_css: self.site_css_text, self.search_js: self.search_js_text}


def make(theme: Path) -> Assets:
    """The assets of a theme folder with its ``css/`` and ``js/``. Raises ``OSError`` if one of the files is missing."""
    site = _style(theme, "tokens.css", "ground.css", "site.css")
    crisis = _style(theme, "tokens.css", "ground.css", "crisis.css")
    search = rjsmin.jsmin(_text(theme / "js" / "search.js"))
    return Assets(
        crisis_css=crisis, exit_js=rjsmin.jsmin(_text(theme / "js" / "exit.js")),
        page_js=rjsmin.jsmin(_text(theme / "js" / "page.js")),
        site_css=f"assets/site.{_mark(site)}.css", search_js=f"assets/search.{_mark(search)}.js",
        site_css_text=site, search_js_text=search)


def _style(theme: Path, *names: str) -> str:
    """Style sheets as one, made small, without the tokens that nothing in them uses."""
    css = str(rcssmin.cssmin("\n".join(_text(theme / "css" / name) for name in names)))
    while True:
        used = set(USED.findall(css))
        kept = TOKEN.sub(lambda found: found[0] if found[1] in used else "", css)
        if kept == css:
            return css.replace(";}", "}")
        css = kept


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
