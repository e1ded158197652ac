"""Styles inside pages: a rule that a page uses stays, and so does one that a visitor or a script
may bring into use.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from site_config.postbuild.purge import ADDED, STYLE, WORTH_IT, inlined, kept, purged
from site_config.views import assets
from tests.built_site.test_pages import built
from tests.harness.names import NAMES, served
from tests.harness.paths import ROOT

THEME = ROOT / "site_config/theme"
ASSETS = assets.make(THEME, names=NAMES)
OWN = ASSETS.inline()
STYLES = {
    "site": ASSETS.site_css_text,
    "crisis": ASSETS.crisis_css,
    "countries": ASSETS.countries_css,
    "guide": ASSETS.guide_css,
    "card": ASSETS.card_css,
}
BODY = '<!doctype html><html lang="en"><head><style>{}</style></head><body>{}</body></html>'
MADE = re.compile(r'createElement\("(\w+)"\)')
NAMED = re.compile(
    r'className = classList\("([^"]+)"\)|classList\.(?:add|toggle)\("([^"]+)"|"class", "([^"]+)"'
)
# A class in a template, and words in quotes inside what is worked out there: {{ 'open' if waits
# else 'shut' }}, {% if x %} bad{% endif %}.
CLASSES = re.compile(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"')
WORKED_OUT = re.compile(r"\{\{(.*?)\}\}")


def left(body: str, css: str) -> str:
    """The style of a page of this body, of a style sheet that is large enough for its rules to be
    looked at.
    """
    css = f"{css}.never{{color:{'x' * 20 * len(css)}}}"
    _, texts = purged(BODY.format(css, body), [css])
    assert len(texts) == 1
    return texts.pop()


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p>x</p>", "p{margin:0}"),
        ("<p>x</p>", 'p::before{content:""}'),
        ('<a href="x">x</a>', "a:hover{color:red}"),
        ("<p>x</p>", ":focus-visible{outline:0}"),
        ("<p>x</p>", "*,::before{margin:0}"),
        ("<p>x</p>", ":root{color-scheme:dark}"),
        ('<p class="a b">x</p>', "p.b.a{margin:0}"),
        ('<ul><li id="one">x</li></ul>', "#one:target{color:red}"),
        ("<details><summary>x</summary></details>", "details[open]>summary{color:red}"),
        ("<form hidden></form>", "form:not([hidden]){color:red}"),
        ("<ul><li>x</li></ul>", "ul>li:nth-child(2 of .y){color:red}"),
        ("<p>x</p>", "p:is(.a,.b){color:red}"),
        ("<label>x</label>", "label:has(> input:checked){color:red}"),
        ('<a href="x">x</a>', "a[aria-current]{color:red}"),
        ("<p>x</p><h2>y</h2>", "h2+p{margin:0}"),
        ("<p><i>x</i></p>", "i p{margin:0}"),
        ("<p>x</p>", "p!x{color:red}p:::{color:red}"),
        ("<p>x</p>", "@page{margin:1cm}"),
        ("<p>x</p>", "@media print{p{color:#000}}"),
        ("<p>x</p>", "@supports (x:y){@media print{p{color:#000}}}"),
        ("<p>x</p>", "@media print{@page{margin:1cm}p{color:#000}}p{margin:0}"),
        ('<td align="right">x</td>', "[data-x]{color:red}"),
        (
            "<p>x</p>",
            ".link-row{color:red}details>summary{color:red}.alert{color:red}li small{color:red}",
        ),
        (
            "<p>x</p>",
            ":root{--a:red;--b:var(--a)}@media "
            "(prefers-color-scheme:dark){:root{--a:blue}}p{color:var(--b)}",
        ),
        ("<p>x</p>", ":root{--a:red}@media (prefers-color-scheme:dark){p{color:var(--a)}}"),
        ("<p>x</p>", ":root{--a:red}@media print{p{color:var( --a )}}"),
        ("<p>x</p>", ":root{--a:red;color:var(--b,var(--a))}"),
    ],
)
def test_a_rule_that_is_used_or_may_come_into_use_stays_letter_by_letter(
    body: str, css: str
) -> None:
    assert left(body, css) == css


@pytest.mark.parametrize(
    ("body", "css", "less"),
    [
        ("<p>x</p>", "h1,p,.x{margin:0}", "p{margin:0}"),
        ("<p>x</p>", "p{margin:0}p.x{color:red}", "p{margin:0}"),
        ("<p>x</p>", ".x p{margin:0}", ""),
        ("<p>x</p>", "p>b:hover{margin:0}", ""),
        ('<i class="a"></i><i class="b"></i>', ".a.b{margin:0}", ""),
        ("<p>x</p>", "@media print{.x{color:red}}", ""),
        ("<p>x</p>", "@media print{.x{color:red}p{color:red}}", "@media print{p{color:red}}"),
        ("<p>x</p>", "[align=right]{color:red}", ""),
        ("<p>x</p>", ":root{--a:red;--b:var(--a)}p{margin:0}", "p{margin:0}"),
        (
            "<p>x</p>",
            ":root{--a:red;--b:blue}p{color:var(--b)}",
            ":root{--b:blue}p{color:var(--b)}",
        ),
        (
            "<p>x</p>",
            ":root{--a:red}.x{color:var(--a)}@media "
            "(prefers-color-scheme:dark){:root{--a:blue}}@media print{:root{--a:#000}}",
            "",
        ),
        (
            "<p>x</p>",
            ":root{--a:red;margin:0;--b:red}p{color:var(--a)}",
            ":root{--a:red;margin:0}p{color:var(--a)}",
        ),
    ],
)
def test_a_rule_and_a_token_that_nothing_uses_go(body: str, css: str, less: str) -> None:
    assert left(body, css) == less


@pytest.mark.parametrize("name", STYLES)
def test_a_style_of_which_everything_is_used_stays_letter_by_letter(name: str) -> None:
    assert kept(STYLES[name], lambda piece: True) == STYLES[name]


def test_a_style_sheet_that_cannot_be_read_stays_whole() -> None:
    for css in ("h1{margin:0}" * 9 + "h2", "h1{margin:0}@media print{h2{margin:0}h3}"):
        assert purged(BODY.format(css, "<p>x</p>"), [css]) == (BODY.format(css, "<p>x</p>"), {css})


def test_a_style_with_little_to_take_away_is_left_whole() -> None:
    css = "p{margin:0}" * 30 + "h1{margin:0}"
    assert purged(BODY.format(css, "<p>x</p>"), [css]) == (BODY.format(css, "<p>x</p>"), {css})


def test_a_style_of_anyone_else_is_neither_changed_nor_taken_for_our_own() -> None:
    css = "p{margin:0}h1{color:red}h2{color:blue}"
    for foreign in (
        "p{margin:0}h1{color:red}",
        "p{margin:1px}",
        "",
        "p{margin:0}h1{color:red}h2{color:blue}h3{color:red}",
    ):
        assert purged(BODY.format(foreign, "<p>x</p>"), [css]) == (
            BODY.format(foreign, "<p>x</p>"),
            set(),
        )
    once, texts = purged(BODY.format(css, "<p>x</p>"), [css])
    assert texts == {"p{margin:0}"}
    assert purged(once, [css]) == (once, texts)


@pytest.mark.parametrize(
    ("link", "is_ours"),
    [
        ('<link rel="stylesheet" href="../assets/site.1.css">', True),
        ("<link href=/assets/site.1.css rel=stylesheet>", True),
        ('<link rel="stylesheet" href="assets/other.css">', False),
        ('<link rel="icon" href="site.1.css">', False),
        ("<link rel=stylesheet>", False),
    ],
)
def test_only_a_style_sheet_of_our_own_is_put_into_a_page(link: str, is_ours: bool) -> None:
    assert (
        inlined(f"<p>{link}</p>", {"site.1.css": "p{margin:0}"})
        == f"<p>{'<style>p{margin:0}</style>' if is_ours else link}</p>"
    )


def test_every_page_holds_its_style_in_fewer_bytes_and_the_layout_of_the_portal_links_to_all_of_it(
    site: Path,
) -> None:
    (sheet,) = site.glob("assets/*.css")
    assert sheet.read_text(encoding="utf-8") == assets.make(THEME).site_css_text
    linked, held = {}, {}
    for address, html in built(site).items():
        linked[address], held[address] = (
            "stylesheet" in html.partition("<body>")[0],
            STYLE.findall(html),
        )
    assert [address for address, is_linked in linked.items() if is_linked] == ["/404.html"]
    assert [address for address, styles in held.items() if len(styles) != 1] == ["/404.html", "/x/"]
    assert f"/{sheet.relative_to(site).as_posix()}" in built(site)["/404.html"]
    for address, html in built(site).items():
        if not address.startswith(("/404", "/crisis/", "/x/")):
            style = held[address][0]
            assert packed(html) < packed(html.replace(style, "")) + packed(ASSETS.site_css_text), (
                address
            )


def test_crisis_pages_keep_what_they_need_or_all_where_little_would_go(site: Path) -> None:
    pages = built(site)
    countries = {
        style
        for address, html in pages.items()
        if re.fullmatch("/crisis/[a-z]{2}/", address)
        for style in STYLE.findall(html)
    }
    assert ASSETS.crisis_css in countries
    assert all(
        style == ASSETS.crisis_css or len(style) <= len(ASSETS.crisis_css) * WORTH_IT
        for style in countries
    )
    assert 0 < len(STYLE.findall(pages["/crisis/ie/sources/"])[0]) < len(ASSETS.crisis_css) * 0.8
    assert served(".wallet-card") not in STYLE.findall(pages["/crisis/data/"])[0]
    assert served(".wallet-card") in STYLE.findall(pages["/crisis/ie/card/"])[0]


def test_what_scripts_put_into_pages_is_known_to_the_purge() -> None:
    added = HTMLParser(ADDED)
    scripts = [path.read_text(encoding="utf-8") for path in sorted((THEME / "js").glob("*.js"))]
    tags = {tag for script in scripts for tag in MADE.findall(script)}
    names = {
        name
        for script in scripts
        for found in NAMED.findall(script)
        for name in "".join(found).split()
    }
    assert {"li", "summary"} <= tags and names >= {"alert", "link-row"}
    assert [tag for tag in sorted(tags) if not added.css_matches(f"body {tag}")] == []
    assert [name for name in sorted(names) if not added.css_matches(f".{name}")] == []


def test_every_class_of_the_portal_s_templates_stands_in_the_specimen_where_people_look_at_it(
    site: Path,
) -> None:
    specimen = HTMLParser(built(site)["/about/specimen/"])
    shown = {
        name
        for node in specimen.css("[class]")
        for name in (node.attributes["class"] or "").split()
    }
    used = {
        NAMES.in_class_list(name): path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "portal").rglob("*.html"))
        for name in classes(path.read_text(encoding="utf-8"))
    }
    assert {"bad", "open", "theirs", "lit"} <= used.keys()
    assert {name: place for name, place in used.items() if name not in shown} == {}


def test_a_class_is_found_however_a_template_writes_it() -> None:
    assert classes(
        "<p class=\"a b{% if x.y %} c{% endif %}\"><i class=\"{{ 'd' if x == (z == 'y') else "
        '\'e-f\' }} g"><b class="{{ style }}">'
    ) == set("abcdg") | {"e-f"}


def classes(template: str) -> set[str]:
    """Every class that a template may give."""
    found = set()
    for text in CLASSES.findall(template):
        worked_out = [
            word
            for part in WORKED_OUT.findall(text)
            for compared, word in re.findall(r"(== )?'([^']*)'", part)
            if not compared
        ]
        found |= {
            *re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text).split(),
            *" ".join(worked_out).split(),
        }
    return found


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))
