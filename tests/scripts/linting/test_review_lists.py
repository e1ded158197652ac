"""The verb ``check`` with ``--stale`` and ``--release``: lists for people, each asked for in one
process.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.harness.paths import ROOT
from tests.harness.project_copies import IRELAND, verb

ADDRESS = "https://help.example.org/"
DONE = "\nreviewed_by: [{role: psychologist, date: 2026-12-01}]\nwritten:"


def test_what_is_due_is_listed_as_words_and_is_no_fault() -> None:
    done = verb(ROOT, "check", "--stale", "--today", "2027-06-01")
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head == f"Due for a look: {len(rows)}"
    assert len(rows) >= 405
    # Lines first, pages behind them.
    of_lines = [row for row in rows if re.search(r" — content/crisis/..\.md:", row)]
    assert rows[: len(of_lines)] == of_lines
    assert any(
        "crisis/right-now — content/crisis/right-now.md:7 — written" in row
        for row in rows[len(of_lines) :]
    )
    for row in (of_lines[0], of_lines[-1]):
        # Each row leads to the line of the file where its line begins.
        found = re.fullmatch(r"  (\S+) — (content/crisis/..\.md):(\d+) — never checked.*", row)
        assert found, row
        assert (
            found[1]
            in (ROOT / found[2]).read_text(encoding="utf-8").splitlines()[int(found[3]) - 1]
        )


def test_both_lists_are_one_json_and_what_is_left_to_do_before_going_public_fails() -> None:
    done = verb(
        ROOT, "check", "--stale", "--release", "--format", "json", HANDRAIL_SITE_URL=ADDRESS
    )
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert set(found) == {"stale", "release"}
    assert all(
        row.keys() == {"what", "where", "why", "line"} for rows in found.values() for row in rows
    )
    release = {(row["where"], row["what"]): row for row in found["release"]}
    assert ("mkdocs.yml", "the address of the site") not in release
    numbers = [row for row in found["release"] if row["what"].startswith("emergency number")]
    named = {(row["where"][-5:-3], row["what"].rpartition(" ")[2]) for row in numbers}
    assert named >= {("am", "911"), ("bf", "112"), ("cw", "912"), ("tg", "8200"), ("tt", "811")}
    for row in numbers:
        here = (ROOT / row["where"]).read_text(encoding="utf-8").splitlines()[row["line"] - 1]
        assert f'"{row["what"].rpartition(" ")[2]}"' in here, row
    plain = release["content/crisis/ie.md", "ie-text50808: http://text50808.ie"]
    assert (
        "http://text50808.ie"
        in (ROOT / plain["where"]).read_text(encoding="utf-8").splitlines()[plain["line"] - 1]
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check", "--release", "--format", "github"), "as text or json"),
        (("check", "--stale", "content/crisis"), "list the whole content"),
        (("check", "--stale", "--today", "24.11.2026"), "24.11.2026 is not a day"),
        (("build", "--today", "2026-02-30", "--into", "nowhere"), "2026-02-30 is not a day"),
    ],
)
def test_what_cannot_be_listed_is_said_in_a_sentence(words: tuple[str, ...], says: str) -> None:
    done = verb(ROOT, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_copy_in_which_people_did_all_of_it_may_go_public(small: Path) -> None:
    for path in (small / "content").rglob("*.md"):
        text = re.sub(r"(?m)^reviewed_by:.*\n", "", path.read_text(encoding="utf-8"))
        path.write_text(text.replace("\nwritten:", DONE, 1), encoding="utf-8")
    owners = small / ".github/CODEOWNERS"
    owners.write_text(
        owners.read_text(encoding="utf-8").replace(
            "@write-the-name-of-your-own-organisation-here", "@lantern"
        ),
        encoding="utf-8",
    )
    (small / "tests").mkdir()
    (small / "tests/published.txt").write_text("/\n", encoding="utf-8")
    done = verb(small, "check", "--release", HANDRAIL_SITE_URL=ADDRESS)
    assert (
        done.returncode == 1
        and "— tests/published.txt —" in done.stdout
        and "To do before going public: 1\n" in done.stdout
    )
    assert verb(small, "published").returncode == 0
    done = verb(small, "check", "--release", HANDRAIL_SITE_URL=ADDRESS)
    assert (done.returncode, done.stdout.strip()) == (0, "To do before going public: 0")


def test_what_is_broken_is_mended_before_anything_is_listed(small: Path) -> None:
    (small / "content/crisis/ie.md").write_text(
        IRELAND.replace("country: IE", "country: FR"), encoding="utf-8"
    )
    done = verb(small, "check", "--release")
    assert done.returncode == 1
    assert "1 to mend first." in done.stderr
    assert "Traceback" not in done.stderr
