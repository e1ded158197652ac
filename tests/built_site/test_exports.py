"""What a built site gives away: that every card and file is there, is the same in every build, and
prints as it should.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from site_config import exports
from site_config.helplines.selection import can_be_carried
from site_config.model import Catalogue, load
from site_config.postbuild import policy
from site_config.postbuild.purge import STYLE
from site_config.views import assets
from tests.harness.names import NAMES, served
from tests.harness.paths import ROOT

DATA = (
    "directory.txt",
    "lines.csv",
    "emergency.csv",
    "services.json",
    "lines.jsonld",
    "schema.json",
)
MM = 96 / 25.4
# What a card must not say: whoever finds it must not learn what it is for.
BETRAYS = re.compile(
    r"crisis|suicid|help|support|abuse|violence|samarit|lifeline|distress|mental|Example community",
    re.I,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, _problems = load(ROOT / "content")
    return found


def cards(site: Path) -> dict[str, str]:
    return {
        path.parts[-3]: path.read_text(encoding="utf-8")
        for path in sorted((site / "crisis").glob("??/card/index.html"))
    }


def test_each_country_with_a_line_to_carry_has_a_card_and_no_other(
    site: Path, catalogue: Catalogue
) -> None:
    wanted = sorted(
        country.country.lower()
        for country in catalogue.countries.values()
        if can_be_carried(country)
    )
    assert len(wanted) >= 54
    assert list(cards(site)) == wanted
    for name in ("card.vcf", "named.vcf"):
        assert sorted(path.parts[-2] for path in (site / "crisis").glob(f"??/{name}")) == wanted


def test_the_files_of_the_site_are_those_that_the_catalogue_makes(
    site: Path, catalogue: Catalogue
) -> None:
    """Byte by byte: no step after it changes a line end, and no moment of the build stands in a
    file.
    """
    today = datetime.datetime.now(tz=datetime.UTC).date()
    made = exports.files(catalogue, today, "http://127.0.0.1:8000/")
    assert {name for name in made if name.startswith("crisis/data/")} == {
        f"crisis/data/{name}" for name in DATA
    }
    assert [
        name for name, written in made.items() if (site / name).read_bytes() != written.encode()
    ] == []


def test_two_processes_make_the_same_bytes() -> None:
    code = (
        "import datetime, hashlib; from pathlib import Path; from site_config import exports, "
        "i18n;i18n.set_language('en');from site_config.model import load;made = "
        "exports.files(load(Path('content'))[0], datetime.date(2027, 1, 1), "
        "'https://help.example.org/');print(hashlib.sha256(repr(sorted(made.items())).encode()).hexdigest())"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu"))
    ]
    marks = {process.communicate(timeout=120)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(marks) == 1
    assert len(marks.pop().strip()) == hashlib.sha256().digest_size * 2


def test_a_copy_on_this_machine_alone_prints_no_square(site: Path) -> None:
    for country, html in cards(site).items():
        assert HTMLParser(html).css(served(".wallet-card svg")) == [], country


def test_no_small_card_says_what_it_is_for(site: Path) -> None:
    for country, html in cards(site).items():
        tree = HTMLParser(html)
        four = tree.css(served(".wallet-card"))
        assert len(four) == 4, country
        assert len({card.text() for card in four}) == 1, country
        assert not BETRAYS.search(four[0].text().replace("help to 31531", "")), (
            country,
            four[0].text(),
        )
        assert not BETRAYS.search(tree.css_first("title").text().rpartition(" – ")[0]), country
        assert re.search(r"As of \d+ \w+ \d{4}", four[0].text()), country
        assert four[0].css("a") == []


def test_every_number_on_the_sheet_is_shown_as_its_line_writes_it(
    site: Path, catalogue: Catalogue
) -> None:
    pages = cards(site)
    for country in catalogue.countries.values():
        lines = [
            line
            for line in country.lines
            if line.is_confirmed and (line.dialled or line.sms or line.whatsapp)
        ]
        if lines:
            tree = HTMLParser(pages[country.country.lower()])
            shown = {link.text() for link in tree.css(".sheet a")} | {
                node.text() for node in tree.css(".sheet bdi")
            }
            assert [
                line.id for line in lines if not any(line.display in words for words in shown)
            ] == []
            assert len(tree.css(".sheet li")) == len(lines)


def test_the_page_of_the_data_leads_to_every_file_and_tells_its_size_and_thanks(site: Path) -> None:
    tree = HTMLParser((site / "crisis/data/index.html").read_text(encoding="utf-8"))
    told = {
        link.css("bdi")[0].text(): link.css("bdi")[1].text()
        for link in tree.css(served("main a.contact-button"))
    }
    assert set(told) == set(DATA)
    for name, said in told.items():
        # The address of a copy is part of the files, and not of what the page says of them.
        assert float(said.removesuffix(" kB")) * 1000 == pytest.approx(
            (site / "crisis/data" / name).stat().st_size, rel=0.1, abs=600
        ), name
    words = tree.css_first("main").text()
    for thanks in (
        "Wikipedia contributors",
        "Child Helpline International",
        "open-helplines",
        "libphonenumber",
        "CC BY-SA 4.0",
    ):
        assert thanks in words


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/crisis/ie/card.vcf", 'text/vcard; charset="utf-8"'),
        ("/crisis/data/directory.txt", 'text/plain; charset="utf-8"'),
        ("/crisis/data/lines.csv", 'text/csv; charset="utf-8"'),
        ("/crisis/data/services.json", "application/json"),
        ("/crisis/data/lines.jsonld", "application/ld+json"),
    ],
)
def test_the_server_says_what_each_file_is(server: str, path: str, kind: str) -> None:
    with urllib.request.urlopen(server + path, timeout=10) as answer:
        assert answer.headers["Content-Type"].startswith(kind)


def test_a_run_without_the_schemas_says_that_it_left_them_out() -> None:
    # Of the folder nothing else is read: importing all of its tests takes seconds.
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "tests/built_site",
        "--ignore-glob=*/built_site/test_[!h]*",
        "-p",
        "no:cacheprovider",
    ]
    env = {name: value for name, value in os.environ.items() if name != "HANDRAIL_HSDS_SCHEMAS"}
    without = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=env).stdout
    assert "test_hsds.py" not in without
    assert (
        without.count("Not compared with the schemas of HSDS 3.0: set HANDRAIL_HSDS_SCHEMAS") == 1
    )
    having = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**env, "HANDRAIL_HSDS_SCHEMAS": "anywhere"},
    ).stdout
    assert (
        "tests/built_site/test_hsds.py::test_every_service_has_the_form_that_hsds_asks_for"
        in having
    )
    assert "Not compared" not in having


# In print


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 703, "height": 1000}, java_script_enabled=True)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_every_card_is_85_by_55_mm_and_holds_what_stands_on_it(site: Path, paper: Page) -> None:
    """Also with the square that a copy with an address of its own adds."""
    square = "s => document.querySelectorAll(s).forEach(low => low.insertAdjacentHTML('beforeend', '<svg viewBox=\"0 0 37 37\"></svg>'))"
    measure = """s => [...document.querySelectorAll(s)].map(card => {
        const box = card.getBoundingClientRect(), low = card.lastElementChild.getBoundingClientRect(), list = card.querySelector('dl');
        return [box.width, box.height, box.bottom - low.bottom, low.top - list.lastElementChild.getBoundingClientRect().bottom,
                card.scrollWidth - card.clientWidth, parseFloat(getComputedStyle(list).fontSize)]})"""
    # Where no square stands, the page does not hold its rule.
    whole = f"<style>{assets.make(ROOT / 'site_config/theme', names=NAMES).card_css}</style>"
    for path in sorted((site / "crisis").glob("??/card/index.html")):
        paper.set_content(STYLE.sub(whole, policy.without(path.read_text(encoding="utf-8"))))
        paper.evaluate(square, served(".wallet-card > div"))
        found = paper.evaluate(measure, served(".wallet-card"))
        assert len(found) == 4
        for width, height, below, between, beside, size in found:
            assert abs(width - 85 * MM) < 0.5, path
            assert abs(height - 55 * MM) < 0.5, path
            assert below >= 1, f"{path}: the last line of the card leaves it"
            assert between >= 0, f"{path}: lines of the card lie on each other"
            assert beside == 0, path
            assert abs(size - 11 * 96 / 72) < 0.1, path


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("country", ["ie", "us", "au"])
def test_the_sheet_is_one_page_and_the_cards_another(
    site: Path, paper: Page, country: str, size: str
) -> None:
    paper.goto((site / f"crisis/{country}/card/index.html").as_uri())
    written = paper.pdf(format=size)
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 2


def test_on_paper_stands_nothing_but_sheet_and_cards(site: Path, paper: Page) -> None:
    paper.goto((site / "crisis/ie/card/index.html").as_uri())
    printed = paper.evaluate("document.body.innerText")
    for gone in (
        "Exit",
        "Get help now",
        "This site is an example",
        "Turn off",
        "Save without names",
        "We do not answer",
        "Back to the first page",
    ):
        assert gone not in printed, gone
    assert "116 123" in printed
    assert (
        paper.evaluate(
            "s => getComputedStyle(document.querySelector(s)).color", served(".wallet-card")
        )
        == "rgb(0, 0, 0)"
    )
    assert (
        paper.evaluate(
            "document.querySelector('.cards').getBoundingClientRect().height / 96 * 25.4"
        )
        < 150
    )
