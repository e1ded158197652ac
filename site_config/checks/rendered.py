"""What may never stand in a page, looked for in the HTML that its Markdown became: no trick of Markdown hides it there."""

from __future__ import annotations

from html.parser import HTMLParser

TAGS = frozenset({"script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "link", "meta", "base",
                  "svg", "math", "template", "noscript", "frame", "frameset", "portal", "audio", "video"})
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"})
SCHEMES = ("http:", "https:", "mailto:", "tel:", "sms:")


class _Looker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"the attribute {name}")
            if name in ADDRESSES and not _is_plain(value or ""):
                self.found.append(f"the address {(value or '')[:40]}")
            if name in {"src", "srcset", "poster"} and "//" in (value or ""):
                self.found.append(f"something loaded from {(value or '')[:40]}")


def forbidden(html: str) -> list[str]:
    """What stands in a page's HTML and may not: scripts, styles, frames, forms, and anything loaded from another host."""
    looker = _Looker()
    looker.feed(html)
    looker.close()
    return looker.found


def _is_plain(address: str) -> bool:
    plain = "".join(letter for letter in address if letter > " ").lower()
    head = plain.split("/")[0].split("?")[0].split("#")[0]
    return ":" not in head or plain.startswith(SCHEMES)
