"""``check --changed``: real repositories, and what git knows of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.bootstrap.console import Failure
from scripts.linting import changed_files
from scripts.verbs import check
from tests.harness.project_copies import small_copy, verb

WHO = (
    "-c",
    "user.name=Wren",
    "-c",
    "user.email=wren@example.org",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "init.defaultBranch=main",
)
PAGE = "---\nkind: page\ntitle: {title}\ndescription: Words.\nwritten: 2026-11-21\n---\n{body}\n"
BROKEN = PAGE.format(title="Broken", body="# A second big heading")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *WHO, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path, words: str = "a change") -> str:
    git(folder, "add", "--all", "--force", "content")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", words)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A copy with little content, kept by git, with one commit."""
    project = small_copy(tmp_path / "a project’s “folder”")
    git(project, "init", "--quiet")
    write(project, "content/about/old.md", PAGE.format(title="Old", body="Words, and [us](us.md)."))
    commit(project, "the first")
    return project


def write(project: Path, path: str, text: str) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(text, encoding="utf-8")


def test_staged_saved_and_new_pages_are_read_and_no_other(kept: Path) -> None:
    write(kept, "content/about/old.md", BROKEN)
    commit(kept, "broken by somebody before")
    write(kept, "content/about/old.md", PAGE.format(title="Old", body="Mended."))
    commit(kept)
    clean = verb(kept, "check", "--changed")
    assert (clean.returncode, clean.stdout) == (
        0,
        "In order: nothing changed since the last commit.\n",
    )
    write(kept, "content/about/staged.md", BROKEN)
    git(kept, "add", "content/about/staged.md")
    write(kept, "content/about/us.md", BROKEN)
    write(kept, "content/about/new.md", BROKEN)
    done = verb(kept, "check", "--changed")
    assert done.returncode == 1
    assert [
        name
        for name in ("staged", "us", "new", "old")
        if f"content/about/{name}.md:7" in done.stdout
    ] == ["staged", "us", "new"]
    assert verb(kept, "check", "--changed", "HEAD~2").stdout.count("old.md") == 0
    assert "3 to mend" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_names_with_blanks_quotes_and_line_ends_are_told_in_one_line_each(kept: Path) -> None:
    odd = ['a "quoted" page.md', "tab\there.md", "two\nlines.md", "ünï.md", "-rf.md"]
    for name in odd:
        write(kept, f"content/about/{name}", "x")
    done = verb(kept, "check", "--changed")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("  content/about/")]
    assert len(told) == len(odd), done.stdout
    assert changed_paths(kept) == {f"content/about/{name}" for name in odd}


def changed_paths(project: Path, base: str = "") -> set[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changed_files, "ROOT", project)
        return set(changed_files.since(base).paths or ())


def test_what_a_page_that_is_gone_or_renamed_leaves_behind_is_told(kept: Path) -> None:
    write(kept, "content/about/friend.md", PAGE.format(title="Friend", body="See [old](old.md)."))
    before = commit(kept)
    (kept / "content/about/old.md").unlink()
    done = verb(kept, "check", "--changed")
    assert done.returncode == 1
    assert "content/about/friend.md:7" in done.stdout and "old.md" in done.stdout
    git(kept, "mv", "content/about/us.md", "content/about/we.md")
    assert changed_paths(kept) == {
        "content/about/old.md",
        "content/about/us.md",
        "content/about/we.md",
    }
    commit(kept)
    assert verb(kept, "check", "--changed", before).returncode == 1
    write(kept, "tests/published.txt", "/\n/about/us/\n")
    gone = verb(kept, "check", "--changed", before)
    assert "tests/published.txt:2" in gone.stdout and "about/us/" in gone.stdout
    write(
        kept,
        "content/about/we.md",
        (kept / "content/about/we.md")
        .read_text(encoding="utf-8")
        .replace("written:", "moved_from: [about/us/]\nwritten:"),
    )
    write(kept, "content/about/friend.md", PAGE.format(title="Friend", body="Words."))
    assert verb(kept, "check", "--changed", before).returncode == 0


def test_without_a_name_it_compares_with_where_the_branch_left_the_main_one(
    kept: Path, tmp_path: Path
) -> None:
    branch = tmp_path / "branch"
    git(tmp_path, "clone", "--quiet", str(kept), str(branch))
    write(kept, "content/about/theirs.md", BROKEN)
    commit(kept, "what others did since")
    git(branch, "fetch", "--quiet")
    git(branch, "checkout", "--quiet", "-b", "mine")
    write(branch, "content/about/mine.md", PAGE.format(title="Mine", body="Words."))
    commit(branch)
    write(branch, "content/about/saved.md", PAGE.format(title="Saved", body="Words."))
    assert changed_paths(branch) == {"content/about/mine.md", "content/about/saved.md"}
    assert changed_paths(branch, "origin/main") == {
        "content/about/mine.md",
        "content/about/saved.md",
    }
    git(branch, "checkout", "--quiet", "--detach")
    assert changed_paths(branch) == {"content/about/mine.md", "content/about/saved.md"}
    assert changed_paths(branch, "HEAD") == {"content/about/saved.md"}


def test_a_merge_as_the_workflow_checks_it_out_is_compared_with_its_first_parent(
    kept: Path,
) -> None:
    git(kept, "checkout", "--quiet", "-b", "theirs")
    write(kept, "content/about/theirs.md", PAGE.format(title="Theirs", body="Words."))
    commit(kept)
    git(kept, "checkout", "--quiet", "main")
    write(kept, "content/about/ours.md", PAGE.format(title="Ours", body="Words."))
    commit(kept)
    git(kept, "merge", "--quiet", "--no-edit", "theirs")
    git(kept, "checkout", "--quiet", "--detach")
    assert changed_paths(kept, "HEAD^1") == {"content/about/theirs.md"}


def test_a_repository_without_a_commit_has_new_pages_only(tmp_path: Path) -> None:
    project = small_copy(tmp_path / "project")
    git(project, "init", "--quiet")
    git(project, "add", "content/index.md")
    done = verb(project, "check", "--changed")
    assert done.returncode == 0, done.stderr
    assert "files that changed (nothing is committed yet)" in done.stdout
    assert changed_paths(project) == {
        path.relative_to(project).as_posix()
        for path in (project / "content").rglob("*")
        if path.is_file()
    }


def test_a_project_below_the_top_of_a_repository_is_understood(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, "content/other.md", "x")
    write(tmp_path, "below/content/a.md", "x")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    for path in ("content/other.md", "below/content/a.md", "below/content/b.md"):
        write(tmp_path, path, "changed")
    assert changed_paths(tmp_path / "below") == {"content/a.md", "content/b.md"}


def test_very_many_changed_files_are_no_trouble(kept: Path) -> None:
    for n in range(3000):
        write(kept, f"content/many/page-{n}.md", "")
    assert len(changed_paths(kept)) == 3000


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--changed", "nowhere"], "git knows no commit `nowhere`.\n  Name a branch"),
        (["--changed=--output=x"], "git knows no commit `--output=x`"),
        (["--changed", "content/about/us.md"], "--changed finds the files itself."),
        (["content/about/us.md", "--changed"], "--changed finds the files itself."),
        (["../outside.md"], "../outside.md lies outside this project."),
        (["nowhere.md"], "There is no file or folder nowhere.md."),
        (
            ["about/us.md"],
            "There is no file or folder about/us.md.\n  Did you mean content/about/us.md?",
        ),
        (["mkdocs.yml"], "mkdocs.yml is no content, and nothing here reads it."),
        (["--changed", "--watch", "--format", "json"], "--watch speaks to a person"),
        (["--release", "--changed"], "list the whole content"),
        (["--today", "2027-01-01"], "--today belongs to --stale."),
    ],
)
def test_what_cannot_be_looked_at_is_said_in_a_sentence(
    kept: Path, words: Sequence[str], says: str
) -> None:
    write(kept.parent, "outside.md", "x")
    done = verb(kept, "check", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr and "Traceback" not in done.stderr


def test_a_folder_is_looked_at_with_all_in_it(kept: Path) -> None:
    write(kept, "content/about/deep/er.md", BROKEN)
    assert verb(kept, "check", "content/crisis").returncode == 0
    done = verb(kept, "check", "content/about")
    assert done.returncode == 1 and "content/about/deep/er.md:7" in done.stdout


def test_names_that_no_system_knows_are_said(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed_files, "ROOT", kept)
    for words in (["content/a\0b.md"], ["x" * 5000], ["--changed", "a\0b"]):
        with pytest.raises(
            Failure, match=r"not the path of a file|not the name of a commit|no file or folder"
        ):
            check.command.main(words, standalone_mode=False)


def test_without_git_or_outside_a_repository_there_is_a_kind_sentence(
    small: Path, tmp_path: Path
) -> None:
    done = verb(small, "check", "--changed", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        "This folder is not kept by git" in done.stderr
        and "python3 -m scripts check content/coping/panic.md" in done.stderr
    )
    (tmp_path / "empty").mkdir()
    done = verb(small, "check", "--changed", PATH=str(tmp_path / "empty"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "git is not installed here" in done.stderr and "Traceback" not in done.stderr


def test_what_git_refuses_is_passed_on(kept: Path) -> None:
    shutil.rmtree(kept / ".git/objects")
    done = verb(kept, "check", "--changed")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "git" in done.stderr
