"""Critical CSS: puts a page's style inside the page, without the rules that the page does not use,
so that a browser can paint with the first bytes.

A rule is kept if every compound selector of one of its selectors (an element, with its classes)
matches something on the page, anywhere. So a line that a script moves, or a menu that a visitor
opens, looks as before. Pseudo-classes, pseudo-elements and attributes that change are ignored, and
a selector that cannot be parsed is kept. Reasons and measurements:
``docs/decisions/0004-the-style-of-a-page.md``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

# What scripts of theme/js/ put into pages; a test reads them and compares.
ADDED = (
    '<p class="link-row"></p><p class="alert"></p><p class="open-now"></p>'
    "<details><summary></summary></details><ol><li><a></a><small></small></li></ol><script></script>"
)
# Attributes that a script or a visitor changes, as aria-* and data-* are.
CHANGING = re.compile(r"\[(?:aria-|data-|(?:checked|disabled|hidden|inert|open|value)\b)")
# Below this a style is left whole: what takes nothing away is not worth its risk.
WORTH_IT = 0.95
STYLE = re.compile(r"<style>(.*?)</style>", re.S)
LINK = re.compile(r'<link\b(?=[^>]*\brel="?stylesheet\b)[^>]*\bhref="?([^\s">]+)[^>]*>')
USED = re.compile(r"var\(\s*(--[\w-]+)")
TOKEN = re.compile(r"(--[\w-]+):[^;]*(?:;|$)")
NESTED = {"media", "supports"}
Matches = Callable[[str], bool]


@dataclass(frozen=True)
class Rule:
    """One rule of a style sheet: the at-rule around it (``@media …``, or empty), its selectors,
    each with its compound selectors, and its declarations.

    A rule of another kind, such as ``@page``, has no selectors and is kept as it is: ``body`` is
    its whole text.
    """

    medium: str
    selectors: tuple[tuple[str, tuple[str, ...]], ...]
    body: str


class Unreadable(Exception):
    """A style sheet contains something that is not a rule."""


def inlined(html: str, sheets: Mapping[str, str]) -> str:
    """Replaces links to style sheets by ``<style>`` elements, for the ``sheets`` given as texts by
    file name. Other links stay.
    """

    def text(link: re.Match[str]) -> str:
        found = sheets.get(link[1].rpartition("/")[2])
        return link[0] if found is None else f"<style>{found}</style>"

    return LINK.sub(text, html)


def purged(html: str, own: Collection[str], added: str = ADDED) -> tuple[str, set[str]]:
    """Removes unused rules from the ``own`` styles of a page. Returns the page, and the texts of
    those styles after that. ``added`` is HTML that scripts may insert: it counts as on the page.

    A style that is not among ``own`` does not change, and its text is not returned; a style that an
    earlier run made smaller is recognised, and its text is.
    """
    page, texts = _matching(html, added), set()

    def smaller(style: re.Match[str]) -> str:
        text = style[1]
        if text in own:
            short = kept(text, page)
            text = short if len(short) <= len(text) * WORTH_IT else text
        elif not any(kept(whole, page) == text for whole in own):
            return style[0]
        texts.add(text)
        return f"<style>{text}</style>"

    return STYLE.sub(smaller, html), texts


def kept(css: str, matches: Matches) -> str:
    """The rules of a style sheet that have a selector whose compound selectors all match, without
    custom properties (tokens) that none of them uses.

    A token is used if any kept rule names it: for dark mode, for print, or in another token. A
    style sheet that cannot be parsed is returned whole.
    """
    if (whole := _rules(css)) is None:
        return css
    rules = [
        (rule.medium, chosen, rule.body)
        for rule in whole
        if (
            chosen := ",".join(text for text, pieces in rule.selectors if all(map(matches, pieces)))
        )
        or not rule.selectors
    ]
    tokens: set[str] | None = None
    while tokens != (used := set(USED.findall(" ".join(body for _, _, body in rules)))):
        tokens = used
        rules = [
            (medium, chosen, _with(tokens, body) if chosen else body)
            for medium, chosen, body in rules
        ]
    return _written([rule for rule in rules if rule[2]])


def _with(tokens: Collection[str], body: str) -> str:
    if "--" not in body:
        return body
    return TOKEN.sub(lambda token: token[0] if token[1] in tokens else "", body).rstrip(";")


def _written(rules: list[tuple[str, str, str]]) -> str:
    """Serialises rules. Neighbours of the same medium share one block."""
    written, around = [], ""
    for medium, selectors, body in rules:
        if medium != around:
            written.append(("}" if around else "") + (medium + "{" if medium else ""))
            around = medium
        written.append(f"{selectors}{{{body}}}" if selectors else body)
    return "".join(written) + ("}" if around else "")


@functools.cache
def _rules(css: str) -> tuple[Rule, ...] | None:
    try:
        return tuple(
            _read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "")
        )
    except Unreadable:
        return None


def _read(nodes: list[Any], medium: str) -> list[Rule]:
    found: list[Rule] = []
    for node in nodes:
        if node.type == "error":
            raise Unreadable(node.message)
        if node.type == "qualified-rule":
            found.append(
                Rule(
                    medium,
                    tuple(_selector(tokens) for tokens in _split(node.prelude, ",")),
                    tinycss2.serialize(node.content),
                )
            )
        elif (
            node.type == "at-rule"
            and node.content is not None
            and node.lower_at_keyword in NESTED
            and not medium
        ):
            inside = tinycss2.parse_rule_list(
                node.content, skip_comments=True, skip_whitespace=True
            )
            found += _read(inside, f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}")
        else:
            found.append(Rule(medium, (), node.serialize()))
    return found


def _selector(tokens: list[Any]) -> tuple[str, tuple[str, ...]]:
    """A selector as written, and its compound selectors: what stands between the combinators
    (space, ``>``, ``+``, ``~``), without states.
    """
    pieces = (
        _without_states(piece)
        for part in _split(tokens, ">", "+", "~")
        for piece in _split(part, " ")
    )
    return tinycss2.serialize(tokens).strip(), tuple(
        dict.fromkeys(piece for piece in pieces if piece)
    )


def _without_states(nodes: list[Any]) -> str:
    """``a`` of ``a:hover``, ``p`` of ``p::before``, ``li`` of ``li:has(> a)``, ``form`` of
    ``form[hidden]``.
    """
    said: list[str] = []
    is_state = False
    for node in nodes:
        if node == ":":
            is_state = True
        elif is_state:
            is_state = False
        elif not CHANGING.match(text := node.serialize()):
            said.append(text)
    return "".join(said)


def _split(tokens: list[Any], *at: str) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token in at or (" " in at and token.type == "whitespace"):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _matching(html: str, added: str) -> Matches:
    """A test for compound selectors: whether one matches on a page, or in what scripts may add."""
    page, seen = LexborHTMLParser(html), dict[str, bool]()

    def matches(piece: str) -> bool:
        if piece not in seen:
            seen[piece] = _stands(page, piece) or _stands(_parsed(added), piece)
        return seen[piece]

    return matches


def _stands(page: LexborHTMLParser, piece: str) -> bool:
    try:
        return bool(page.css_matches(piece))
    except (SelectolaxError, ValueError):
        return True


@functools.cache
def _parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)
