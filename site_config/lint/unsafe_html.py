"""What may stand in a page, looked for in the HTML that its Markdown became: no trick of Markdown
hides anything there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser

from site_config.lint.markdown.render import html_of
from site_config.model import Catalogue, Entry, Problem
from site_config.model.front_matter import dotted

VOID = frozenset({"img", "br", "hr"})
TAGS = VOID | frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
    }
)
ATTRIBUTES = frozenset(
    {
        "align",
        "alt",
        "cite",
        "class",
        "colspan",
        "datetime",
        "dir",
        "height",
        "href",
        "id",
        "lang",
        "open",
        "rel",
        "rowspan",
        "scope",
        "src",
        "start",
        "title",
        "width",
    }
)
# Names that the pages themselves use.
TAKEN_IDS = frozenset({"main", "menu", "find", "says", "blank", "countries"})
SCHEMES = ("http:", "https:", "mailto:", "tel:", "sms:")
MARKS = {"a comment": "<!--", "a declaration": "<!", "an instruction": "<?"}
# Where none of these stands, Markdown makes nothing but words, plain links and pictures.
SUSPECT = re.compile(
    r"<[a-zA-Z/!?]|\{:?[^{}\n]{0,400}[=#]|(?:\(|\]:)\s{0,9}<?(?!https?:|mailto:|tel:|sms:)[^\s()/#?]{0,400}[:\\&]"
)


class _StrictReader(HTMLParser):
    """Reads a page's HTML as strictly as it can be read: every tag known and closed, nothing that
    only a browser understands.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        elif tag not in VOID:
            self.opened.append(tag)
        for name, value in attrs:
            self._look(name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in TAGS and tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.opened or self.opened.pop() != tag:
            self.found.append(f"</{tag}> where it does not belong")

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("a declaration")

    def unknown_decl(self, data: str) -> None:
        self.found.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("an instruction")

    def _look(self, name: str, value: str) -> None:
        if name not in ATTRIBUTES:
            self.found.append(f"the attribute {name}")
        if name in {"href", "src", "cite"} and not _is_plain(value):
            self.found.append(f"the address {value[:40]}")
        if name == "src" and ("//" in value or "\\" in value or ":" in value):
            self.found.append(f"something loaded from {value[:40]}")
        if name == "id" and value in TAKEN_IDS:
            self.found.append(f"the id {value}, which the page itself uses")


def forbidden(html: str) -> list[str]:
    """What stands in a page's HTML and may not: anything but words, links, lists, tables and
    pictures of this site.
    """
    looker = _StrictReader()
    looker.feed(html)
    looker.close()
    return looker.found + [f"<{tag}> that is never closed" for tag in looker.opened]


def _is_plain(address: str) -> bool:
    plain = "".join(letter for letter in address if letter > " ").lower()
    head = plain.split("/")[0].split("?")[0].split("#")[0]
    return "\\" not in plain and (":" not in head or plain.startswith(SCHEMES))


def problems(catalogue: Catalogue, told: Collection[str] = ()) -> list[Problem]:
    """A Problem for each page whose HTML would hold what no page may. Pages that are ``told`` of
    already are left out, by their paths.
    """
    found = []
    for entry in catalogue.entries():
        path = f"content/{entry.path}"
        found += _above(entry, path)
        html = html_of(entry.body) if path not in told and SUSPECT.search(entry.body) else None
        held = forbidden(html) if html else []
        if held:
            found.append(
                Problem(
                    path,
                    _line(entry, held[0]),
                    "",
                    f"the page holds {held[0]}",
                    "take it away; a page is words, links and pictures",
                )
            )
    return found


def _above(entry: Entry, path: str) -> list[Problem]:
    """Values of the front matter that would be taken for a script by those who look for one, though
    they are shown as words.
    """
    return [
        Problem(
            path,
            place.line,
            dotted(where),
            f"`{tag[0]}` may not stand here",
            "write it in other words",
        )
        for where, place in entry.places.items()
        if (tag := re.search(r"<\s*(?:script|style)\b", place.raw, re.I))
    ]


def _line(entry: Entry, held: str) -> int:
    """The line on which something in the HTML most likely stands: the first with its tag, or with
    its last word.
    """
    tag = re.match(r"</?\w+", held)
    sign = MARKS.get(held) or (tag[0] if tag else "") or re.split(r"\s", held.partition(",")[0])[-1]
    lines = entry.body.lower().split("\n")
    return entry.body_line + next((n for n, line in enumerate(lines) if sign.lower() in line), 0)
