"""How ``check`` tells what it found: words, notes on GitHub, JSON and a summary, each read back."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from scripts.linting import formats, summary
from scripts.linting.run import CheckResult, Scope
from site_config.model import Problem
from tests.harness.project_copies import verb

MEND = Problem("content/about/a.md", 12, "lines[2].phone", "`1` is no number", "write one", "error")
LOOK = Problem(
    "content/a, b: c.md",
    3,
    "",
    "100 % of\r\nit; ::error::no",
    "leave it",
    "warning",
    7,
    "long-words, or::so",
    "https://example.org/why",
)
THINK = Problem("content/about/a.md", 2, "", "an idea", "", "suggestion", 1, "short")
FOUND = CheckResult("content", [MEND, LOOK, THINK], True)
BAD = "---\nkind: page\ntitle: A page\ndescription: Words.\nwritten: 2026-11-21\n---\n# Big\n"


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: a name, properties, and words, with what was
    escaped put back.
    """
    found = []
    for line in output.splitlines():
        match = re.fullmatch(r"::(\w+)(?: (.*?))?::(.*)", line)
        if match:
            pairs = dict(pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
            found.append(
                (
                    match[1],
                    {
                        key: back(value, (("%3A", ":"), ("%2C", ",")))
                        for key, value in pairs.items()
                    },
                    back(match[3], ()),
                )
            )
    return found


def back(value: str, more: tuple[tuple[str, str], ...]) -> str:
    for mark, letter in (*more, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        value = value.replace(mark, letter)
    return value


def test_words_come_errors_first_each_on_one_line() -> None:
    assert formats.text(FOUND).splitlines() == [
        "To mend:",
        "  content/about/a.md:12 lines[2].phone — `1` is no number — write one",
        "",
        "To look at:",
        "  content/a, b: c.md:3:7 — 100 % of it; ::error::no — leave it [long-words, or::so]",
        "",
        "To consider:",
        "  content/about/a.md:2:1 — an idea [short]",
        "",
        "1 to mend, 1 to look at, 1 to consider.",
    ]
    assert formats.text(CheckResult("x", [], True)) == "In order: x."


def test_ideas_are_counted_where_nobody_asked_for_a_page() -> None:
    words = formats.text(CheckResult("9 pages", [LOOK, THINK], False))
    assert "an idea" not in words
    assert words.splitlines()[-2:] == [
        "In order: 9 pages. 1 to look at, 1 to consider.",
        "See what is to consider with python3 -m scripts check --all, or of one page with check "
        "and its path.",
    ]


def test_notes_on_github_say_the_same_when_they_are_read_back() -> None:
    output = formats.github(FOUND)
    assert commands(output) == [
        (
            "error",
            {"file": MEND.path, "line": "12", "title": "To mend"},
            "lines[2].phone — `1` is no number — write one",
        ),
        (
            "warning",
            {"file": LOOK.path, "line": "3", "col": "7", "title": "long-words, or::so"},
            "100 % of\r\nit; ::error::no — leave it\nWhy: https://example.org/why",
        ),
        ("notice", {"file": THINK.path, "line": "2", "col": "1", "title": "short"}, "an idea"),
    ]
    assert (
        output.splitlines()[-1]
        == "Checked: content. Found: 1 to mend, 1 to look at, 1 to consider."
    )
    many = formats.github(CheckResult("x", [MEND] * 11, True))
    assert len(commands(many)) == 11 and "GitHub shows 10 of each kind" in many


def test_a_name_that_is_no_text_or_steers_a_terminal_is_told_plainly() -> None:
    odd = CheckResult(
        "x\n::stop-commands::y",
        [Problem("content/\udcff\x1b[2J\n::add-mask::z.md", 1, "", "odd", "rename it")],
        True,
    )
    for output in (
        formats.text(odd),
        formats.github(odd),
        formats.as_json(odd),
        summary.markdown(odd),
    ):
        output.encode()
        assert "\x1b" not in output.replace("::error", "") or output.startswith("::error")
        assert not [
            line
            for line in output.splitlines()
            if line.lstrip().startswith(("::add-mask", "::stop-commands"))
        ]
    assert "\x1b" not in formats.text(odd) + summary.markdown(odd)


def test_json_holds_every_field_of_everything() -> None:
    found = json.loads(formats.as_json(CheckResult("x", [MEND, LOOK, THINK], False)))
    assert found == {
        "checked": "x",
        "problems": [asdict(problem) for problem in (MEND, LOOK, THINK)],
    }
    assert found["problems"][1].keys() == {
        "path",
        "line",
        "field",
        "what",
        "write",
        "level",
        "column",
        "rule",
        "source",
    }


def test_a_summary_counts_names_the_files_and_says_what_happens_next() -> None:
    words = summary.markdown(FOUND)
    assert "**1 to mend, 1 to look at, 1 to consider.**" in words
    assert (
        words.index("### To mend")
        < words.index("### To look at")
        < words.index("### To consider")
        < words.index("### What happens next")
    )
    assert (
        "| content/about/a.md | 1 | 0 | 1 |" in words
        and "| content/a, b: c.md | 0 | 1 | 0 |" in words
    )
    assert (
        "- **content/about/a.md, line 12**: lines\\[2\\].phone — \\`1\\` is no number — write one"
        in words
    )
    assert "([why](https://example.org/why))" in words and summary.MENDED in words
    clear = summary.markdown(CheckResult("1 page", [], True))
    assert "**All in order.**" in clear and summary.CLEAR in clear and "To mend" not in clear


def test_a_summary_holds_no_markdown_or_html_of_a_file_and_never_grows_without_end() -> None:
    evil = Problem(
        "content/<img src=x>|b.md",
        1,
        "",
        "![x](https://evil.example/) <script>",
        "| `code` |",
        source="javascript:alert(1)",
    )
    words = summary.markdown(CheckResult("x", [evil], True))
    assert not re.search(r"(?<!\\)<|(?<!\\)!\[|javascript", words)
    row = next(line for line in words.splitlines() if line.startswith("| content"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    big = summary.markdown(
        CheckResult(
            "x",
            [Problem(f"content/{n}.md", 1, "", "x" * 400, "y" * 400) for n in range(5000)],
            True,
        )
    )
    assert len(big) < 1_000_000 and "and 4800 more" in big and "And 4800 files more." in big


def test_a_scope_reaches_where_a_change_shows() -> None:
    scope = Scope(
        "x",
        frozenset({"content/coping/old.md", "content/groups"}),
        ("content/coping/old.md",),
        reaches=True,
    )
    lost = Problem("content/about/a.md", 1, "", "coping/old is named here", "look", "warning")
    other = Problem("content/about/a.md", 1, "", "something else", "look", "warning")
    assert [scope.holds(problem) for problem in (lost, other, MEND)] == [True, False, True]
    assert scope.covers("content/groups/x.md") and not scope.covers("content/groupsx.md")
    assert not Scope("x", scope.paths).holds(MEND)


def test_the_verb_prints_each_format_and_adds_to_the_summary(small: Path, tmp_path: Path) -> None:
    (small / "content/about/us.md").write_text(BAD, encoding="utf-8")
    file = tmp_path / "summary.md"
    file.write_text("before\n", encoding="utf-8")
    done = verb(small, "check", "content/about", "--format", "github", "--summary", str(file))
    assert done.returncode == 1
    (note,) = [command for command in commands(done.stdout) if command[0] == "error"]
    assert note[1]["file"] == "content/about/us.md" and note[1]["line"] == "7"
    words = file.read_text(encoding="utf-8")
    assert (
        words.startswith("before\n## What the check found")
        and "| content/about/us.md | 1 |" in words
    )
    found = json.loads(verb(small, "check", "--format", "json").stdout)
    assert [problem["line"] for problem in found["problems"] if problem["level"] == "error"] == [7]
    done = verb(small, "check", "--summary", str(tmp_path / "no/such/folder.md"))
    assert (
        done.returncode == 1
        and "The summary cannot be written" in done.stderr
        and "Traceback" not in done.stderr
    )


def test_what_the_rules_say_of_a_draft_is_an_idea_for_who_asks(small: Path) -> None:
    sentence = " ".join(
        ["This sentence goes on and on, and nobody knows when it will come to its end,"] * 4
    )
    (small / "content/about/us.md").write_text(
        BAD.replace("written", "draft: true\nwritten").replace(
            "# Big", f"{sentence}.\n\nFILL IN: {sentence}."
        ),
        encoding="utf-8",
    )
    asked = verb(small, "check", "content/about/us.md")
    assert asked.returncode == 0
    assert (
        "To consider:\n  content/about/us.md:8" in asked.stdout
        and "[long-sentence]" in asked.stdout
    )
    assert (
        asked.stdout.count("To look at:") == 1
        and "to be filled in: 1 place in the text" in asked.stdout
    )
    assert "content/about/us.md:10" not in asked.stdout, (
        "what is still to be filled in is nobody's words"
    )
    assert "long-sentence" not in verb(small, "check", "--all").stdout


@pytest.mark.parametrize("words", [("--format", "yaml"), ("--every", "x")])
def test_a_call_that_is_wrong_lists_what_is_known(small: Path, words: tuple[str, ...]) -> None:
    done = verb(small, "check", *words)
    assert done.returncode == 2 and "Usage:" in done.stderr
