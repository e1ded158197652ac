"""``published``: new addresses are written down, and none is ever taken out."""

from __future__ import annotations

from pathlib import Path

from tests.harness.project_copies import verb

PAGE = "---\nkind: page\ntitle: A page\ndescription: Words.\nwritten: 2026-11-21\n{}---\nWords.\n"


def test_addresses_are_added_and_never_taken_out(small: Path) -> None:
    kept = small / "tests/published.txt"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("# A remark.\n/about/gone/\n", encoding="utf-8")
    said = verb(small, "published")
    assert said.returncode == 0, said.stderr
    lines = kept.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# A remark." and lines[1:] == sorted(lines[1:])
    assert {
        "/",
        "/about/gone/",
        "/about/us/",
        "/crisis/ie/",
        "/crisis/ie/sources/",
        "/crisis/fr/",
    } <= set(lines)
    assert not {"/x/", "/about/specimen/", "/crisis/data/lines.csv"} & set(lines)
    assert (
        "  /about/us/" in said.stdout.splitlines()
        and "  /about/gone/" not in said.stdout.splitlines()
    )
    before = kept.read_bytes()
    assert verb(small, "published").stdout.startswith("Addresses added to tests/published.txt: 0 ")
    assert kept.read_bytes() == before


def test_a_page_that_goes_without_a_word_is_an_error_until_another_says_where_it_stood(
    small: Path,
) -> None:
    (small / "tests").mkdir(exist_ok=True)
    assert verb(small, "published").returncode == 0
    assert verb(small, "check").returncode == 0
    us = small / "content/about/us.md"
    us.rename(us.with_name("who-we-are.md"))
    gone = verb(small, "check")
    assert gone.returncode == 1
    assert (
        "people may have kept about/us/, and no page stands there now — add it to moved_from of "
        "the page that took its place" in gone.stdout
    )
    us.with_name("who-we-are.md").write_text(
        PAGE.format("moved_from: [about/us/]\n"), encoding="utf-8"
    )
    assert verb(small, "check").returncode == 0


def test_nothing_is_written_down_while_something_is_to_mend(small: Path) -> None:
    (small / "content/about/us.md").write_text("no front matter", encoding="utf-8")
    said = verb(small, "published")
    assert said.returncode == 1
    assert "1 to mend first." in said.stderr
    assert not (small / "tests/published.txt").exists()


def test_a_list_that_a_text_program_saved_in_another_way_is_told(small: Path) -> None:
    kept = small / "tests/published.txt"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("/about/us/\n", encoding="utf-8-sig")
    assert verb(small, "check").returncode == 0
    kept.write_text("/about/us/\n", encoding="utf-16")
    said = verb(small, "check")
    assert (said.returncode, said.stderr) == (1, "")
    assert (
        "tests/published.txt:1 — this list is not saved as UTF-8, and cannot be read — save it "
        "again as UTF-8" in said.stdout
    )
