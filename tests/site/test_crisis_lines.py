"""Every line of every country, from its file to the link that a thumb presses. Reads the files with PyYAML and no code of ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from tests.conftest import ROOT

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
    return max((digits(part) for part in re.findall(r"[+*#]?\d[\d\s().\-]*", display)), key=len, default="")


def links(item: Node) -> list[str]:
    return [(link.attributes["href"] or "").replace("%23", "#") for link in item.css("a[href]")]


def reaches(dialled: str, shown: str) -> bool:
    """Whether what a link dials is the number that is shown: the same digits, or the same behind a country's code."""
    if not dialled.startswith("+"):
        return dialled == shown
    return any(shown.startswith(trunk) and digits(dialled).endswith(shown[len(trunk):]) for trunk in TRUNKS)


def test_there_are_as_many_pages_as_countries(site: Path) -> None:
    built = {path.parent.name for path in (site / "crisis").glob("??/index.html")}
    assert built == {path.stem for path in COUNTRIES}
    assert len(built) >= 171
    listed = [link.attributes["href"] for link in HTMLParser((site / "crisis/index.html").read_text(encoding="utf-8")).css("ul.l a")]
    assert sorted(listed) == sorted(f"{code}/" for code in built)


@pytest.mark.parametrize("path", COUNTRIES, ids=lambda path: path.stem)
def test_every_number_of_a_country_is_shown_unchanged_and_its_link_reaches_it(site: Path, path: Path) -> None:
    country = facts(path)
    tree = HTMLParser((site / f"crisis/{path.stem}/index.html").read_text(encoding="utf-8"))
    emergency = sorted(("sms:" if number.get("by") == "text" else "tel:") + number["number"] for number in country["emergency"])
    assert sorted(link.attributes["href"] for link in tree.css("section.n a")) == emergency
    items = {item.attributes["id"]: item for item in tree.css("li.c")}
    assert set(items) == {line["id"] for line in country["lines"]}
    for line in country["lines"]:
        check_line(line, items[line["id"]])


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
        assert other in text and any(href.startswith("tel:") and reaches(href[4:], number_in(other)) for href in found), f"{line['id']}: {other}"
    dials = [href for href in found if href.startswith(("tel:", "sms:", "https://wa.me/"))] + ([line["chat"]] if line.get("chat") else [])
    assert bool(dials) != (line["id"] in TEXT_ONLY), f"{line['id']} has no way in"
    assert sum(href.startswith("tel:") for href in found) == bool(dialled) + len(line.get("other_numbers", [])), line["id"]
