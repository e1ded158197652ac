"""What may stand in a page, looked for in the HTML that its Markdown became: no trick of Markdown hides anything there."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"img", "br", "hr"})
TAGS = VOID | frozenset({
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
})
ATTRIBUTES = frozenset({"align", "alt", "cite", "class", "colspan", "datetime", "dir", "height", "href", "id", "lang", "open", "rel",
                        "rowspan", "scope", "src", "start", "title", "width"})
# Names that the pages themselves use.
TAKEN_IDS = frozenset({"main", "menu", "find", "says", "blank", "countries"})
SCHEMES = ("http:", "https:", "mailto:", "tel:", "sms:")


class _Looker(HTMLParser):
    """Reads a page's HTML as strictly as it can be read: every tag known and closed, nothing that only a browser understands."""

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
    """What stands in a page's HTML and may not: anything but words, links, lists, tables and pictures of this site."""
    looker = _Looker()
    looker.feed(html)
    looker.close()
    return looker.found + [f"<{tag}> that is never closed" for tag in looker.opened]


def _is_plain(address: str) -> bool:
    plain = "".join(letter for letter in address if letter > " ").lower()
    head = plain.split("/")[0].split("?")[0].split("#")[0]
    return "\\" not in plain and (":" not in head or plain.startswith(SCHEMES))
