"""Style and scripts of the site, made small, and named by what they hold so that browsers may keep
them.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import rcssmin
from calmjs.parse import es5
from calmjs.parse.unparsers.es5 import minify_print

from site_config.i18n import LOCALE, direction, translation

LICENCE = "assets/javascripts/workers/LICENSE.txt"
USED = re.compile(r"var\((--[\w-]+)")
# What a script says is marked as it is in Python, so that the same tools find it: _("Open now:").
WORDS = re.compile(r'\b_\(("(?:[^"\\]|\\.)*")\)')
# The names that a script shares with templates and styles are marked, each by what it is; what is
# kept in a data attribute is marked by "dataset" itself.
SHARED = re.compile(
    r'\b(?P<mark>selector|classList|attribute)\("(?P<name>[^"]*)"\)|\.dataset\.(?P<data>\w+)'
)
SPEAKING = ("zone", "open", "age")
TOKEN = re.compile(r"(?<=[{;])(--[\w-]+):[^;}]*(?:;|(?=\}))")
MEDIA = re.compile(r"(@media[^{]+)\{((?:[^{}]+\{[^{}]*\})*)\}")


class Names(Protocol):
    """Other names for the classes and data attributes of the theme."""

    def in_style(self, css: str) -> str:
        """A style sheet with these names."""

    def in_selector(self, selector: str) -> str:
        """A selector with these names."""

    def in_class_list(self, names: str) -> str:
        """The value of a ``class`` attribute with these names."""

    def in_attribute(self, name: str) -> str:
        """The name of an attribute."""


class AsWritten:
    """The names that stand in ``css/``, ``js/`` and the templates."""

    def in_style(self, css: str) -> str:
        """The style sheet as it is."""
        return css

    def in_selector(self, selector: str) -> str:
        """The selector as it is."""
        return selector

    def in_class_list(self, names: str) -> str:
        """The classes as they are."""
        return names

    def in_attribute(self, name: str) -> str:
        """The name as it is."""
        return name


AS_WRITTEN = AsWritten()


@dataclass
class Assets:
    """What templates include or link to.

    ``crisis_css``, ``countries_css``, ``guide_css``, ``card_css``, ``exit_js``, ``page_js`` and
    ``filter_js`` are texts, so is what ``scripts`` gives; ``site_css``, ``search_js`` and
    ``worker`` are addresses below the site's root.
    """

    crisis_css: str
    countries_css: str
    guide_css: str
    card_css: str
    exit_js: str
    page_js: str
    filter_js: str
    site_css: str
    search_js: str
    site_css_text: str
    search_js_text: str
    licence_text: str
    speaking: dict[str, str]
    worker: str = ""
    elsewhere: list[str] = field(default_factory=list)

    def scripts(self, names: Sequence[str] = ()) -> str:
        """The one script of a crisis page: Exit, and of ``zone``, ``open`` and ``age`` those that
        the page needs.
        """
        return "\n".join(
            [self.exit_js, *(self.speaking[name] for name in SPEAKING if name in names)]
        )

    def inline(self) -> list[str]:
        """Every script and style that may stand in a page, in whatever language it is."""
        styles = [
            self.site_css_text,
            self.crisis_css,
            self.countries_css,
            self.guide_css,
            self.card_css,
        ]
        return [
            self.exit_js,
            self.page_js,
            self.filter_js,
            *styles,
            *self.elsewhere,
            *_together(self),
        ]

    def files(self) -> dict[str, str]:
        """The files to publish, by path."""
        return {
            self.site_css: self.site_css_text,
            self.search_js: self.search_js_text,
            LICENCE: self.licence_text,
        }


def make(theme: Path, language: str = "en", names: Names = AS_WRITTEN) -> Assets:
    """The assets of a theme folder with its ``css/`` and ``js/``, the scripts with the words of one
    language, classes and data attributes by ``names``.

    Raises ``OSError`` if one of the files is missing.
    """
    made = _in_language(theme, language, names)
    others = [_in_language(theme, tag, names) for tag in _languages() if tag != language]
    made.elsewhere = [text for other in others for text in other.inline()]
    return made


def served(theme: Path, names: Names) -> dict[str, str]:
    """Every script and style that a build may put into a page, each with the text that is served in
    its place: the same by ``names``.
    """
    return dict(zip(make(theme).inline(), make(theme, names=names).inline(), strict=True))


def _in_language(theme: Path, language: str, names: Names) -> Assets:
    joining = ["rtl.css"] if direction(language) == "rtl" else []

    def style(*files: str) -> str:
        return names.in_style(_style(theme, *files))

    def script(name: str) -> str:
        return _script(theme, name, language, names)

    site = style("tokens.css", "paper.css", "ground.css", "site.css", "forms.css", *joining)
    crisis = ("tokens.css", "ground.css", "crisis.css", *joining)
    search = script("search")
    return Assets(
        crisis_css=_short(style(*crisis)),
        countries_css=_short(style(*crisis, "countries.css")),
        guide_css=_short(style(*crisis, "guide.css")),
        card_css=_short(style(*crisis, "card.css")),
        exit_js=script("exit"),
        page_js=script("page"),
        filter_js=script("filter"),
        speaking={name: script(name) for name in SPEAKING},
        site_css=f"assets/site.{_mark(site)}.css",
        search_js=f"assets/search.{_mark(search)}.js",
        site_css_text=site,
        search_js_text=search,
        licence_text=_text(theme / "js" / "LICENSE.txt"),
    )


def _together(made: Assets) -> list[str]:
    """Every text that ``Assets.scripts`` may give."""
    return [
        made.scripts(names)
        for count in range(len(SPEAKING) + 1)
        for names in itertools.combinations(SPEAKING, count)
    ]


def _style(theme: Path, *names: str) -> str:
    """Style sheets as one, made small: without the tokens that nothing in them uses, the rules of
    one medium together at the end.

    Media stand in the order in which they were last named, so that print has the last word.
    """
    css = str(rcssmin.cssmin("\n".join(_text(theme / "css" / name) for name in names)))
    kept = _without_unused(css)
    while kept != css:
        css, kept = kept, _without_unused(kept)
    media: dict[str, str] = {}
    for found in MEDIA.finditer(css):
        media[found[1]] = media.pop(found[1], "") + found[2]
    return (
        MEDIA.sub("", css) + "".join(f"{when}{{{rules}}}" for when, rules in media.items())
    ).replace(";}", "}")


def _short(css: str) -> str:
    """A style sheet that stands in a page of its own, its tokens by letters."""
    names = dict.fromkeys(found[1] for found in TOKEN.finditer(css))
    letters = {
        name: f"--{chr(97 + n)}" if n < 26 else f"--a{chr(71 + n)}" for n, name in enumerate(names)
    }
    return re.sub(r"--[a-z][\w-]*", lambda found: letters[found[0]], css)


def _without_unused(css: str) -> str:
    used = set(USED.findall(css))
    return TOKEN.sub(lambda found: found[0] if found[1] in used else "", css)


def _script(theme: Path, name: str, language: str, names: Names) -> str:
    """A script made small, with its words in a language and the names that it shares."""
    say = translation(language).gettext

    def shared(found: re.Match[str]) -> str:
        if found["data"]:
            return f".dataset.{names.in_attribute('data-' + found['data']).removeprefix('data-')}"
        rename = {
            "selector": names.in_selector,
            "classList": names.in_class_list,
            "attribute": names.in_attribute,
        }
        return json.dumps(rename[found["mark"]](found["name"]))

    def words(found: re.Match[str]) -> str:
        said = json.dumps(say(json.loads(found[1])), ensure_ascii=False)
        return said.replace("</", "<\\/")

    return _small(WORDS.sub(words, SHARED.sub(shared, _text(theme / "js" / f"{name}.js"))))


@functools.cache
def _small(script: str) -> str:
    """The same script without comments, its own names by letters. It must be ES5, which phones of
    2012 read.
    """
    return str(minify_print(es5(script), obfuscate=True, shadow_funcname=True))


def _languages() -> list[str]:
    """English, every language that has words of its own, and one that reads from the right: their
    style differs, with words or without.
    """
    return ["en", *sorted({"ar"} | {path.name for path in LOCALE.glob("*") if path.is_dir()})]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
