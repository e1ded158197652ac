"""What is due for a look, what stands before going public, and numbers that libphonenumber does not
know.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from site_config.lint import phone_numbers, review
from site_config.lint.run import run_all
from site_config.model import Catalogue, load
from tests.harness.content_folders import write
from tests.harness.paths import ROOT

TODAY = datetime.date(2026, 11, 24)
SOURCE = '{title: A list, kind: dataset, date: "2026"}'
ASSOCIATION = '{url: "https://www.lines.example.org/one", kind: association, date: "2026"}'


def line(code: str, more: str = "", number: str = "116123", source: str = SOURCE) -> str:
    return (
        f'\n  - {{id: {code}-one, name: One, display: "{number}", short_code: "{number}", '
        f"audience: [everyone], confidence: medium, "
        f"compiled: 2026-11-21, sources: [{source}]{more}}}"
    )


def read(tmp_path: Path, more: dict[str, str] | None = None, **lines: str) -> Catalogue:
    files = {
        f"crisis/{code}.md": f"---\nkind: country\ntitle: Somewhere\ncountry: "
        f"{code.upper()}\nwritten: 2026-11-21\nemergency: "
        f'[{{number: "112", service: all, sources: [{SOURCE}]}}]\nlines: {text}\n---\n'
        for code, text in lines.items()
    }
    write(tmp_path, {**files, **(more or {})})
    catalogue, problems = load(tmp_path)
    assert problems == []
    return catalogue


def page_of(days: int, more: str = "") -> str:
    return f"---\nkind: page{more}\ntitle: A page\ndescription: Words.\nwritten: {TODAY - datetime.timedelta(days)}\n---\nWords.\n"


REVIEWED = "\nreviewed_by: [{role: psychologist, date: 2026-11-01}]"
RESOURCE = (
    "---\nkind: resource\ntitle: An app\ndescription: Words.\nmedium: app\nby: "
    "Somebody\naddress: https://app.example/\ncost: Free\naccount: none\n"
    "data: stays\ndata_note: It says so.\nlanguages: [en]\nwritten: 2026-11-21\ncompiled: "
    "{}\nsources: [{{title: Its page, date: undated}}]\n---\n"
)


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("about/a.md", page_of(365), None),
        ("about/a.md", page_of(366), "written 366 days ago, more than 365"),
        ("about/a.md", page_of(366, REVIEWED), None),
        (
            "about/a.md",
            page_of(366, REVIEWED.replace("date: 2026", "date: 2025").replace("11-01", "11-23")),
            "reviewed 366 days ago",
        ),
        ("crisis/a.md", page_of(90, "\nshape: guide"), None),
        ("crisis/a.md", page_of(91, "\nshape: guide"), "written 91 days ago, more than 90"),
        ("resources/a.md", RESOURCE.format("2026-01-01"), None),
        ("resources/a.md", RESOURCE.format("2025-01-01"), "compiled 692 days ago"),
    ],
    ids=[
        "a year",
        "more than a year",
        "reviewed since",
        "reviewed long ago",
        "a guide",
        "an old guide",
        "a resource",
        "an old resource",
    ],
)
def test_a_page_ages_and_a_guide_ages_faster(
    tmp_path: Path, path: str, text: str, why: str | None
) -> None:
    found = [
        one
        for one in review.stale(read(tmp_path, {path: text}, ie=line("ie")), TODAY)
        if one.where == f"content/{path}"
    ]
    assert [one.why.partition(";")[0][: len(why or "")] for one in found] == ([why] if why else [])
    assert all("written:" in text.split("\n")[one.line - 1] for one in found)


def test_a_country_does_not_age_but_its_lines_do(tmp_path: Path) -> None:
    found = review.stale(read(tmp_path, ie=line("ie")), TODAY + datetime.timedelta(1000))
    assert [one.what for one in found if one.where == "content/crisis/ie.md"] == ["ie-one"]


def test_no_day_turns_the_check_red(tmp_path: Path) -> None:
    catalogue = read(
        tmp_path,
        {
            "about/a.md": page_of(5000),
            "crisis/a.md": page_of(
                5000, "\nshape: guide\nsources: [{title: A, date: undated, seen: full}]"
            ),
        },
        ie=line("ie"),
    )
    assert [problem for problem in run_all(catalogue) if problem.level != "suggestion"] == []


@pytest.mark.parametrize(
    ("days", "why"),
    [(90, None), (91, "more than 90"), (180, "more than 90"), (181, "more than 180")],
)
def test_a_check_ages(tmp_path: Path, days: int, why: str | None) -> None:
    day = TODAY - datetime.timedelta(days)
    found = review.stale(
        read(tmp_path, ie=line("ie", f", checked: {{date: {day}, how: page, role: volunteer}}")),
        TODAY,
    )
    assert [why in one.why for one in found] == ([True] if why else [])


def test_the_largest_country_comes_first_after_alerts_that_ended(tmp_path: Path) -> None:
    alert = "- {line: ie-one, text: Down., from: 2026-11-01, until: 2026-11-23}\n- {line: fr-one, text: Down., from: 2026-11-01, until: 2026-11-24}\n"
    found = review.stale(
        read(
            tmp_path,
            {"crisis/alerts.yml": alert},
            ad=line("ad"),
            ie=line("ie"),
            fr=line("fr"),
            de=line("de"),
        ),
        TODAY,
    )
    assert [(one.what, one.why) for one in found] == [
        ("ie-one", "the alert ended on 2026-11-23; take it away"),
        ("de-one", "never checked"),
        ("fr-one", "never checked"),
        ("ie-one", "never checked"),
        ("ad-one", "never checked"),
    ]


def test_an_old_source_is_due(tmp_path: Path) -> None:
    catalogue = read(
        tmp_path,
        ie=line("ie", source=SOURCE.replace("2026", "2022")),
        fr=line("fr", source=SOURCE.replace("2026", "2023")),
    )
    assert [one.why for one in review.stale(catalogue, TODAY)] == [
        "never checked",
        "never checked; its newest source is of 2022",
    ]


def test_release_asks_for_what_only_people_can_do(tmp_path: Path) -> None:
    catalogue = read(tmp_path, ie=line("ie"), fr=line("fr", source=ASSOCIATION))
    found = {one.what: one.why for one in review.release(catalogue, "")}
    assert "HANDRAIL_SITE_URL" in found["the address of the site"]
    assert found["ie-one"] == (
        "never checked, and it is of your own country; nobody asked what happens when people "
        "make contact"
    )
    assert "the directory of lines.example.org alone" in found["fr-one"]
    reviews = [
        one
        for one in review.release(catalogue, "")
        if "nobody outside the project reviewed" in one.why
    ]
    assert [(one.what, one.where, one.why) for one in reviews] == [
        ("1 page", "content", "nobody outside the project reviewed it: index"),
        ("1 page", "content/about", "nobody outside the project reviewed it: organisation"),
        ("1 page", "content/crisis", "nobody outside the project reviewed it: index"),
    ]
    assert "the address of the site" not in {
        one.what for one in review.release(catalogue, "https://help.example.org/")
    }


COPING = """---
kind: coping
title: A page
description: Words.
written: 2026-11-21
helps_with: [worry]
where: [at-home]
evidence: {evidence}
evidence_note: Words.
sources: [{{title: A, date: undated, seen: {first}}}, {{title: B, date: undated, seen: {second}}}]
{more}---
Words.
"""


@pytest.mark.parametrize(
    ("evidence", "first", "second", "whys"),
    [
        ("strong", "full", "note", []),
        ("strong", "excerpt", "note", ["the evidence is strong, and nobody read"]),
        ("strong", "note", "note", ["nobody read more than a note", "the evidence is strong"]),
        ("some", "excerpt", "excerpt", []),
        ("some", "note", "note", ["nobody read more than a note"]),
    ],
)
def test_release_names_statements_that_rest_on_less_than_they_should(
    tmp_path: Path, evidence: str, first: str, second: str, whys: list[str]
) -> None:
    page = COPING.format(evidence=evidence, first=first, second=second, more="")
    found = [
        one
        for one in review.release(read(tmp_path, {"coping/a.md": page}), "")
        if one.what == "coping/a"
    ]
    assert len(found) == len(whys) and all(
        why in one.why for one, why in zip(found, whys, strict=True)
    ), found
    lines = page.splitlines()
    assert all(lines[one.line - 1].startswith(("evidence:", "sources:")) for one in found)


def test_release_names_drafts_that_wait_and_what_is_left_of_them(tmp_path: Path) -> None:
    page = COPING.format(evidence="some", first="full", second="full", more="draft: true\n")
    catalogue = read(
        tmp_path,
        {
            "coping/a.md": page,
            "coping/b.md": page.replace("A page", "FILL IN").replace(
                "\nWords.\n", "\nFILL IN\n\nFILL IN\n"
            ),
        },
    )
    found = {one.what: (one.why, one.line) for one in review.release(catalogue, "")}
    line = page.splitlines().index("draft: true") + 1
    assert found["coping/a"] == ("is a draft that waits; nothing is left to fill in", line)
    assert found["coping/b"] == (
        "is a draft that waits; to fill in: title, 2 places in the text",
        line,
    )


def test_release_asks_who_reads_a_change_until_somebody_is_named(tmp_path: Path) -> None:
    owners = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    catalogue = read(tmp_path)
    (found,) = [
        one for one in review.release(catalogue, "", owners) if one.where == ".github/CODEOWNERS"
    ]
    assert (
        owners.splitlines()[found.line - 1].startswith("/content/crisis/")
        and "in 3 lines" in found.why
    )
    named = owners.replace("@write-the-name-of-your-own-organisation-here", "@lantern")
    assert [
        one for one in review.release(catalogue, "", named) if one.where == ".github/CODEOWNERS"
    ] == []


def test_release_names_addresses_that_nobody_wrote_down(tmp_path: Path) -> None:
    catalogue = read(tmp_path)
    (found,) = [
        one
        for one in review.release(catalogue, "", "", ["a/", "b/", "c/", "d/", "e/", "f/"])
        if one.where == "tests/published.txt"
    ]
    assert (
        found.what == "6 addresses"
        and "/a/, /b/, /c/, /d/, /e/ and 1 more; python3 -m scripts published" in found.why
    )
    assert [
        one for one in review.release(catalogue, "", "", []) if one.where == "tests/published.txt"
    ] == []


@pytest.mark.parametrize("mended", [f"{ASSOCIATION}, {SOURCE}", "consent"])
def test_a_second_source_or_a_consent_is_enough(tmp_path: Path, mended: str) -> None:
    consent = {
        "crisis/consents.yml": "- {publisher: lines.example.org, date: 2026-11-20, told_to: "
        "coordinator}\n"
    }
    catalogue = read(
        tmp_path,
        consent if mended == "consent" else None,
        fr=line("fr", source=ASSOCIATION if mended == "consent" else mended),
    )
    assert "fr-one" not in {one.what for one in review.release(catalogue, "")}


def test_a_number_nobody_knows_is_a_warning_and_never_an_error(tmp_path: Path) -> None:
    catalogue = read(
        tmp_path,
        br=line("br", number="188"),
        ie=line("ie", number="99187"),
        fr=line("fr", number="3114"),
    )
    (problem,) = phone_numbers.problems(catalogue)
    assert (problem.path, problem.field, problem.level) == (
        "content/crisis/ie.md",
        "lines[1].short_code",
        "warning",
    )
    assert "ie-one: `99187` is not known to libphonenumber in IE" in problem.what
    assert problem in run_all(catalogue)


def test_an_international_number_that_cannot_be_is_a_warning(tmp_path: Path) -> None:
    short = (
        line("ie")
        .replace('short_code: "116123"', 'phone: "+353116123000000"')
        .replace('"116123"', '"+353 116 123 000 000"')
    )
    (problem,) = phone_numbers.problems(read(tmp_path, ie=short))
    assert "is too short or too long" in problem.what


def test_every_override_names_its_source_and_is_still_needed() -> None:
    rows = yaml.safe_load(phone_numbers.OVERRIDES.read_text(encoding="utf-8"))
    assert all(
        row.keys() == {"number", "country", "why", "source"} and all(row.values()) for row in rows
    )
    named = {(row["country"], row["number"]) for row in rows}
    assert {("BR", "188"), ("IN", "14416"), ("NL", "113"), ("CL", "*4141")} <= named
    catalogue, _ = load(ROOT / "content")
    needed = {
        (country.country, number)
        for country in catalogue.countries.values()
        for one in country.lines
        for _, number, _ in phone_numbers._unknown(country, one)
    }
    needed |= {
        (country.country, number.number)
        for country in catalogue.countries.values()
        for number in country.emergency
        if (country.country, number.number) in named
        and not phone_numbers.is_known(number.number, country.country)
    }
    assert named == needed
