"""What a server leaves behind: no file that it wrote says who was here or what they wrote, in any
of the forms that words take in files.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import itertools
import json
import re
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from portal.config import Config
from portal.site import AppContext
from portal.staff import accounts
from portal.storage.tables import submissions as kept
from tests.harness.paths import ROOT
from tests.harness.people import Visitor
from tests.harness.postgres import Postgres, running
from tests.harness.servers import free_port, serving, wait_for
from tests.harness.watched_portal import FakeClock, Guest

CARERS, NOTE, CODE, CARE = (
    "/portal/groups/carers/join",
    "/portal/feedback",
    "/portal/code",
    "/portal/care/",
)
NOTHING = re.compile(rb"\0{64,}")
SOURCE, AGENT = "127.7.7.7", "marker-agent-5821"
# What people write and the server keeps: sealed, or it is found.
KEPT = {
    "contact": "quillon.5821@marker.example",
    "needs": "ein Platz für meinen Rollstuhl, marker-needs-5821",
    "message": "The lift was broken, marker-message-5821",
    "reply": "We mended it — marker-reply-5821",
    "note": "Someone there said “hush”, marker-note-5821",
    "second nickname": "Quöllfink5821",
    "answer": "Who was it? marker-answer-5821",
}
# What was typed and must be kept nowhere at all; the first nickname is put right later and lies in
# no envelope any more.
TYPED = {
    "nickname": "Quellonbird5821",
    "address": SOURCE,
    "agent": AGENT,
    "wrong code": "marker-wrong-code-5821",
    "path": "marker-path-5821",
    "wrong name": "Marker Name 5821",
    "wrong words": "marker-wrong-words-5821",
    "error": "marker-error-5821",
    "large": "marker-large-5821",
    "forged": "marker-forged-5821",
    "fault": "marker-fault-5821",
}


class Leaving(serving):
    """A server with a folder for temporary files and a file for all it says, whose words can be
    read while it runs.
    """

    def __init__(self, site: Path, folder: Path, program: str, **settings: str) -> None:
        (folder / "tmp").mkdir()
        super().__init__(
            site,
            TMPDIR=str(folder / "tmp"),
            HANDRAIL_DATA_DIR=str(folder / "data"),
            PYTHONDONTWRITEBYTECODE="1",
            **settings,
        )
        self.folder, self.program = folder, program

    def __enter__(self) -> str:
        with (self.folder / "said").open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.program],
                cwd=ROOT,
                env=self.env,
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
            )
        address = f"http://127.0.0.1:{self.port}"
        wait_for(address, self.process)
        return address


@contextlib.contextmanager
def lived(
    site: Path, folder: Path, program: str = "portal", *, waits: bool = False, **settings: str
) -> Iterator[SimpleNamespace]:
    """A whole life with one server: gives what was said in it, by name, and the ``parts`` of its
    copy. The server stops after the block.

    With ``waits`` people take their time and the server has the machine's clock; else a clock in a
    file moves on for them.
    """
    clock = None if waits else FakeClock(folder / "clock")
    settings_of_clock = (
        {"HANDRAIL_TESTING": "1", "HANDRAIL_CLOCK_FILE": str(clock.file)} if clock else {}
    )
    leaving = Leaving(site, folder, program, **settings_of_clock, **settings)
    context = AppContext.made(Config.from_env(leaving.env, ROOT))
    try:
        reader = accounts.ensure_first(context)
        assert reader is not None
        with leaving as address:
            yield SimpleNamespace(
                said=live(address, clock, reader.name, reader.passphrase, context),
                log=folder / "said",
            )
    finally:
        context.store.close()


def live(
    address: str, clock: FakeClock | None, name: str, passphrase: str, context: AppContext
) -> dict[str, str | bytes]:
    """Everything that people do with a portal, right and wrong. Gives each word and key that may
    not be found, by name.
    """
    somebody = Guest(address, clock, SOURCE, AGENT) if clock else Visitor(address, SOURCE, AGENT)
    code = somebody.join(
        "carers", TYPED["nickname"], "email", KEPT["contact"], KEPT["needs"], "first-name"
    ).code
    somebody.open(code)
    expect(somebody.press(CODE, "write", words=KEPT["message"]).status, 200)
    somebody.press(CODE, "edit")
    assert (
        KEPT["second nickname"]
        in somebody.press(CODE, "correct", nickname=KEPT["second nickname"]).text
    )
    note = somebody.note(KEPT["note"]).code
    go_wrong(somebody)
    host = Visitor(address, SOURCE, AGENT)
    assert len(host.log_in(name, passphrase).tree.css("a.sheet")) == 2, host.page.text[:200]
    for path, words in zip(
        (f"{CARE}record/{ref}" for ref in host.records()),
        (KEPT["reply"], KEPT["answer"]),
        strict=True,
    ):
        host.get(path)
        expect(host.press(path, "reply", words=words).status, 200)
    assert KEPT["reply"] in somebody.open(code).text
    assert KEPT["answer"] in somebody.open(note).text
    somebody.press(CODE, "text")
    expect(host.get("/portal/care/sessions").status, 200)
    break_down(somebody, code, note, context)
    token = host.cookies["care"]
    return {
        **TYPED,
        **KEPT,
        **words_of("code", code),
        **words_of("code of the note", note),
        **words_of("passphrase", passphrase),
        "session": token,
        "token": base64.urlsafe_b64decode(token),
    }


def expect(found: int, wanted: int) -> None:
    assert found == wanted, "the life went another way than it should"


def go_wrong(somebody: Visitor) -> None:
    """Every mistake that a person or a machine makes, with a mark in it."""
    somebody.get(NOTE)
    expect(
        somebody.press(NOTE, "check", topic="site", text=TYPED["error"] * 300, reply="yes").status,
        422,
    )
    somebody.get(CARERS)
    expect(
        somebody.press(
            CARERS, "page2", age="adult", nickname=TYPED["error"] * 9, reach="email"
        ).status,
        422,
    )
    expect(somebody.open(TYPED["wrong code"]).status, 404)
    expect(somebody.open("abacus " + TYPED["wrong code"]).status, 404)
    expect(somebody.log_in(TYPED["wrong name"], TYPED["wrong words"]).status, 422)
    for path in (
        f"/{TYPED['path']}",
        f"/portal/{TYPED['path']}?q={TYPED['path']}",
        f"{CARE}record/{TYPED['path']}",
    ):
        somebody.ask("GET", path, Referer=f"http://{somebody.host}/{TYPED['path']}")
    forged = {
        "csrf_token": TYPED["forged"],
        "form_token": TYPED["forged"],
        "text": TYPED["forged"],
        "go": "send",
    }
    expect(somebody.post(NOTE, forged).status, 400)
    with contextlib.suppress(OSError, http.client.HTTPException):
        assert somebody.post(NOTE, {"text": TYPED["large"] * 30_000}).status == 413


def break_down(somebody: Visitor, code: str, note: str, context: AppContext) -> None:
    """A table that is gone, and an envelope with nothing in it: the two kinds of fault, each with
    words on their way.
    """
    somebody.open(code)
    tell(context, sa.text("ALTER TABLE messages RENAME TO elsewhere"))
    expect(somebody.press(CODE, "write", words=TYPED["fault"]).status, 503)
    tell(context, sa.text("ALTER TABLE elsewhere RENAME TO messages"))
    somebody.open(note)
    tell(context, sa.update(kept).where(kept.c.kind == "note").values(envelope=b"torn"))
    expect(somebody.press(CODE, "write", words=TYPED["fault"]).status, 500)


def tell(context: AppContext, statement: sa.Executable) -> None:
    with context.store.write() as connection:
        connection.execute(statement)


def words_of(name: str, six: str) -> dict[str, str]:
    """Six words as they may stand somewhere: two by two, with anything between them."""
    pairs = list(itertools.pairwise(six.split()))
    assert len(pairs) == 5
    return {
        f"{name}, {place} parted by {between!r}": between.join(pair)
        for place, pair in enumerate(pairs)
        for between in (" ", "-", "")
        if len("".join(pair)) >= 7
    }


def forms(words: str | bytes) -> dict[str, bytes]:
    """The forms that words take in files."""
    if isinstance(words, bytes):
        return {"as it is": words, **letters(words)}
    found: dict[str, bytes] = {}
    for kind, text in {"": words, "small ": words.casefold()}.items():
        plain = text.encode()
        found |= {
            f"{kind}UTF-8": plain,
            f"{kind}UTF-16 LE": text.encode("utf-16-le"),
            f"{kind}UTF-16 BE": text.encode("utf-16-be"),
            f"{kind}percent": urllib.parse.quote(text, safe="").encode(),
            f"{kind}plus": urllib.parse.quote_plus(text).encode(),
            f"{kind}every percent": "".join(f"%{byte:02X}" for byte in plain).encode(),
            f"{kind}JSON": json.dumps(text)[1:-1].encode(),
            **{f"{kind}{name}": spelt for name, spelt in letters(plain).items()},
        }
    return found


def letters(plain: bytes) -> dict[str, bytes]:
    """Bytes written with letters: base64, wherever in its threes they begin, and hexadecimal."""
    found = {"hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    for before in range(3):
        # The letters at either end depend on what stands beside; those between do not.
        whole = base64.b64encode(b"\0" * before + plain)
        inner = whole[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]
        found |= {
            f"base64 after {before}": inner,
            f"base64 for addresses after {before}": inner.translate(bytes.maketrans(b"+/", b"-_")),
        }
    return found


def found_in(
    places: Iterable[Path], said: dict[str, str | bytes], since: float = 0.0
) -> dict[str, set[str]]:
    """What of it lies in any file of these folders that was written ``since``: by its name, where
    and in which form.
    """
    found: dict[str, set[str]] = {}
    wanted: dict[bytes, list[tuple[str, str]]] = {}
    for name, words in said.items():
        for form, needle in forms(words).items():
            wanted.setdefault(needle, []).append((name, form))
    for file in (
        file for place in places for file in (place.rglob("*") if place.is_dir() else [place])
    ):
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            # A database's files are nothing for the most part, and it takes long to look through
            # it.
            whole = (
                NOTHING.sub(b"\0" * 64, file.read_bytes()) if file.stat().st_mtime >= since else b""
            )
            for name, form in (
                where for needle, meant in wanted.items() if needle in whole for where in meant
            ):
                found.setdefault(name, set()).add(f"{file.name}: {form}")
    return found


def test_a_server_on_sqlite_leaves_no_trace_of_who_was_here_and_what_they_wrote(
    site: Path, tmp_path: Path
) -> None:
    with lived(site, tmp_path, waits=True) as life:
        assert (tmp_path / "data/handrail.sqlite3-wal").stat().st_size > 0, [
            file.name for file in (tmp_path / "data").iterdir()
        ]
        assert found_in([tmp_path], life.said) == {}, "while it runs"
    assert found_in([tmp_path], life.said) == {}, "after it stopped"
    assert life.log.read_text(encoding="utf-8").startswith("Closed at "), (
        "the fault left its kind and its place, and nothing else"
    )


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server in which nobody was before: its files hold this life alone, and are soon
    looked through.
    """
    with running(free_port()) as server:
        yield server


def test_a_server_on_postgresql_leaves_no_trace_either(
    site: Path, tmp_path: Path, postgres: Postgres
) -> None:
    (tmp_path / "secret").write_text("5821" * 16, encoding="utf-8")
    url = postgres.database()
    # What every new database holds lies in its files before the life begins, for it takes long to
    # look through it. A file's time is a little late.
    postgres.write_out()
    time.sleep(0.1)
    places, since = [tmp_path, postgres.data, postgres.log], time.time() - 0.05
    with lived(
        site, tmp_path, HANDRAIL_DATABASE_URL=url, HANDRAIL_SECRET_FILE=str(tmp_path / "secret")
    ) as life:
        assert found_in(places, life.said, since) == {}, "while it runs"
    with postgres.pause():
        assert found_in(places, life.said, since) == {}, "after it stopped"
    assert 'relation "messages" does not exist' in postgres.log.read_text(encoding="utf-8"), (
        "the search went past the database's own log"
    )


def test_without_sealing_everything_that_is_kept_is_found(site: Path, tmp_path: Path) -> None:
    with lived(site, tmp_path, "tests.harness.unsealed") as life:
        found = found_in([tmp_path], life.said)
    assert {
        "contact",
        "needs",
        "message",
        "reply",
        "answer",
        "second nickname",
        "note",
        "nickname",
    } == set(found), found
    assert set(KEPT) - {"note"} <= set(found_in([tmp_path], life.said))


@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"xyz"])
def test_the_search_finds_words_in_each_form_wherever_they_stand(
    tmp_path: Path, before: bytes
) -> None:
    words = "Für Quillon & Wren?"
    whole = before + words.encode() + b"."
    spelt = {
        "UTF-8": whole,
        "UTF-16 LE": before + words.encode("utf-16-le"),
        "UTF-16 BE": before + words.encode("utf-16-be"),
        "base64": base64.b64encode(whole),
        "base64 for addresses": base64.urlsafe_b64encode(whole),
        "hex": whole.hex().encode(),
        "HEX": whole.hex().upper().encode(),
        "percent": urllib.parse.quote(whole, safe="").encode(),
        "JSON": json.dumps(words).encode(),
        "plus": urllib.parse.urlencode({"words": words}).encode(),
        "small UTF-8": words.lower().encode(),
    }
    for form, text in spelt.items():
        (tmp_path / form).write_bytes(b"\xff" + text + b"\0")
        assert any(
            hit.startswith(f"{form}: ") for hit in found_in([tmp_path], {"it": words}).get("it", ())
        ), form
    assert found_in([tmp_path], {"it": "Für Quillon & Wrens"}) == {}
