"""Who can open what, before and after readers come, go and lose their words: each key tried on each
envelope, on both engines.
"""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import crypto, sealed_store
from portal.crypto import Closed, CodeKeys, Pair
from portal.domain.submissions import Answers, Sealed
from portal.sealed_store import NoCircle
from portal.staff import accounts
from portal.staff.accounts import Refused
from portal.storage import circles, groups, sessions, submissions
from portal.storage.engine import Unavailable
from portal.storage.submissions import NewNote
from portal.storage.tables import circle_members, messages
from portal.storage.tables import submissions as kept
from tests.harness.databases import People

SEVERAL = 7


@pytest.fixture
def room(people: People) -> People:
    """A copy whose group takes people."""
    groups.sync_capacities(people.store, {"carers": 10}, people.now)
    return people


def filled(people: People) -> list[CodeKeys]:
    """Requests, a note and messages both ways; gives the codes, that of a request first."""
    group = people.site_context.group("carers")
    assert group is not None
    found = [people.ask(group, "carers", f"Person {n}", needs="tea")[1] for n in range(SEVERAL)] + [
        people.write("A clock is late.")[1]
    ]
    people.write("No reply, please.", reply=False)
    for keys in found:
        say(people, keys, "hello", by_host=True)
        say(people, keys, "and hello", by_host=False)
    return found


def say(people: People, keys: CodeKeys, text: str, *, by_host: bool = False) -> None:
    assert sealed_store.add_message(
        people.site_context, people.found(keys), text, crypto.token(), by_host=by_host
    )


def all_envelopes(people: People) -> list[bytes]:
    return [row.envelope for table in (kept, messages) for row in people.rows(table)]


def openable(people: People, privates: list[bytes]) -> int:
    """How many envelopes open with any of these private keys, whatever key the envelope names."""
    return sum(
        any(
            tried(private, sealed)
            for private in privates
            for sealed in crypto._taken_apart(envelope)[0].values()
        )
        for envelope in all_envelopes(people)
    )


def tried(private: bytes, sealed: bytes) -> bool:
    try:
        crypto.open_with(private, sealed)
    except Closed:
        return False
    return True


def own_pair(people: People, name: str, passphrase: str) -> Pair:
    return accounts.unlocked(people.context, name, passphrase)[1]


def rename(people: People, old: str, new: str) -> None:
    with people.store.write() as connection:
        connection.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))


def test_a_reader_who_is_added_holds_nobody_elses_keys(room: People) -> None:
    first, held = room.reader("anna")
    second, _ = room.reader("ben", held)
    anna, ben = own_pair(room, "anna", first), own_pair(room, "ben", second)
    assert sorted(
        tried(pair.private, row.sealed_key)
        for row in room.rows(circle_members)
        for pair in (anna, ben)
    ) == [False, False, True, True]
    for name, words in (("anna", second), ("ben", first), ("anna", "")):
        with pytest.raises(Refused, match="do not fit"):
            own_pair(room, name, words)


def test_a_removed_reader_opens_nothing_new_and_nothing_that_was_sealed_anew(room: People) -> None:
    _, held = room.reader("anna")
    words, had = room.reader("ben", held)
    request, *_ = filled(room)
    stolen = [own_pair(room, "ben", words).private, *(pair.private for pair in had.values())]
    total = len(all_envelopes(room))
    assert openable(room, stolen) == total, "what ben could read while he was here"
    assert accounts.remove(room.context, "ben", held) == total
    say(room, request, "he cannot read this")
    assert openable(room, stolen) == 0
    assert [
        row.reader for row in room.rows(circle_members) if tried(stolen[0], row.sealed_key)
    ] == []
    assert circles.facilitator_by_name(room.store, "ben") is None


def test_those_who_stay_and_those_with_codes_read_on_after_a_removal(room: People) -> None:
    words, held = room.reader("anna")
    room.reader("ben", held)
    asked = filled(room)
    accounts.remove(room.context, "ben", held)
    say(room, asked[0], "after")
    now = room.keys("anna", words)
    assert len(now) == 1 and set(now) != set(held), (
        "the old key is thrown away once nothing needs it"
    )
    record = room.found(asked[0])
    for keys in (now, asked[0].pair):
        assert sealed_store.answers(record, keys).nickname == "Person 0"
        assert [said.text for said in sealed_store.thread(room.site_context, record, keys)] == [
            "hello",
            "and hello",
            "after",
        ]
    assert sealed_store.note(room.found(asked[-1]), now).text == "A clock is late."


def test_a_sealing_that_was_stopped_goes_on_where_it_was(room: People) -> None:
    words, held = room.reader("anna")
    gone, had = room.reader("ben", held)
    asked = filled(room)
    stolen = [own_pair(room, "ben", gone).private, *(pair.private for pair in had.values())]
    rename(room, "messages", "elsewhere")
    with pytest.raises(Unavailable):
        accounts.remove(room.context, "ben", held)
    rename(room, "elsewhere", "messages")
    newest = circles.current(room.store)
    assert newest is not None
    assert {row.circle for row in room.rows(kept)} == {newest.id} and {
        row.circle for row in room.rows(messages)
    } == set(held), "half is done"
    between = room.keys("anna", words)
    for keys in asked:
        assert len(sealed_store.thread(room.site_context, room.found(keys), between)) == 2, (
            "whoever stays reads both halves meanwhile"
        )
    assert circles.reseal_pending(room.store)
    assert circles.reseal(room.store, between) == len(room.rows(messages))
    assert not circles.reseal_pending(room.store)
    assert openable(room, stolen) == 0
    now = room.keys("anna", words)
    assert list(now) == [newest.id]
    assert all(
        len(sealed_store.thread(room.site_context, room.found(keys), now)) == 2 for keys in asked
    )
    with pytest.raises(Refused, match="no reader named ben"):
        accounts.remove(room.context, "ben", now)


def test_words_that_come_late_are_sealed_anew_to_those_who_read_now(room: People) -> None:
    words, held = room.reader("anna")
    _, had = room.reader("ben", held)
    asked = filled(room)
    group = room.site_context.group("carers")
    assert group is not None
    with Flask("late").app_context():
        old = room.site_context.circle()
        accounts.remove(room.context, "ben", held)
        assert room.site_context.circle() == old, (
            "this request has looked already, and goes on with the circle that it saw"
        )
        say(room, asked[0], "late message")
        sealed_store.correct(room.site_context, room.found(asked[1]), Answers("Late name", "code"))
    with Flask("late").app_context():
        assert room.site_context.circle() != old
    stale = [pair.private for pair in had.values()]
    now = room.keys("anna", words)
    assert openable(room, stale) == 0
    assert (
        sealed_store.thread(room.site_context, room.found(asked[0]), now)[-1].text == "late message"
    )
    assert sealed_store.answers(room.found(asked[1]), now).nickname == "Late name"


def test_storage_takes_nothing_that_was_sealed_to_a_key_of_before(room: People) -> None:
    _, held = room.reader("anna")
    room.reader("ben", held)
    request, *_ = filled(room)
    old = circles.current(room.store)
    assert old is not None
    accounts.remove(room.context, "ben", held)
    before = [room.rows(table) for table in (kept, messages)]
    record = room.found(request)
    late = Sealed(old.id, crypto.seal(b'"late"', record.ref, [old.public_key]))
    for act in (
        lambda: submissions.add_message(room.store, record, crypto.token(), late, by_host=False),
        lambda: submissions.correct(room.store, record, late),
        lambda: submissions.add_note(room.store, NewNote(crypto.token(), None, late, "0" * 16)),
    ):
        with pytest.raises(circles.KeyRotated):
            act()
    assert [room.rows(table) for table in (kept, messages)] == before


def test_a_reader_with_new_words_reads_everything_and_the_old_words_are_over(room: People) -> None:
    _, held = room.reader("anna")
    old, _ = room.reader("ben", held)
    request, *_ = filled(room)
    ben, pair, token = (
        accounts.existing(room.context, "ben"),
        own_pair(room, "ben", old),
        crypto.token(),
    )
    sessions.begin(room.store, ben.id, pair.private, token)
    fresh = accounts.reset(room.context, "ben", held)
    assert fresh.passphrase != old
    with pytest.raises(Refused, match="do not fit"):
        own_pair(room, "ben", old)
    assert sessions.find(room.store, token) is None
    assert [row for row in room.rows(circle_members) if tried(pair.private, row.sealed_key)] == []
    assert (
        sealed_store.answers(room.found(request), room.keys("ben", fresh.passphrase)).nickname
        == "Person 0"
    )
    assert accounts.existing(room.context, "ben").id == ben.id


def test_the_only_reader_begins_anew_and_old_words_open_with_codes_alone(room: People) -> None:
    room.reader("anna")
    asked = filled(room)
    fresh = accounts.reset(room.context, "anna", None)
    now = room.keys("anna", fresh.passphrase)
    record = room.found(asked[0])
    with pytest.raises(Closed, match="does not hold"):
        sealed_store.answers(record, now)
    assert sealed_store.answers(record, asked[0].pair).nickname == "Person 0"
    say(room, asked[0], "new words")
    texts = [
        said.text for said in sealed_store.thread(room.site_context, room.found(asked[0]), now)
    ]
    assert texts == [sealed_store.LOST, sealed_store.LOST, "new words"]


def test_a_reset_with_nobody_else_leaves_other_readers_what_they_had(room: People) -> None:
    first, held = room.reader("anna")
    room.reader("ben", held)
    request, *_ = filled(room)
    fresh = accounts.reset(room.context, "ben", None)
    say(room, request, "new words")
    theirs = sealed_store.thread(room.site_context, room.found(request), room.keys("anna", first))
    assert [said.text for said in theirs] == ["hello", "and hello", "new words"]
    assert (
        sealed_store.thread(
            room.site_context, room.found(request), room.keys("ben", fresh.passphrase)
        )[-1].text
        == "new words"
    )


def test_without_readers_nothing_is_kept_and_the_next_one_begins_anew(room: People) -> None:
    room.reader("anna")
    asked = filled(room)
    assert accounts.remove(room.context, "anna", None) == 0
    assert room.site_context.circle() is None
    before = len(all_envelopes(room))
    with pytest.raises(NoCircle):
        room.write("To nobody.")
    with pytest.raises(NoCircle):
        say(room, asked[0], "To nobody.")
    assert len(all_envelopes(room)) == before
    words, _ = room.reader("cleo")
    _, keys = room.write("To somebody.")
    assert sealed_store.note(room.found(keys), room.keys("cleo", words)).text == "To somebody."
    assert sealed_store.answers(room.found(asked[0]), asked[0].pair).nickname == "Person 0"
