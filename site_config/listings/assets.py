"""Style and scripts of the site, made small, and named by what they hold so that browsers may keep them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

LICENCE = "assets/javascripts/workers/LICENSE.txt"
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
    licence_text: str
    worker: str = ""

    def inline(self) -> list[str]:
        """Every script and style that a template may put into a page."""
        return [self.exit_js, self.page_js, self.crisis_css]

    def files(self) -> dict[str, str]:
        """The files to publish, by path."""
        return {self.site_css: self.site_css_text, self.search_js: self.search_js_text, LICENCE: self.licence_text}


def make(theme: Path) -> Assets:
    """The assets of a theme folder with its ``css/`` and ``js/``. Raises ``OSError`` if one of the files is missing."""
    site = _style(theme, "tokens.css", "ground.css", "site.css", "forms.css")
    crisis = _style(theme, "tokens.css", "ground.css", "crisis.css")
    search = rjsmin.jsmin(_text(theme / "js" / "search.js"))
    return Assets(
        crisis_css=crisis, exit_js=rjsmin.jsmin(_text(theme / "js" / "exit.js")),
        page_js=rjsmin.jsmin(_text(theme / "js" / "page.js")),
        site_css=f"assets/site.{_mark(site)}.css", search_js=f"assets/search.{_mark(search)}.js",
        site_css_text=site, search_js_text=search, licence_text=_text(theme / "js" / "LICENSE.txt"))


def _style(theme: Path, *names: str) -> str:
    """Style sheets as one, made small, without the tokens that nothing in them uses."""
    css = str(rcssmin.cssmin("\n".join(_text(theme / "css" / name) for name in names)))
    kept = _without_unused(css)
    while kept != css:
        css, kept = kept, _without_unused(kept)
    return css.replace(";}", "}")


def _without_unused(css: str) -> str:
    used = set(USED.findall(css))
    return TOKEN.sub(lambda found: found[0] if found[1] in used else "", css)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
