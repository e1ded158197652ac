"""The step after a build: a policy for our own code alone, the same files when run twice, and a
refusal of anything else.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from site_config.lint.unsafe_html import forbidden
from site_config.postbuild import BrokenLayout, ForeignCode, finish
from site_config.postbuild.shrink import smaller
from site_config.views import assets
from tests.harness.names import NAMES
from tests.harness.paths import ROOT

OWN = assets.served(ROOT / "site_config/theme", NAMES)


@pytest.fixture
def small(site: Path, tmp_path: Path) -> Path:
    """Three pages of the built site, to be spoilt."""
    for name in ("404.html", "index.html", "crisis/ie/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / name, tmp_path / name)
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_running_it_twice_changes_nothing(small: Path) -> None:
    finish(small, OWN, NAMES)
    once = contents(small)
    assert len(once) == 9
    finish(small, OWN, NAMES)
    assert contents(small) == once


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="?a=1&amp;copy">x &amp;copy y</a> &amp;amp; &lt;b&gt; &quot;q&quot;</p>',
        "<p title=\"a &quot;b&quot; 'c' &gt; d`=\">z</p>",
        '<p lang="ar" dir="rtl"><bdi dir="ltr">116 123</bdi> \u2067x\u2069</p>',
        "<pre>two  spaces\n  stay</pre>",
        "<p>no\u00a0break</p>",
        "<ul><li>one</li><li><p>two</p></li></ul><p hidden>three</p>",
        '<input type="text" value="x y"><p role="status"></p>',
    ],
)
def test_a_smaller_page_says_the_same(html: str) -> None:
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><main>{html}</main></body></html>'
    before, after = (
        HTMLParser(text).css_first("main") for text in (page, smaller(page, comments=False))
    )
    tags = [
        [
            (node.tag, {key: value or "" for key, value in node.attributes.items()})
            for node in main.css("*")
        ]
        for main in (before, after)
    ]
    assert tags[0] == tags[1]
    assert after.text() == before.text()


def test_scripts_styles_and_the_marks_of_the_layout_stay_letter_by_letter() -> None:
    kept = [
        "<script>var a = 1;  // two\nif (a < 2) { a++; }</script>",
        "<style>p  { color: red }</style>",
        "<!-- handrail:title -->",
        "<!-- /handrail:title -->",
    ]
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{"".join(kept)}</head><body><p>x</p></body></html>'
    assert all(text in smaller(page, comments=True) for text in kept)
    assert "<!--" not in smaller(page, comments=False)


@pytest.mark.parametrize(
    "code",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        '<script type="module">alert(1)</script>',
        "<style>p{color:red}</style>",
        "<script\n>alert(1)</script>",
        '<script src="/x.js"></script>',
    ],
)
def test_code_that_no_template_put_there_is_never_given_a_hash(small: Path, code: str) -> None:
    page = small / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("</main>", code + "</main>"), encoding="utf-8"
    )
    with pytest.raises(ForeignCode, match=r"index\.html"):
        finish(small, OWN, NAMES)


def test_a_layout_without_its_marks_is_refused(small: Path) -> None:
    page = small / "404.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("<!-- handrail:head -->", ""), encoding="utf-8"
    )
    with pytest.raises(BrokenLayout, match="handrail:head"):
        finish(small, OWN, NAMES)


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p><script>x</script></p>", "<script>"),
        ('<p onclick="x">', "onclick"),
        ('<p style="color:red">', "style"),
        ('<a href="javascript:x">', "javascript"),
        ('<a href=" java\nscript:x">', "address"),
        ('<a href="&#106;avascript:x">', "address"),
        ('<img src="https://example.org/a.png">', "loaded"),
        ('<img src="//example.org/a.png">', "loaded"),
        ("<iframe></iframe>", "<iframe>"),
        ('<svg onload="x">', "<svg>"),
        ("<form>", "<form>"),
        ('<a href="data:text/html,x">', "address"),
        ("<p>x</p><!-- note to self -->", "comment"),
        ("<!--><p>x</p>-->", "comment"),
        ("<textarea>", "<textarea>"),
        ("<title>", "<title>"),
        ("<body inert>", "<body>"),
        ("<p hidden>x</p>", "hidden"),
        ("<p inert>x</p>", "inert"),
        ('<img alt="" src="x.png" name="querySelector">', "name"),
        ('<a target="_blank" href="x">x</a>', "target"),
        ("<div>", "never closed"),
        ("</main>", "</main>"),
        ("<p>x</div>", "does not belong"),
        ('<img alt="" src="/\\evil.example/x.png">', "loaded"),
        ('<h2 id="find">x</h2>', "the id find"),
        ("<![CDATA[>x]]>", ""),
        ("<plaintext>", "<plaintext>"),
        ("<dialog open>x</dialog>", "<dialog>"),
    ],
)
def test_what_no_page_may_hold_is_found_in_its_html(html: str, says: str) -> None:
    found = forbidden(html)
    assert found
    assert any(says in one for one in found)


def test_words_links_and_pictures_of_our_own_may_stand() -> None:
    assert (
        forbidden(
            '<p>a <a href="../panic/">b</a> <a href="https://example.org/x?y=1">c</a> <a '
            'href="tel:112">d</a>'
            '<img alt="e" src="../assets/pictures/f.png"></p><table><tr><td '
            'align="right">1</td></tr></table>'
        )
        == []
    )
