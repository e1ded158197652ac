"""Short names in served pages: classes and data attributes, and nothing that only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from site_config.postbuild.short_names import AmbiguousNames, ShortNames
from site_config.views import assets
from tests.built_site.test_pages import built
from tests.harness.names import NAMES
from tests.harness.paths import ROOT

FEW = ShortNames({"alert": "a", "link-row": "m"}, {"data-hours": "h"})


@pytest.mark.parametrize(
    ("html", "short"),
    [
        ('<p class="alert">alert</p>', '<p class="a">alert</p>'),
        ("<p class=alert>", "<p class=a>"),
        ("<p class='link-row alert'>", "<p class='m a'>"),
        ('<p\n  class="alert\n  other">', '<p\n  class="a\n  other">'),
        ('<p id="alert" title="alert > link-row" class="alert">', None),
        ('<li data-hours="24" data-alert="alert">', '<li h="24" data-alert="alert">'),
        ("<li data-hours>", "<li h>"),
        ('<p class="alerts link">', '<p class="alerts link">'),
        ('<!-- <p class="alert"> -->', '<!-- <p class="alert"> -->'),
        ('<script>"<p class=alert>"</script>', '<script>"<p class=alert>"</script>'),
        ("<style>.alert{}</style>", "<style>.alert{}</style>"),
        ('1 < 2 <p class="alert">', '1 < 2 <p class="a">'),
        ("&lt;p class=alert&gt;", "&lt;p class=alert&gt;"),
    ],
)
def test_tags_get_short_names_and_everything_else_stays(html: str, short: str | None) -> None:
    short = html.replace('class="alert"', 'class="a"') if short is None else short
    assert FEW.in_page(html) == short
    assert FEW.in_page(short) == short


@pytest.mark.parametrize(
    ("selector", "short"),
    [
        (".alert", ".a"),
        ("p.alert.link-row > a", "p.a.m > a"),
        (":is(.alert, li:has(> .link-row))", ":is(.a, li:has(> .m))"),
        ("[data-hours]", "[h]"),
        ('[data-hours="alert"]', '[h="alert"]'),
        (".alerts, alert, #alert, .link", ".alerts, alert, #alert, .link"),
    ],
)
def test_selectors_get_short_names_wherever_a_class_stands(selector: str, short: str) -> None:
    assert FEW.in_selector(selector) == short
    whole = "{0}{{margin:.5em}}\n@media print{{{0}{{color:red;background:url(.alert)}}}}@page{{margin:1cm}}"
    assert FEW.in_style(whole.format(selector)) == whole.format(short)


@pytest.mark.parametrize("names", [{"alert": "a", "box": "a"}, {"alert": "box", "box": "c"}])
def test_names_that_could_not_be_told_apart_are_refused(names: dict[str, str]) -> None:
    with pytest.raises(AmbiguousNames):
        ShortNames(names)


def test_every_text_of_ours_has_a_served_text_that_is_no_longer() -> None:
    served = assets.served(ROOT / "site_config/theme", NAMES)
    assert len(served) > 10
    assert [text for text, short in served.items() if len(short) > len(text)] == []
    assert any(short != text for text, short in served.items())
    assert all(served.get(short, short) == short for short in served.values())


def test_built_pages_have_short_names_and_the_layout_of_the_portal_has_readable_ones(
    site: Path,
) -> None:
    readable: dict[str, set[str]] = {}
    for address, html in built(site).items():
        nodes = HTMLParser(html).css("*")
        words = {word for node in nodes for word in (node.attributes.get("class") or "").split()}
        words |= {name for node in nodes for name in node.attributes}
        if found := words & {*NAMES.classes, *NAMES.attributes}:
            readable[address] = found
    assert set(readable) == {"/404.html"}
    assert {"page-head", "page-foot", "page-width", "site-name"} <= readable["/404.html"]
