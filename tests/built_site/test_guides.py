"""The guides as they are built: numbers first, nothing asked of the network, headings in their
order, light enough for a slow line.
"""

from __future__ import annotations

import gzip
import itertools
import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from site_config.views.guides import ORDER
from tests.harness.names import served
from tests.harness.page_rules import page_rules
from tests.harness.paths import ROOT
from tests.harness.project_copies import verb

BUDGET = 14_000
PARTS = ("content", "site_config", "scripts", "portal")
FILES = ("mkdocs.yml", "pyproject.toml", "requirements.txt", "README.md")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, HTMLParser]:
    return {
        name: HTMLParser((site / f"crisis/{name}/index.html").read_text(encoding="utf-8"))
        for name in ORDER
    }


@pytest.mark.parametrize("name", ORDER)
def test_a_guide_leads_to_somebody_before_its_words(
    pages: dict[str, HTMLParser], name: str
) -> None:
    found = [
        (node.tag, node.attributes.get("href") or node.text().strip())
        for node in pages[name].css("main a[href], main .text:not(section)")
    ]
    words = [tag for tag, _ in found].index("div")
    before = [address for _, address in found[:words]]
    assert before[0] == "../#countries", "the country can be changed"
    assert before[1:3] == ["tel:112", "tel:999"], (
        "the emergency number of the own country comes first"
    )
    assert {"tel:116123", "sms:50808", "../ie/"} <= set(before), (
        "a line to call, one to write to, and the way to all"
    )


@pytest.mark.parametrize("name", ORDER)
def test_headings_of_a_guide_skip_no_level_and_sources_come_after_the_words(
    pages: dict[str, HTMLParser], name: str
) -> None:
    levels = [int(node.tag[1]) for node in pages[name].css("main :is(h1, h2, h3, h4)")]
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in itertools.pairwise(levels)), levels
    heads = [" ".join(node.text().split()) for node in pages[name].css("main h2")]
    assert heads[:2] == ["If you or someone near you is in danger now", "To talk to someone now"]
    assert heads[-3:] == ["Next", "Where this comes from", "Not now, but soon"]


@pytest.mark.parametrize("name", ORDER)
def test_a_guide_is_one_file_within_its_budget(
    site: Path, pages: dict[str, HTMLParser], name: str
) -> None:
    asked = [
        node.html
        for node in pages[name].css("link[href], script[src], img[src], iframe")
        if "data:," not in (node.html or "")
    ]
    assert asked == []
    size = len(gzip.compress((site / f"crisis/{name}/index.html").read_bytes(), 9))
    assert size <= BUDGET, f"{size} bytes"


def test_where_no_line_is_confirmed_a_guide_leads_to_the_page_of_the_country(
    tmp_path: Path,
) -> None:
    """Andorra has lines that nobody confirmed: none of them stands above a guide, and its page is
    the way to them.
    """
    for name in PARTS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    organisation = tmp_path / "content/about/organisation.md"
    organisation.write_text(
        organisation.read_text(encoding="utf-8").replace('country: "IE"', 'country: "AD"'),
        encoding="utf-8",
    )
    done = verb(tmp_path, "build", "--into", str(tmp_path / "built"))
    assert done.returncode == 0, done.stdout + done.stderr
    html = (tmp_path / "built/crisis/right-now/index.html").read_text(encoding="utf-8")
    page_rules(html, "/crisis/right-now/")
    tree = HTMLParser(html)
    dials = [
        node.attributes["href"] for node in tree.css('main a[href^="tel:"], main a[href^="sms:"]')
    ]
    emergency = re.findall(
        r'^  - number: "(\d+)"',
        (ROOT / "content/crisis/ad.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert dials
    assert set(dials) == {f"tel:{number}" for number in emergency}
    assert "We know of no line in Andorra yet that is confirmed and for everyone." in html
    assert tree.css_first(served("main .guide-numbers a.contact-button[href='../ad/']")) is not None
