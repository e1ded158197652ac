"""``new``: each kind from its starter to a published page, what can be said beforehand, and asking
in a terminal.
"""

from __future__ import annotations

import datetime
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.bootstrap.console import Failure
from scripts.scaffold import starter
from scripts.scaffold.options import choices, model_of
from scripts.verbs import new
from site_config.lint import drafts
from site_config.model import Entry, front_matter
from site_config.model.catalogue import entry_of
from tests.harness.project_copies import small_copy, verb, visible

TITLE = "A walk at night: “slowly” & well"
SLUG = "a-walk-at-night-slowly-well"
TODAY = datetime.date(2026, 11, 24)
WRITTEN = "Tea and a window"
# Kinds whose sources must be there, and those that carry none at first.
FOLDERS = {
    "challenge": "challenges",
    "coping": "coping",
    "event": "get-involved/events",
    "group": "groups",
    "guide": "crisis",
    "guideline": "guidelines",
    "page": "about",
    "practice": "guidelines/practice",
    "resource": "resources",
}
# A value for each key that the starters propose something else for, as somebody would type it.
TYPED = {
    "tags": "nature,rest",
    "helps_with": "panic,grief",
    "minutes": "20",
    "where": "outside,in-bed",
    "cost": "One euro",
    "caution": "Mind the ice.",
    "evidence": "some",
    "evidence_note": "Two small trials.",
    "next": "coping/panic",
    "description": "What it is.",
    "length": "month",
    "energy": "more",
    "until": "2027-12-24",
    "timezone": "Europe/Paris",
    "place": "in-person",
    "place_note": "At a park.",
    "for_whom": "everyone",
    "one_thing": "Bring tea.",
    "access": "No steps.,Quiet.",
    "languages": "en,ga",
    "topic": "grief",
    "weekday": "friday",
    "starts": "08:15",
    "capacity": "12",
    "hosts": "3",
    "signup": "open",
    "version": "2.0",
    "date": "2026-12-24",
    "form": "training",
    "medium": "video",
    "by": "A library",
    "address": "https://example.org/x",
    "account": "needed",
    "data": "leaves",
    "data_note": "Their page says so.",
    "transcript": "there",
    "compiled": "2026-11-20",
    "ends": "20:30",
}


def understood(kind: str, text: str) -> Entry | None:
    path = f"{FOLDERS[kind]}/x.md"
    return entry_of(front_matter.read(text.encode(), path), path, [])


def filled(text: str) -> str:
    """A starter as somebody leaves it who filled in each blank and nothing else."""
    text = re.sub(r"seen: note  # FILL IN.*", "seen: full", text)
    text = re.sub(r"  # FILL IN.*", "", text)
    text = re.sub(r'"([^"\n]*)FILL IN[^"\n]*"', rf'"\1{WRITTEN}."', text)
    text = re.sub(r"\*\*FILL IN[^*]*\*\*", f"**{WRITTEN}.**", text)
    return re.sub(r"FILL IN.*", f"{WRITTEN}.", text)


def test_every_kind_begins_as_a_draft_and_is_published_once_it_is_filled_in(tmp_path: Path) -> None:
    project = small_copy(tmp_path / "project")
    begun = {kind: verb(project, "new", kind, TITLE) for kind in starter.KINDS}
    assert {kind: done.returncode for kind, done in begun.items()} == dict.fromkeys(FOLDERS, 0), (
        begun
    )
    paths = {kind: project / f"content/{folder}/{SLUG}.md" for kind, folder in FOLDERS.items()}
    assert [re.search(r"Begun: (\S+)", begun[kind].stdout)[1] for kind in paths] == [
        path.relative_to(project).as_posix() for path in paths.values()
    ]

    checked = verb(project, "check", *(str(path) for path in paths.values()))
    assert checked.returncode == 0
    problems = [line for line in checked.stdout.splitlines() if line.startswith("  ")]
    assert len(problems) == len(paths), checked.stdout
    for path in paths.values():
        (said,) = [line for line in problems if path.relative_to(project).as_posix() in line]
        number = path.read_text(encoding="utf-8").splitlines().index("draft: true") + 1
        assert (
            f"{path.relative_to(project).as_posix()}:{number} draft — this is a draft and is "
            f"never built; still to be filled in: description, " in said
        )
    assert "To mend" not in checked.stdout
    assert verb(project, "build").returncode == 0
    assert not list((project / "site").rglob(f"*{SLUG}*"))
    assert [verb(project, "new", kind, TITLE).returncode for kind in ("coping", "guide")] == [1, 1]

    for path in paths.values():
        path.write_text(
            path.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8"
        )
    unfilled = verb(project, "check")
    assert unfilled.returncode == 1
    for path in paths.values():
        blank = next(
            n
            for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if "FILL IN" in line
        )
        assert (
            f"{path.relative_to(project).as_posix()}:{blank} description — this is still to be "
            f"filled in" in unfilled.stdout
        )
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    done = verb(project, "check", "--all")
    assert (done.returncode, [line for line in done.stdout.splitlines() if SLUG in line]) == (
        0,
        [],
    ), done.stdout
    assert verb(project, "build").returncode == 0
    for kind, folder in FOLDERS.items():
        words = visible(
            (project / "site" / folder / SLUG / "index.html").read_text(encoding="utf-8")
        )
        assert TITLE in words and WRITTEN in words and "FILL IN" not in words, kind


@pytest.mark.parametrize("kind", starter.KINDS)
def test_each_choice_of_a_kind_lands_in_the_file(kind: str) -> None:
    plain = starter.text(kind, TITLE, TODAY, {})
    for choice in choices(kind):
        said = {choice.key: TYPED[choice.key]}
        said |= (
            {"ends": "20:00", "timezone": "Europe/Paris"}
            if kind == "event" and choice.key == "starts"
            else {}
        )
        said |= (
            {"starts": "19:00", "ends": "20:30", "timezone": "Europe/Paris"}
            if choice.key == "ends"
            else {}
        )
        said |= {"medium": "podcast"} if choice.key == "transcript" else {}
        text = starter.text(kind, TITLE, TODAY, said)
        entry = understood(kind, text)
        assert entry is not None, text
        assert text != plain
        value = entry.model_dump(mode="json")[choice.key]
        typed = said[choice.key]
        assert value == (
            typed.split(",") if choice.several else int(typed) if isinstance(value, int) else typed
        )
        assert choice.key not in {key for key, _ in drafts.blanks(entry)}, (
            "what was said is no blank"
        )
    assert "{{" not in plain and "}}" not in plain


@pytest.mark.parametrize("kind", starter.KINDS)
def test_a_starter_names_every_word_that_its_keys_may_hold(kind: str) -> None:
    text = starter.text(kind, TITLE, TODAY, {"medium": "video"} if kind == "resource" else {})
    for choice in choices(kind):
        if choice.words and choice.key not in ("length", "form", "evidence"):
            assert f": {' '.join(choice.words)}\n" in text or all(
                word in text for word in choice.words
            ), choice.key
    assert model_of(kind).model_fields.keys() >= {choice.key for choice in choices(kind)}


@pytest.mark.parametrize(
    ("kind", "said", "says"),
    [
        (
            "coping",
            {"helps_with": "panik"},
            "`panik` is not a word of --helps-with.\n  Words: panic, worry,",
        ),
        ("coping", {"helps_with": "panic,,worry"}, "`` is not a word of --helps-with"),
        ("coping", {"minutes": "500"}, "--minutes: must be 60 or less."),
        ("coping", {"minutes": "five"}, "--minutes: must be a whole number"),
        (
            "coping",
            {"minutes": "5\nexample: true"},
            "What stands behind --minutes holds a hidden character.",
        ),
        ("coping", {"cost": "x" * 500}, "--cost: is longer than 400 characters"),
        ("event", {"starts": "19:00"}, "starts and ends belong together"),
        ("event", {"date": "24.12.2026"}, "--date: must be a day"),
        ("group", {"timezone": "Dublin"}, "`Dublin` is not a time zone"),
        ("resource", {"transcript": "here"}, "--transcript does not belong to such a page"),
        ("resource", {"address": "javascript:alert(1)"}, "is not a web address"),
    ],
)
def test_what_makes_no_page_is_said_and_nothing_is_written(
    kind: str, said: dict[str, str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "ROOT", tmp_path)
    with pytest.raises(Failure, match=re.escape(says)):
        new.begin(kind, "A title", said)
    assert list(tmp_path.rglob("*")) == []
    new.begin(kind, "A title", {})
    assert len(list(tmp_path.rglob("*.md"))) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "A new page has a kind and a title.\n  Write both"),
        (("coping",), "A new page has a kind and a title."),
        (("copin", "x"), "There is no kind of page `copin`.\n  Did you mean coping?"),
    ],
)
def test_without_a_terminal_nothing_is_asked(words: tuple[str, ...], says: str) -> None:
    with pytest.raises(Failure, match=re.escape(says)):
        new.command.main(list(words), standalone_mode=False)


@pytest.mark.skipif(os.name == "nt", reason="a terminal of our own is made with a pty")
class TestInATerminal:
    """Each in a process with a terminal of its own, as people have it."""

    def test_questions_come_one_at_a_time_and_enter_takes_what_is_proposed(
        self, small: Path
    ) -> None:
        talk = Terminal(small, "new")
        talk.hears("What kind of page?")
        talk.says("12").hears("Write one number from 1 to 9")
        talk.says("coping").hears("Its title")
        talk.says("").hears("Its title")
        talk.says("A walk at night").hears("Helps with? One or more")
        talk.says("1, 40").hears("Write numbers from 1 to 10")
        talk.says("1, sleep").hears("Where? One or more")
        talk.says("").hears("Evidence?")
        talk.says("").hears("Begun: content/coping/a-walk-at-night.md")
        assert talk.ends() == 0
        text = (small / "content/coping/a-walk-at-night.md").read_text(encoding="utf-8")
        assert (
            "\nhelps_with: [panic, sleep]\n" in text
            and "\nwhere: [at-home]\n" in text
            and "\nevidence: practice\n" in text
        )

    @pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "the end of the input"])
    def test_who_stops_leaves_nothing_behind(self, small: Path, key: str) -> None:
        before = sorted(small.rglob("*.md"))
        talk = Terminal(small, "new", "resource")
        talk.hears("Its title")
        talk.says("A film").hears("Medium?")
        talk.types(key).hears("Nothing was written.")
        assert talk.ends() == 1
        assert sorted(small.rglob("*.md")) == before
        assert "Traceback" not in talk.heard


class Terminal:
    """A verb in a terminal: what it says is heard, and what is typed reaches it."""

    def __init__(self, project: Path, *words: str) -> None:
        self.ours, theirs = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.cli", *words],
            cwd=project,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            preexec_fn=lambda: _own_terminal(theirs),
        )
        os.close(theirs)
        self.heard = ""

    def hears(self, words: str, within: float = 20.0) -> Terminal:
        os.set_blocking(self.ours, False)
        end = time.monotonic() + within
        while words not in self.heard:
            assert time.monotonic() < end, self.heard
            try:
                self.heard += os.read(self.ours, 4096).decode()
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                raise AssertionError(
                    f"it ended ({self.process.wait()}) and never said {words!r}: {self.heard}"
                ) from None
        self.heard = self.heard.partition(words)[2]
        return self

    def types(self, keys: str) -> Terminal:
        os.write(self.ours, keys.encode())
        return self

    def says(self, words: str) -> Terminal:
        return self.types(words + "\n")

    def ends(self) -> int:
        status = self.process.wait(timeout=20)
        os.close(self.ours)
        return status


def _own_terminal(theirs: int) -> None:
    import fcntl
    import termios

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
