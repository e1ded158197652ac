"""A copy of database, secret and settings in strange hands: without a passphrase or a code nothing
of it opens.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox
from wtforms import PasswordField

from portal import crypto, sealed_store
from portal.app import create_app
from portal.config import Config
from portal.crypto import Pair
from portal.domain import codes
from portal.domain.submissions import Answers, Note
from portal.forms.fields import PortalForm
from portal.operations.verbs import portal
from portal.site import EXTENSION, AppContext, SiteContext
from portal.staff import accounts
from portal.storage import circles, sessions, submissions
from tests.harness.paths import ROOT

# What people choose where they may, and what a forgotten setting leaves.
COMMON = [
    "",
    " ",
    "password",
    "password1",
    "123456",
    "12345678",
    "123456789",
    "qwerty",
    "abc123",
    "letmein",
    "admin",
    "root",
    "iloveyou",
    "welcome",
    "monkey",
    "dragon",
    "football",
    "handrail",
    "secret",
    "test",
    "first",
    "changeme",
    "default",
    "hope",
    "help",
    "correct horse battery staple",
    "one two three four five six",
    "a b c d e f",
    "password password password password password password",
    "000000",
    "111111",
    "1234",
    "trustno1",
    "sunshine",
    "princess",
    "master",
    "shadow",
    "passphrase",
    "demo",
    "facilitator",
]
LOCK = 1 + crypto.SALT
BOXED_AT_LEAST = 40


@dataclass(frozen=True)
class Stolen:
    """What lies in a copy: each sealed thing by its column, and every key that could be tried on
    it.
    """

    sealed: dict[str, list[bytes]]
    keys: set[bytes]


@dataclass
class Owner:
    """A copy with words in it, and what only its people know."""

    site_context: SiteContext
    app: Flask
    passphrase: str
    code: tuple[str, ...]
    session: bytes


@pytest.fixture(scope="module")
def owner(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    folder = tmp_path_factory.mktemp("stolen")
    config = Config.from_env(
        {"HANDRAIL_DATA_DIR": str(folder), "HANDRAIL_SITE_DIR": str(site)}, ROOT
    )
    context = AppContext.made(config)
    app = create_app(config, context)
    site_context: SiteContext = app.extensions[EXTENSION]
    admitted = accounts.add(context, "first", None)
    reader, pair = accounts.unlocked(context, "first", admitted.passphrase)
    accounts.add(context, "second", circles.circle_keys(context.store, reader.id, pair))
    session = crypto.token()
    sessions.begin(context.store, reader.id, pair.private, session)
    code = crypto.six_words(codes.words())
    keys = context.code_keys(code)
    group = site_context.group("carers")
    assert group is not None
    sealed_store.keep_request(
        site_context,
        "carers",
        Answers("Wren", "email", "wren@example.org", needs="tea"),
        keys,
        1,
    )
    sealed_store.keep_note(site_context, Note("site", "Is there tea?"), crypto.token(), None)
    record = submissions.by_lookup(context.store, keys.lookup)
    assert record is not None
    for by_host in (True, False):
        sealed_store.add_message(site_context, record, "hello", crypto.token(), by_host=by_host)
    yield Owner(site_context, app, admitted.passphrase, code, session)
    context.store.close()


def stolen(owner: Owner) -> Stolen:
    """Looks through the whole database, the secret and the settings as a stranger would, and
    collects what could be a key.
    """
    config = owner.site_context.context.config
    with contextlib.closing(
        sqlite3.connect(config.database_url.removeprefix("sqlite:///"))
    ) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows = {name: _rows(connection, name) for name in tables}
    blobs = {
        value
        for name in rows
        for row in rows[name]
        for value in row.values()
        if isinstance(value, bytes)
    }
    texts = {
        value
        for name in rows
        for row in rows[name]
        for value in row.values()
        if isinstance(value, str)
    }
    secret = owner.site_context.context.secret
    sealed = {
        name: [row[column] for row in rows[table]]
        for name, table, column in (
            ("record", "submissions", "envelope"),
            ("message", "messages", "envelope"),
            ("member", "circle_members", "sealed_key"),
            ("reader", "facilitators", "locked_key"),
            ("session", "sessions", "boxed_key"),
        )
    }
    return Stolen(
        sealed,
        {
            *_windows([*blobs, secret, config.secret_file.read_bytes()]),
            *_derived(secret, blobs, texts),
        },
    )


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(f'SELECT * FROM "{table}"')
    return [
        dict(zip([column[0] for column in found.description], row, strict=True)) for row in found
    ]


def _windows(values: Iterable[bytes]) -> set[bytes]:
    """Every 32 bytes in a row of a short value; of a long one the head, where keys could lie."""
    return {
        value[start : start + 32] for value in values for start in range(min(len(value), 320) - 31)
    }


def _derived(secret: bytes, blobs: set[bytes], texts: set[str]) -> set[bytes]:
    """What the code makes of a secret and of what lies beside it, and what a careless hand would
    have made.
    """
    uses = {
        "codes",
        "cookies",
        "marks",
        "proof of the secret",
        "session",
        "session box",
        "note",
        "browser",
        "lane",
        "name first",
        "",
        *texts,
        *(f"name {text}" for text in texts),
        *(f"seed {text} " for text in texts),
    }
    uses |= {
        f"seed {use} {blob.hex()}"
        for use in ("note", "join", "carers")
        for blob in blobs
        if len(blob) <= 32
    }
    made = {crypto.derive(secret, use) for use in uses}
    short = {blob for blob in blobs if len(blob) <= 120} | {secret} | made
    made |= {
        crypto.fingerprint(value, use)
        for value in short
        for use in ("session", "session box", "note", "browser", "lane", "once")
    }
    hashed = {hashlib.sha256(value).digest() for value in short} | {
        hashlib.blake2b(value, digest_size=32).digest() for value in short
    }
    seeds = {crypto.crypto_box_seed_keypair(value)[1] for value in short if len(value) == 32}
    return made | hashed | seeds


def opened(copy: Stolen, keys: set[bytes]) -> dict[str, int]:
    """How many sealed things open when each key is tried on each, as the key of a box and as a
    private key; and what is inside them too.
    """
    found = dict.fromkeys(copy.sealed, 0)
    boxes, sealed = _parts_of(copy)
    pairs = [SealedBox(PrivateKey(key)) for key in keys]
    inner: set[bytes] = set()
    for name, whole in sealed:
        for plain in (_tried(pair, whole) for pair in pairs):
            if plain is not None:
                inner.add(plain)
                found[name] += 1
    locks = [SecretBox(key) for key in keys | inner]
    for name, whole in boxes:
        for plain in (_tried(lock, whole) for lock in locks):
            if plain is not None:
                inner.add(plain)
                found[name] += 1
    fresh = {plain for plain in inner if len(plain) == 32} - keys
    deeper = opened(copy, fresh) if fresh else {}
    return {name: number + deeper.get(name, 0) for name, number in found.items()}


def _parts_of(copy: Stolen) -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    boxes, sealed = (
        [("session", whole) for whole in copy.sealed["session"]],
        [("member", whole) for whole in copy.sealed["member"]],
    )
    boxes += [("reader", whole[LOCK:]) for whole in copy.sealed["reader"]]
    for name in ("record", "message"):
        for envelope in copy.sealed[name]:
            keys, box = crypto._taken_apart(envelope)
            boxes.append((name, box))
            sealed += [(name, one) for one in keys.values()]
    return boxes, sealed


def _tried(lock: SecretBox | SealedBox, whole: bytes) -> bytes | None:
    try:
        return bytes(lock.decrypt(whole))
    except (CryptoError, ValueError, TypeError):
        return None


def test_no_key_that_lies_in_a_copy_opens_anything_in_it(owner: Owner) -> None:
    copy = stolen(owner)
    assert {name: len(found) for name, found in copy.sealed.items()} == {
        "record": 2,
        "message": 2,
        "member": 2,
        "reader": 2,
        "session": 1,
    }
    assert len(copy.keys) > 2000
    assert opened(copy, copy.keys) == {
        "record": 0,
        "message": 0,
        "member": 0,
        "reader": 0,
        "session": 0,
    }


def test_a_code_opens_its_own_record_and_nothing_else(owner: Owner) -> None:
    private = owner.site_context.context.code_keys(owner.code).pair.private
    found = opened(stolen(owner), {private})
    assert (
        found["record"]
        and found["message"]
        and not (found["member"] or found["reader"] or found["session"])
    )


def test_a_session_token_or_a_passphrase_opens_what_a_reader_may_read(owner: Owner) -> None:
    copy, context = stolen(owner), owner.site_context.context
    for key in (
        crypto.fingerprint(owner.session, "session box"),
        accounts.unlocked(context, "first", owner.passphrase)[1].private,
    ):
        found = opened(copy, {key})
        assert found["record"] >= 4 and found["message"] >= 4 and found["member"], found


def test_no_common_passphrase_is_that_of_a_reader_and_no_common_code_finds_a_record(
    owner: Owner,
) -> None:
    context, words = owner.site_context.context, codes.words()
    guesses = (
        [tuple(text.split()) for text in COMMON]
        + [(word,) * 6 for word in words[::1500]]
        + [words[:6], words[-6:]]
    )
    assert len(guesses) >= 46
    guesses += [(word,) for word in words[::1900]]
    reader = circles.facilitator_by_name(context.store, "first")
    assert reader is not None and len(guesses) >= 50
    assert crypto.unlock(reader.locked_key, tuple(owner.passphrase.split())), (
        "the right one opens by the same way"
    )
    copy = stolen(owner)
    for guess in guesses:
        with pytest.raises(crypto.Closed):
            crypto.unlock(reader.locked_key, guess)
        keys = context.code_keys(guess)
        assert submissions.by_lookup(context.store, keys.lookup) is None
        assert not any(opened(copy, {keys.pair.private, keys.lookup}).values()), guess


def test_the_secret_of_another_copy_finds_nothing_even_with_the_code(owner: Owner) -> None:
    elsewhere = replace(
        owner.site_context.context, secret=b"the secret of another copy, which is long enough"
    )
    keys = elsewhere.code_keys(owner.code)
    assert submissions.by_lookup(owner.site_context.context.store, keys.lookup) is None
    assert not any(opened(stolen(owner), {keys.pair.private}).values())


def test_no_verb_lets_anyone_choose_a_passphrase(owner: Owner) -> None:
    verbs = portal.commands
    assert {"add-facilitator", "remove-facilitator", "reset"} <= set(verbs)
    asked = {(name, part.name) for name, verb in verbs.items() for part in verb.params}
    assert {part for _, part in asked} <= {"name", "by", "last", "nobody_else"}, asked
    assert all(
        not part.prompt
        for verb in verbs.values()
        for part in verb.params
        if isinstance(part, click.Option)
    )


def test_no_form_but_log_in_takes_a_passphrase(owner: Owner) -> None:
    kinds = [
        kind for base in PortalForm.__subclasses__() for kind in (base, *base.__subclasses__())
    ]
    assert {"JoinForm", "NoteForm", "CodeForm", "LoginForm"} <= {kind.__name__ for kind in kinds}
    with owner.app.test_request_context():
        secret = {
            (kind.__name__, field.name)
            for kind in kinds
            for field in kind()
            if isinstance(field, PasswordField) or "pass" in field.name
        }
    assert secret == {("LoginForm", "passphrase")}


def test_every_passphrase_and_code_that_is_made_is_six_words_of_the_list(owner: Owner) -> None:
    assert len(owner.passphrase.split()) == 6 and codes.read(owner.passphrase) == tuple(
        owner.passphrase.split()
    )
    said = (
        CliRunner()
        .invoke(
            portal,
            ["add-facilitator", "third", "--by", "first"],
            input=f"{owner.passphrase}\n",
            env={"HANDRAIL_DATA_DIR": str(owner.site_context.context.config.data_dir)},
        )
        .output
    )
    shown = said.strip().splitlines()[-1].strip()
    assert codes.read(shown) == tuple(shown.split())
    reader = circles.facilitator_by_name(owner.site_context.context.store, "third")
    assert reader is not None
    assert Pair(reader.public_key, crypto.unlock(reader.locked_key, shown.split()))
