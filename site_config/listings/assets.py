"""Style and scripts of the site, made small, and named by what they hold so that browsers may keep them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

from site_config.language import LOCALE, translation

LICENCE = "assets/javascripts/workers/LICENSE.txt"
USED = re.compile(r"var\((--[\w-]+)")
# What a script says is marked as it is in Python, so that the same tools find it: _("Open now:").
WORDS = re.compile(r'\b_\(("(?:[^"\\]|\\.)*")\)')
SPEAKING = ("zone", "open", "age")
TOKEN = re.compile(r"(?<=[{;])(--[\w-]+):[^;}]*(?:;|(?=\}))")


@dataclass
class Assets:
    """What templates include (``crisis_css``, ``card_css``, ``exit_js``, ``page_js``, ``zone_js``, ``open_js``, ``age_js``: text)
    or link to (``site_css``, ``search_js``, ``worker``: addresses below the site's root). ``spoken`` are the scripts that speak,
    in every language."""

    crisis_css: str
    card_css: str
    exit_js: str
    page_js: str
    zone_js: str
    open_js: str
    age_js: str
    site_css: str
    search_js: str
    site_css_text: str
    search_js_text: str
    licence_text: str
    spoken: list[str]
    worker: str = ""

    def inline(self) -> list[str]:
        """Every script and style that a template may put into a page, in whatever language the scripts speak."""
        return [self.exit_js, self.page_js, self.crisis_css, self.card_css, *self.spoken]

    def files(self) -> dict[str, str]:
        """The files to publish, by path."""
        return {self.site_css: self.site_css_text, self.search_js: self.search_js_text, LICENCE: self.licence_text}


def make(theme: Path, language: str = "en") -> Assets:
    """The assets of a theme folder with its ``css/`` and ``js/``, the scripts with the words of one language.

    Raises ``OSError`` if one of the files is missing.
    """
    site = _style(theme, "tokens.css", "ground.css", "site.css", "forms.css")
    crisis = _style(theme, "tokens.css", "ground.css", "crisis.css")
    card = _style(theme, "tokens.css", "ground.css", "crisis.css", "card.css")
    search = _script(theme, "search")
    return Assets(
        crisis_css=crisis, card_css=card, exit_js=_script(theme, "exit"), page_js=_script(theme, "page"),
        zone_js=_script(theme, "zone", language), open_js=_script(theme, "open", language), age_js=_script(theme, "age", language),
        spoken=[_script(theme, name, tag) for tag in _languages() for name in SPEAKING],
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


def _script(theme: Path, name: str, language: str = "en") -> str:
    """A script made small, with its words in a language."""
    say = translation(language).gettext
    return WORDS.sub(lambda found: json.dumps(say(json.loads(found[1])), ensure_ascii=False).replace("</", "<\\/"),
                     str(rjsmin.jsmin(_text(theme / "js" / f"{name}.js"))))


def _languages() -> list[str]:
    """English, and every language that has words of its own."""
    return ["en", *sorted(path.name for path in LOCALE.glob("*") if path.is_dir())]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
