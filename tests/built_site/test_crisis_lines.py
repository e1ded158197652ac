"""Every line of every country, from its file to the link that a thumb presses. Reads the files with
PyYAML and no code of ours.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from tests.harness.names import served
from tests.harness.paths import ROOT

COUNTRIES = sorted(path for path in (ROOT / "content/crisis").glob("??.md"))
# Dialled by hand, with a textphone or an app: there is nothing that a link could dial.
TEXT_ONLY = {"gb-lifeline-ni-relay"}
TRUNKS = ("", "0", "8", "1", "80", "06")


def facts(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]))


def digits(text: str) -> str:
    return re.sub(r"[^\d*#]", "", text)


def number_in(display: str) -> str:
    """The digits of the longest number in a display: 171 of "171, option 6"."""
    return max(
        (digits(part) for part in re.findall(r"[+*#]?\d[\d\s().\-]*", display)), key=len, default=""
    )


def links(item: Node) -> list[str]:
    return [(link.attributes["href"] or "").replace("%23", "#") for link in item.css("a[href]")]


def reaches(dialled: str, shown: str) -> bool:
    """Whether what a link dials is the number that is shown: the same digits, or the same behind a
    country's code.
    """
    if not dialled.startswith("+"):
        return dialled == shown
    return any(
        shown.startswith(trunk) and digits(dialled).endswith(shown[len(trunk) :])
        for trunk in TRUNKS
    )


def test_there_are_as_many_pages_as_countries(site: Path) -> None:
    built = {path.parent.name for path in (site / "crisis").glob("??/index.html")}
    of_files = {path.stem for path in COUNTRIES}
    assert of_files < built
    assert len(of_files) >= 171
    assert len(built) >= 235
    listed = [
        link.attributes["href"]
        for link in HTMLParser((site / "crisis/index.html").read_text(encoding="utf-8")).css(
            served("ul.country-list a")
        )
    ]
    assert sorted(listed) == sorted(f"{code}/" for code in built)


@pytest.mark.parametrize("path", COUNTRIES, ids=lambda path: path.stem)
def test_every_number_of_a_country_is_shown_unchanged_and_its_link_reaches_it(
    site: Path, path: Path
) -> None:
    country = facts(path)
    tree = HTMLParser((site / f"crisis/{path.stem}/index.html").read_text(encoding="utf-8"))
    emergency = sorted(
        ("sms:" if number.get("by") == "text" else "tel:") + number["number"]
        for number in country["emergency"]
    )
    assert (
        sorted(link.attributes["href"] for link in tree.css(served("section.urgent a")))
        == emergency
    )
    items = {item.attributes["id"]: item for item in tree.css(served("li.box"))}
    assert set(items) == {line["id"] for line in country["lines"]}
    for line in country["lines"]:
        check_line(line, items[line["id"]])


@pytest.mark.parametrize("path", COUNTRIES, ids=lambda path: path.stem)
def test_every_source_of_a_country_stands_on_its_page_of_sources(site: Path, path: Path) -> None:
    country = facts(path)
    tree = HTMLParser((site / f"crisis/{path.stem}/sources/index.html").read_text(encoding="utf-8"))
    items = {item.attributes["id"]: item for item in tree.css(served("li.box[id]"))}
    assert set(items) == {line["id"] for line in country["lines"]}
    for line in country["lines"]:
        item = items[line["id"]]
        assert line["display"] in item.text(), line["id"]
        found = links(item)
        assert [source["url"] for source in line["sources"] if "url" in source] == [
            link for link in found if link.startswith("http")
        ], line["id"]
        assert all(source.get("title", "") in item.text() for source in line["sources"]), line["id"]
        assert ("The name is ours" in item.text()) == ("name_basis" in line), line["id"]
    leads = [
        link.attributes["href"]
        for link in HTMLParser(
            (site / f"crisis/{path.stem}/index.html").read_text(encoding="utf-8")
        ).css("main a")
    ]
    assert "sources/" in leads


def without_a_line() -> list[str]:
    """Countries and territories that libphonenumber has an emergency number for, and no file tells
    of; Ascension is one with Saint Helena.
    """
    return sorted(
        code.lower()
        for code in phonenumbers.SUPPORTED_SHORT_REGIONS
        if not (ROOT / f"content/crisis/{code.lower()}.md").exists() and code != "AC"
    )


@pytest.mark.parametrize("code", without_a_line())
def test_a_country_without_a_line_shows_its_emergency_numbers_and_no_neighbour(
    site: Path, code: str
) -> None:
    tree = HTMLParser((site / f"crisis/{code}/index.html").read_text(encoding="utf-8"))
    main = tree.css_first("main")
    assert main is not None
    dialled = [(link.attributes["href"] or "")[4:] for link in tree.css('a[href^="tel:"]')]
    assert dialled
    assert [link.text() for link in tree.css('a[href^="tel:"] bdi')] == dialled
    assert all(phonenumbers.is_emergency_number(number, code.upper()) for number in dialled)
    if code in {"bb", "ge", "ve"}:
        assert set(dialled) == {
            number
            for number in (
                "112",
                "911",
                "211",
                "311",
                "511",
                "171",
                "011",
                "022",
                "033",
                "111",
                "113",
                "122",
            )
            if phonenumbers.is_emergency_number(number, code.upper())
        }
    assert f"libphonenumber, release {phonenumbers.__version__}" in main.text()
    assert "We know no line here yet" in main.text()
    assert not [link for link in links(main) if re.search(r"/[a-z]{2}/$", link)], (
        "no neighbour is guessed"
    )


def check_line(line: dict[str, Any], item: Node) -> None:
    text, found = item.text(), links(item)
    shown = number_in(line["display"])
    assert line["display"] in text, line["id"]
    assert line["name"] in text, line["id"]
    dialled = line.get("phone") or line.get("short_code") or line.get("national_number")
    if dialled:
        assert f"tel:{dialled}" in found, line["id"]
        assert reaches(dialled, shown), f"{line['id']} shows {shown} and dials {dialled}"
    if line.get("sms"):
        assert f"sms:{re.sub(r'[^+0-9]', '', line['sms']['number'])}" in found, line["id"]
        assert line["sms"].get("keyword", "") in text, line["id"]
    if line.get("whatsapp"):
        assert f"https://wa.me/{digits(line['whatsapp'])}" in found, line["id"]
    if line.get("chat"):
        assert line["chat"] in found, line["id"]
    for other in line.get("other_numbers", []):
        assert other in text and any(
            href.startswith("tel:") and reaches(href[4:], number_in(other)) for href in found
        ), f"{line['id']}: {other}"
    dials = [href for href in found if href.startswith(("tel:", "sms:", "https://wa.me/"))] + (
        [line["chat"]] if line.get("chat") else []
    )
    assert bool(dials) != (line["id"] in TEXT_ONLY), f"{line['id']} has no way in"
    assert sum(href.startswith("tel:") for href in found) == bool(dialled) + len(
        line.get("other_numbers", [])
    ), line["id"]
