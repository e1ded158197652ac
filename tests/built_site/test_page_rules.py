"""The rules of a page can fail: a good page, spoilt in one place, is caught by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.harness.page_rules import page_rules

EXIT = re.compile(r"(<a [^>]*\bclass=exit [^>]*href=)[^\s>]+")
SPOILT = {
    "two h1": ("<main ", "<h1>Once more</h1><main ", "one h1"),
    "a title of its own": ("<title>", "<title>Something else, ", "the h1 is"),
    "no skip link": ("class=skip href=#main", "class=skip href=#nowhere", "skip link"),
    "help is not second": (">Get help now<", ">Menu<", "Get help now must come second"),
    "exit is not third": (">Exit<", ">Bye<", "Exit must come third"),
    "exit stays here": (EXIT, r"\1/bye", "leave without a script"),
    "exit leads deeper into the portal": (EXIT, r"\1/portal/exit/x", "leave without a script"),
    "an id twice": ("</main>", '<p id="main">x</p></main>', "more than once"),
    "a foreign script": (
        "</main>",
        '<script src="https://example.org/a.js"></script></main>',
        "loads https://example.org",
    ),
    "a foreign picture": (
        "</main>",
        '<img alt="" src="//example.org/a.png"></main>',
        "loads //example.org",
    ),
    "a handler": ("</main>", '<p onclick="x()">x</p></main>', "carries a script"),
    "a style": ("</main>", '<p style="color:red">x</p></main>', "carries a style"),
    "a link to a script": ("</main>", '<a href="javascript:x()">x</a></main>', "links to a script"),
    "HTML that is not valid": ("</main>", "<p><div></p></main>", "not valid HTML"),
    "no policy": ('http-equiv="Content-Security-Policy"', 'name="nothing"', "one policy"),
    "a wide policy": ("default-src 'none'", "default-src *", "nothing allowed"),
    "a number that can be turned round": (
        "</main>",
        '<a href="tel:112">Call 112</a></main>',
        "turned round",
    ),
    "links that run together": (
        "</main>",
        '<p><a href="/a/">One</a><a href="/b/">Two</a></p></main>',
        "'One' runs into 'Two'",
    ),
    "parts of a link that run together": (
        "</main>",
        '<p><a href="/a/"><b>One</b><small>Two</small></a></p></main>',
        "'One' runs into 'Two'",
    ),
    "no language": (re.compile(r" lang=\w+"), "", "language"),
}


@pytest.fixture(scope="module")
def good(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def test_a_good_page_passes(good: str) -> None:
    page_rules(good, "/")


def test_exit_may_also_end_a_session_of_the_portal_first(good: str) -> None:
    page_rules(EXIT.sub(r"\1/portal/exit", good), "/portal/code")


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_page_is_caught(good: str, name: str) -> None:
    old, new, says = SPOILT[name]
    bad = old.sub(new, good, count=1) if isinstance(old, re.Pattern) else good.replace(old, new, 1)
    assert bad != good
    with pytest.raises(AssertionError, match=re.escape(says)):
        page_rules(bad, "/")
