"""The verb ``checked``: one field of one line is written, and every other byte stays."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from scripts.bootstrap.console import Failure
from scripts.verbs import verify
from site_config.model import load
from tests.harness.content_folders import write
from tests.harness.paths import ROOT

DAY = datetime.date(2026, 11, 24)
WRITTEN = '    checked: {date: 2026-11-24, how: page, role: "volunteer"}\n'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path, {})
    shutil.copy(ROOT / "content/crisis/ie.md", tmp_path / "crisis/ie.md")
    return tmp_path


def record(
    content: Path,
    line: str = "ie-samaritans",
    day: datetime.date = DAY,
    how: str = "page",
    role: str = "volunteer",
) -> str:
    return verify.record(content, line, day, how, role, today=DAY)


def test_one_line_is_put_in_and_all_else_stays(content: Path) -> None:
    file = content / "crisis/ie.md"
    file.chmod(0o640)
    before = file.read_text(encoding="utf-8")
    assert record(content) == "crisis/ie.md"
    after = file.read_text(encoding="utf-8")
    assert after.replace(WRITTEN, "", 1) == before and after.count(WRITTEN) == 1
    assert file.stat().st_mode & 0o777 == 0o640
    catalogue, problems = load(content)
    assert problems == [] and [
        line.id for _, line in catalogue.lines().values() if line.checked
    ] == ["ie-samaritans"]
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_an_older_check_is_replaced_and_its_comments_stay(content: Path) -> None:
    file = content / "crisis/ie.md"
    old = "    checked:  # twice\n      date: 2026-05-01\n      # by day\n      how: call\n      role: 'a # nurse'\n"
    before = file.read_text(encoding="utf-8")
    at = before.index("    compiled:")
    file.write_text(before[:at] + old + before[at:], encoding="utf-8")
    record(content)
    kept = "    # twice\n    # by day\n"
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before[:at] + WRITTEN + kept) and after.endswith(before[at:])


def test_windows_line_ends_stay(content: Path) -> None:
    file = content / "crisis/ie.md"
    before = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    record(content)
    assert file.read_bytes().replace(WRITTEN.replace("\n", "\r\n").encode(), b"", 1) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"line": "ie-samaritan"}, "Did you mean ie-samaritans?"),
        ({"line": "zz-nobody"}, "There is no line zz-nobody"),
        ({"day": DAY + datetime.timedelta(1)}, "has not come yet"),
        ({"role": "Anna Schmidt"}, "never by their name"),
        ({"role": "Anna"}, "never by their name"),
        ({"role": "anna@example.org"}, "never by their name"),
        ({"role": "nurse 0871234567"}, "never by their name"),
        ({"role": "  "}, "never by their name"),
    ],
)
def test_what_cannot_be_is_refused_and_the_file_stays(
    content: Path, wrong: dict[str, object], says: str
) -> None:
    before = (content / "crisis/ie.md").read_bytes()
    with pytest.raises(Failure) as failure:
        record(content, **wrong)  # type: ignore[arg-type]
    assert says in str(failure.value)
    assert (content / "crisis/ie.md").read_bytes() == before
    assert not list(content.glob("crisis/.*"))


def test_an_earlier_day_than_the_one_written_is_refused(content: Path) -> None:
    record(content)
    with pytest.raises(Failure, match="which is later"):
        record(content, day=DAY - datetime.timedelta(1))


def test_a_broken_file_is_refused(content: Path) -> None:
    file = content / "crisis/ie.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("confidence: high", "confidence: hihg", 1),
        encoding="utf-8",
    )
    with pytest.raises(Failure, match="has a mistake in it"):
        record(content)


def test_two_runs_do_not_write_at_once(content: Path) -> None:
    lock = content / "crisis/.ie.md.lock"
    lock.touch()
    with pytest.raises(Failure, match="Another run"):
        record(content)
    assert lock.exists(), "the lock of another run was taken away"
