"""Readers come, go, and get new words by the verbs: who can read what afterwards, on both engines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from portal import crypto, sealed_store
from portal.staff import accounts
from portal.storage import circles, sessions, submissions
from portal.storage.tables import messages
from portal.storage.tables import submissions as kept
from tests.harness.paths import ROOT
from tests.harness.portal_copy import PortalCopy, opened, shown
from tests.harness.postgres import Postgres

ENVELOPES = 9
NEVER = "tea tea tea tea tea tea"


@pytest.fixture
def portal_copy(site: Path, tmp_path: Path) -> Iterator[PortalCopy]:
    found = opened(site, tmp_path)
    yield found
    found.context.store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[PortalCopy]:
    settings = {}
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        (tmp_path / "secret").write_text("5821" * 16, encoding="utf-8")
        settings = {
            "HANDRAIL_DATABASE_URL": server.database(),
            "HANDRAIL_SECRET_FILE": str(tmp_path / "secret"),
        }
    found = opened(site, tmp_path, **settings)
    yield found
    found.context.store.close()


@pytest.fixture
def two(portal_copy: PortalCopy) -> PortalCopy:
    """A copy with two readers."""
    portal_copy.add("first")
    portal_copy.add("second", by="first")
    return portal_copy


@pytest.fixture(scope="module")
def settled(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalCopy]:
    """The same, once for all tests in which a verb is refused: each of them sees that it changed
    nothing.
    """
    found = opened(site, tmp_path_factory.mktemp("settled"))
    found.add("first")
    found.add("second", by="first")
    yield found
    found.context.store.close()


def test_without_a_reader_the_forms_are_closed_and_the_first_one_opens_them(
    portal_copy: PortalCopy,
) -> None:
    ask = portal_copy.app.test_client()
    assert "nobody is here to read it yet" in ask.get("/portal/feedback").get_data(as_text=True)
    with pytest.raises(sealed_store.NoCircle):
        portal_copy.note("tea")
    assert portal_copy.verb("readers").output.startswith("Nobody may read yet")
    portal_copy.add("first")
    assert "nobody is here" not in ask.get("/portal/feedback").get_data(as_text=True)
    done = portal_copy.verb("remove-facilitator", "first", "--last")
    assert done.exit_code == 0, done.output
    assert "nobody is here to read it yet" in ask.get("/portal/feedback").get_data(as_text=True)


def test_a_second_reader_reads_what_was_written_before_and_after(portal_copy: PortalCopy) -> None:
    portal_copy.add("first")
    portal_copy.note("before")
    portal_copy.add("second", by="first")
    portal_copy.note("after")
    for name in ("first", "second"):
        assert portal_copy.read_by(portal_copy.held(name)) == ["after", "before"]
    assert portal_copy.verb("readers").output == "first\nsecond\n"


def test_who_was_removed_opens_nothing_any_more_though_the_sealing_was_interrupted(
    either: PortalCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    either.add("first")
    either.add("second", by="first")
    written = {f"note {number}": either.note(f"note {number}") for number in range(ENVELOPES)}
    record = submissions.waiting(either.context.store)[0]
    assert sealed_store.add_message(
        either.site_context, record, "hello", crypto.token(), by_host=False
    )
    removed, gone = (
        either.held("second"),
        circles.facilitator_by_name(either.context.store, "second"),
    )
    token = crypto.token()
    assert gone is not None
    sessions.begin(
        either.context.store,
        gone.id,
        accounts.unlocked(either.context, "second", either.words["second"])[1].private,
        token,
    )
    assert sessions.find(either.context.store, token) is not None
    monkeypatch.setattr(circles, "BATCH", 2)
    with monkeypatch.context() as power:
        fail_after(power, 4)
        with pytest.raises(PowerCut):
            either.verb(
                "remove-facilitator", "second", "--by", "first", typed=either.words["first"]
            )
    assert either.verb("readers").output == "first\n"
    assert sessions.find(either.context.store, token) is None
    left = either.read_by(removed)
    assert 0 < len(left) < ENVELOPES, "some envelopes were moved, and some were not yet"
    written["new"] = either.note("new")
    assert either.read_by(either.held("first")) == sorted(written), (
        "who stays reads all of it at any time"
    )
    assert either.read_by(removed) == left, "what is new is not for who was removed"
    again(either)
    assert either.read_by(removed) == []
    assert either.read_by(either.held("first")) == sorted(written)
    assert {text: either.by_code(code).split(" hello")[0] for text, code in written.items()} == {
        text: text for text in written
    }
    newest = circles.current(either.context.store)
    assert newest is not None and {row.circle for row in every_envelope(either)} == {newest.id}
    for row in every_envelope(either):
        assert all(crypto.key_id(pair.public) not in row.envelope for pair in removed.values())


class PowerCut(BaseException):
    """The machine goes off."""


def fail_after(power: pytest.MonkeyPatch, moved: int) -> None:
    """Ends the process, so far as the code can tell, when so many envelopes were moved: in the
    middle of the second batch.
    """
    real, count = crypto.reseal, iter(range(1000))

    def reseal(*arguments: Any) -> bytes:
        if next(count) == moved:
            raise PowerCut
        return real(*arguments)

    power.setattr(crypto, "reseal", reseal)


def again(portal_copy: PortalCopy) -> None:
    """Runs the verb that was stopped once more, as its help says."""
    done = portal_copy.verb(
        "remove-facilitator", "second", "--by", "first", typed=portal_copy.words["first"]
    )
    assert done.exit_code == 0, done.output
    assert int(re.findall(r"(\d+) envelopes", done.output)[0]) > 0


def every_envelope(portal_copy: PortalCopy) -> list[Any]:
    with portal_copy.context.store.read() as connection:
        return [
            row
            for table in (kept, messages)
            for row in connection.execute(sa.select(table.c.circle, table.c.envelope))
        ]


def test_words_that_are_sent_while_readers_change_are_sealed_for_those_who_stay(
    two: PortalCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed, stays, real = two.held("second"), two.held("first"), crypto.seal
    changes = iter([True])

    def seal(*arguments: Any) -> bytes:
        sealed = real(*arguments)
        if next(changes, False):
            accounts.remove(two.context, "second", stays)
        return sealed

    monkeypatch.setattr(crypto, "seal", seal)
    code = two.note("at that very moment")
    assert two.read_by(removed) == []
    assert two.read_by(two.held("first")) == ["at that very moment"]
    assert two.by_code(code) == "at that very moment"


def test_another_reader_gives_new_words_and_the_old_ones_open_nothing(two: PortalCopy) -> None:
    two.note("before")
    old, reader = two.words["second"], circles.facilitator_by_name(two.context.store, "second")
    token = crypto.token()
    assert reader is not None
    sessions.begin(
        two.context.store,
        reader.id,
        accounts.unlocked(two.context, "second", old)[1].private,
        token,
    )
    done = two.verb("reset", "second", "--by", "first", typed=two.words["first"])
    assert done.exit_code == 0, done.output
    two.words["second"] = shown(done.output)
    assert two.read_by(two.held("second")) == ["before"]
    assert sessions.find(two.context.store, token) is None
    with pytest.raises(accounts.Refused, match="do not fit"):
        accounts.unlocked(two.context, "second", old)


def test_the_only_reader_begins_anew_and_what_was_before_opens_with_its_code_alone(
    portal_copy: PortalCopy,
) -> None:
    portal_copy.add("first")
    code, before = portal_copy.note("before"), portal_copy.rows()
    done = portal_copy.verb("reset", "first")
    assert done.exit_code == 1 and "Say --nobody-else" in done.output
    assert portal_copy.rows() == before
    done = portal_copy.verb("reset", "first", "--nobody-else")
    assert done.exit_code == 0, done.output
    portal_copy.words["first"] = shown(done.output)
    portal_copy.note("after")
    assert portal_copy.read_by(portal_copy.held("first")) == ["after"]
    assert portal_copy.by_code(code) == "before"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "a letter in it"),
        ("   ", "a letter in it"),
        ("🫂", "a letter in it"),
        ("n" * 41, "too long"),
        ("fir\u202est", "turns letters round"),
        ("fi\x1brst", "hidden sign"),
        ("first", "named first already"),
        (" first ", "named first already"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_in_a_sentence(
    settled: PortalCopy, name: str, said: str
) -> None:
    refused(settled, said, "add-facilitator", name, "--by", "second", typed=settled.words["second"])


@pytest.mark.parametrize(
    "verb",
    [
        ["add-facilitator", "third", "--by", "first"],
        ["remove-facilitator", "second", "--by", "first"],
        ["reset", "second", "--by", "first"],
    ],
)
@pytest.mark.parametrize("typed", [NEVER, "washout", "x" * 5000, "\u202e"])
def test_wrong_words_of_the_reader_who_vouches_change_nothing(
    settled: PortalCopy, verb: list[str], typed: str
) -> None:
    refused(settled, "Name and words do not fit together.", *verb, typed=typed)


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (["remove-facilitator", "nobody", "--by", "first"], "no reader named nobody"),
        (["reset", "nobody"], "no reader named nobody"),
        (["remove-facilitator", "second", "--by", "second"], "must be another reader"),
        (["reset", "second", "--by", "second"], "must be another reader"),
        (["add-facilitator", "third", "--by", "nobody"], "no reader named nobody"),
        (["remove-facilitator", "second", "--by", " second"], "must be another reader"),
        (["reset", "second", "--by", "second "], "must be another reader"),
    ],
)
def test_who_is_not_there_or_is_the_same_cannot_vouch(
    settled: PortalCopy, verb: list[str], said: str
) -> None:
    refused(settled, said, *verb, typed=settled.words["second"])


def test_the_only_reader_is_not_taken_out_by_mistake(portal_copy: PortalCopy) -> None:
    portal_copy.add("first")
    refused(portal_copy, "is the only reader", "remove-facilitator", "first")


def refused(portal_copy: PortalCopy, said: str, *verb: str, typed: str = "") -> None:
    """One sentence, status 1, and every row as it was."""
    before = portal_copy.rows()
    done = portal_copy.verb(*verb, typed=typed)
    assert done.exit_code == 1, done.output
    lines = [line for line in done.output.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1 and said in lines[0] and "Traceback" not in done.output, done.output
    assert portal_copy.rows() == before


def test_the_verb_lists_readers_in_a_process_of_its_own(two: PortalCopy) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.cli", "portal", "readers"],
        cwd=ROOT,
        env={**os.environ, **two.env},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "first\nsecond\n"), done.stderr
