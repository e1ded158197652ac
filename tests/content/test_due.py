"""What is due for a look, what stands before going public, and numbers that libphonenumber does not know."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from site_config import checks
from site_config.checks import dialling, due
from site_config.model import Catalogue, load
from tests.conftest import ROOT
from tests.model.ground import write

TODAY = datetime.date(2026, 11, 24)
SOURCE = '{title: A list, kind: dataset, date: "2026"}'
ASSOCIATION = '{url: "https://www.lines.example.org/one", kind: association, date: "2026"}'


def line(code: str, more: str = "", number: str = "116123", source: str = SOURCE) -> str:
    return (f'\n  - {{id: {code}-one, name: One, display: "{number}", short_code: "{number}", audience: [everyone], confidence: medium, '
            f"compiled: 2026-11-21, sources: [{source}]{more}}}")


def read(tmp_path: Path, more: dict[str, str] | None = None, **lines: str) -> Catalogue:
    files = {f"crisis/{code}.md": f"---\nkind: country\ntitle: Somewhere\ncountry: {code.upper()}\nwritten: 2026-11-21\nemergency: "
                                  f'[{{number: "112", service: all, sources: [{SOURCE}]}}]\nlines: {text}\n---\n' for code, text in lines.items()}
    write(tmp_path, {**files, **(more or {})})
    catalogue, problems = load(tmp_path)
    assert problems == []
    return catalogue


@pytest.mark.parametrize(("days", "why"), [(90, None), (91, "more than 90"), (180, "more than 90"), (181, "more than 180")])
def test_a_check_ages(tmp_path: Path, days: int, why: str | None) -> None:
    day = TODAY - datetime.timedelta(days)
    found = due.stale(read(tmp_path, ie=line("ie", f", checked: {{date: {day}, how: page, role: volunteer}}")), TODAY)
    assert [why in one.why for one in found] == ([True] if why else [])


def test_the_largest_country_comes_first_after_alerts_that_ended(tmp_path: Path) -> None:
    alert = "- {line: ie-one, text: Down., from: 2026-11-01, until: 2026-11-23}\n- {line: fr-one, text: Down., from: 2026-11-01, until: 2026-11-24}\n"
    found = due.stale(read(tmp_path, {"crisis/alerts.yml": alert}, ad=line("ad"), ie=line("ie"), fr=line("fr"), de=line("de")), TODAY)
    assert [(one.what, one.why) for one in found] == [
        ("ie-one", "the alert ended on 2026-11-23; take it away"), ("de-one", "never checked"), ("fr-one", "never checked"),
        ("ie-one", "never checked"), ("ad-one", "never checked")]


def test_an_old_source_is_due(tmp_path: Path) -> None:
    catalogue = read(tmp_path, ie=line("ie", source=SOURCE.replace("2026", "2022")), fr=line("fr", source=SOURCE.replace("2026", "2023")))
    assert [one.why for one in due.stale(catalogue, TODAY)] == ["never checked", "never checked; its newest source is of 2022"]


def test_release_asks_for_what_only_people_can_do(tmp_path: Path) -> None:
    catalogue = read(tmp_path, ie=line("ie"), fr=line("fr", source=ASSOCIATION))
    found = {one.what: one.why for one in due.release(catalogue, "")}
    assert "HANDRAIL_SITE_URL" in found["the address of the site"]
    assert found["ie-one"] == ("never checked, and it is of your own country; nobody asked what happens when people make contact")
    assert "the directory of lines.example.org alone" in found["fr-one"]
    assert found["index"] == "nobody outside the project reviewed it"
    assert "the address of the site" not in {one.what for one in due.release(catalogue, "https://help.example.org/")}


@pytest.mark.parametrize("mended", [f"{ASSOCIATION}, {SOURCE}", "consent"])
def test_a_second_source_or_a_consent_is_enough(tmp_path: Path, mended: str) -> None:
    consent = {"crisis/consents.yml": "- {publisher: lines.example.org, date: 2026-11-20, told_to: coordinator}\n"}
    catalogue = read(tmp_path, consent if mended == "consent" else None,
                     fr=line("fr", source=ASSOCIATION if mended == "consent" else mended))
    assert "fr-one" not in {one.what for one in due.release(catalogue, "")}


def test_a_number_nobody_knows_is_a_warning_and_never_an_error(tmp_path: Path) -> None:
    catalogue = read(tmp_path, br=line("br", number="188"), ie=line("ie", number="99187"), fr=line("fr", number="3114"))
    (problem,) = dialling.problems(catalogue)
    assert (problem.path, problem.field, problem.level) == ("content/crisis/ie.md", "lines[1].short_code", "warning")
    assert "ie-one: `99187` is not known to libphonenumber in IE" in problem.what
    assert problem in checks.run_all(catalogue)


def test_an_international_number_that_cannot_be_is_a_warning(tmp_path: Path) -> None:
    short = line("ie").replace('short_code: "116123"', 'phone: "+353116123000000"').replace('"116123"', '"+353 116 123 000 000"')
    (problem,) = dialling.problems(read(tmp_path, ie=short))
    assert "is too short or too long" in problem.what


def test_every_override_names_its_source_and_is_still_needed() -> None:
    rows = yaml.safe_load(dialling.OVERRIDES.read_text(encoding="utf-8"))
    assert all(row.keys() == {"number", "country", "why", "source"} and all(row.values()) for row in rows)
    named = {(row["country"], row["number"]) for row in rows}
    assert {("BR", "188"), ("IN", "14416"), ("NL", "113"), ("CL", "*4141")} <= named
    catalogue, _ = load(ROOT / "content")
    needed = {(country.country, number) for country in catalogue.countries.values() for one in country.lines
              for _, number, _ in dialling._unknown(country, one)}
    needed |= {(country.country, number.number) for country in catalogue.countries.values() for number in country.emergency
               if (country.country, number.number) in named and not dialling.is_known(number.number, country.country)}
    assert named == needed
