"""Sealing: golden vectors that every later release must still open, and what must stay shut."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal import crypto
from portal.crypto import Closed, Pair

# Every value is text, so that no figure of hexadecimal is taken for a number.
CASES: dict[str, list[Any]] = yaml.load(
    (Path(__file__).parent / "cases/crypto.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
REF = "00112233445566ff"
SECRET = b"a secret of a test, thirty-two bytes or more"
LARGEST = 24_556


def of(case: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(case[name])


def pair_of(private: bytes) -> Pair:
    return Pair(crypto.PrivateKey(private).public_key.encode(), private)


@pytest.mark.parametrize("case", CASES["derive"], ids=lambda case: case["use"])
def test_a_key_for_one_use_is_made_of_the_secret_as_ever(case: dict[str, Any]) -> None:
    assert crypto.derive(case["secret"].encode(), case["use"]) == of(case, "is")


@pytest.mark.parametrize("case", CASES["fingerprint"], ids=lambda case: case["use"])
def test_a_token_is_found_by_the_same_fingerprint_as_ever(case: dict[str, Any]) -> None:
    assert crypto.fingerprint(of(case, "value"), case["use"]) == of(case, "is")


@pytest.mark.parametrize("case", CASES["key_id"], ids=lambda case: case["is"])
def test_an_envelope_names_a_key_as_ever(case: dict[str, Any]) -> None:
    assert crypto.key_id(of(case, "public")) == of(case, "is")


@pytest.mark.parametrize("case", CASES["six_words"], ids=lambda case: case["is"])
def test_a_page_that_is_sent_twice_bears_the_same_six_words(case: dict[str, Any]) -> None:
    assert " ".join(crypto.six_words(case["words"].split(), of(case, "seed"))) == case["is"]


@pytest.mark.parametrize("case", CASES["code_keys"], ids=lambda case: case["lookup"][:8])
def test_a_code_finds_and_opens_what_it_always_did(case: dict[str, Any]) -> None:
    keys = crypto.code_keys(case["code"].split(), case["secret"].encode())
    assert (keys.lookup, keys.pair) == (
        of(case, "lookup"),
        Pair(of(case, "public"), of(case, "private")),
    )


@pytest.mark.parametrize("case", CASES["boxes"], ids=lambda case: case["plain"])
def test_an_old_box_opens(case: dict[str, Any]) -> None:
    assert crypto.unbox(of(case, "key"), of(case, "boxed")).decode() == case["plain"]


@pytest.mark.parametrize("case", CASES["sealed"], ids=lambda case: case["plain"])
def test_what_was_sealed_to_a_key_long_ago_opens(case: dict[str, Any]) -> None:
    assert crypto.open_with(of(case, "private"), of(case, "sealed")).decode() == case["plain"]


@pytest.mark.parametrize("case", CASES["locks"], ids=lambda case: case["passphrase"])
def test_an_old_passphrase_unlocks_its_key_and_another_one_does_not(case: dict[str, Any]) -> None:
    words = case["passphrase"].split()
    assert crypto.unlock(of(case, "lock"), words) == of(case, "private")
    for wrong in ([], words[:5], words[::-1], [word.upper() for word in words]):
        with pytest.raises(Closed):
            crypto.unlock(of(case, "lock"), wrong)


@pytest.mark.parametrize("case", CASES["envelopes"], ids=lambda case: case["name"])
def test_an_old_envelope_opens_for_each_of_its_readers_in_its_own_place_alone(
    case: dict[str, Any],
) -> None:
    envelope = of(case, "envelope")
    for private in case["readers"]:
        reader = pair_of(bytes.fromhex(private))
        assert crypto.unseal(envelope, case["belongs_to"], reader).decode() == case["plain"]
        for elsewhere in ("", case["belongs_to"] + "/person", case["belongs_to"][:-1]):
            with pytest.raises(Closed, match="moved here"):
                crypto.unseal(envelope, elsewhere, reader)


def test_nobody_else_opens_an_envelope() -> None:
    reader, stranger = crypto.pair(), crypto.pair()
    envelope = crypto.seal(b"words", REF, [reader.public])
    with pytest.raises(Closed, match="somebody else"):
        crypto.unseal(envelope, REF, stranger)
    with pytest.raises(Closed, match="does not fit"):
        crypto.unseal(envelope, REF, Pair(reader.public, stranger.private))


def test_an_envelope_that_was_changed_in_any_one_byte_stays_shut() -> None:
    reader = crypto.pair()
    envelope = crypto.seal(b"words", REF, [reader.public])
    opened = [
        place
        for place in range(len(envelope))
        for flip in (0x01, 0x80)
        if opens(changed(envelope, place, flip), reader)
    ]
    assert opened == []


def test_a_byte_changed_for_one_reader_never_gives_another_one_other_words() -> None:
    first, second = crypto.pair(), crypto.pair()
    envelope = crypto.seal(b"words", REF, [first.public, second.public])
    own = range(2, 2 + crypto.KEY_ID + crypto.SEALED_KEY)
    for place in range(len(envelope)):
        assert opens(changed(envelope, place, 0x01), second) == (place in own), place


def test_an_envelope_that_was_cut_short_or_made_longer_stays_shut() -> None:
    reader = crypto.pair()
    envelope = crypto.seal(b"words", REF, [reader.public])
    assert [size for size in range(len(envelope)) if opens(envelope[:size], reader)] == []
    assert not opens(envelope + b"\0", reader)


@pytest.mark.parametrize("version", [0, 2, 255])
def test_a_version_that_is_not_known_is_not_guessed_at(version: int) -> None:
    reader = crypto.pair()
    envelope = bytes([version]) + crypto.seal(b"words", REF, [reader.public])[1:]
    for act in (
        lambda: crypto.unseal(envelope, REF, reader),
        lambda: crypto.reseal(envelope, reader, reader.public),
        lambda: crypto.unlock(bytes([version]) + crypto.lock(reader.private, ["a"])[1:], ["a"]),
    ):
        with pytest.raises(Closed, match="version"):
            act()


def test_resealing_gives_one_key_to_a_new_reader_and_leaves_the_words_alone() -> None:
    circle, person, successor = crypto.pair(), crypto.pair(), crypto.pair()
    envelope = crypto.seal(b"words", REF, [circle.public, person.public])
    again = crypto.reseal(envelope, circle, successor.public)
    for reader in (person, successor):
        assert crypto.unseal(again, REF, reader) == b"words"
    assert not opens(again, circle)
    assert not opens(again, Pair(successor.public, circle.private))
    boxed = len(envelope) - 2 - 2 * (crypto.KEY_ID + crypto.SEALED_KEY)
    assert again[-boxed:] == envelope[-boxed:]
    assert len(again) == len(envelope)


def test_only_a_reader_of_an_envelope_can_reseal_it() -> None:
    reader, stranger = crypto.pair(), crypto.pair()
    envelope = crypto.seal(b"words", REF, [reader.public])
    for other in (stranger, Pair(reader.public, stranger.private)):
        with pytest.raises(Closed):
            crypto.reseal(envelope, other, stranger.public)


def test_the_same_words_never_make_the_same_envelope() -> None:
    reader = crypto.pair()
    made = [crypto.seal(b"words", REF, [reader.public]) for _ in range(20)]
    step = 2 + crypto.KEY_ID
    assert len({one[step : step + 32] for one in made}) == len({one[-512:] for one in made}) == 20


def test_envelopes_come_in_four_sizes_whatever_they_hold() -> None:
    reader = crypto.pair()
    lengths = sorted(
        {
            *range(0, LARGEST + 1, 97),
            *(size - 20 + by for size in crypto.SIZES for by in (-1, 0, 1)),
            LARGEST,
        }
        - {LARGEST + 1}
    )
    sizes = {}
    for length in lengths:
        envelope = crypto.seal(b"\0" * length, REF, [reader.public])
        assert crypto.unseal(envelope, REF, reader) == b"\0" * length
        sizes[length] = len(envelope)
    assert len(lengths) > 250
    assert len(set(sizes.values())) == 4
    assert list(sizes.values()) == sorted(sizes.values())


@pytest.mark.parametrize("length", [LARGEST + 1, 100_000])
def test_more_than_an_envelope_holds_is_refused_and_not_cut(length: int) -> None:
    with pytest.raises(ValueError, match="more than an envelope holds"):
        crypto.seal(b"x" * length, REF, [crypto.pair().public])


def test_a_box_opens_with_its_own_key_alone() -> None:
    key = crypto.token()
    boxed = crypto.box(key, b"private")
    assert crypto.unbox(key, boxed) == b"private"
    for wrong in (crypto.token(), b"", key[:-1], key + b"\0"):
        with pytest.raises(Closed):
            crypto.unbox(wrong, boxed)
    for place in range(len(boxed)):
        with pytest.raises(Closed):
            crypto.unbox(key, changed(boxed, place, 0x01))


def test_what_stands_in_for_a_reader_who_is_not_there_opens_for_nobody() -> None:
    for words in ((), ("",) * 6, ("first",)):
        with pytest.raises(Closed):
            crypto.unlock(crypto.NO_LOCK, words)
    assert len(crypto.NO_LOCK) == len(crypto.lock(crypto.pair().private, ["a"]))


def test_a_code_is_six_words_and_each_is_drawn_as_often_as_any_other() -> None:
    words = [f"word{number}" for number in range(100)]
    codes = [
        crypto.six_words(words, hashlib.sha256(bytes([draw % 256, draw // 256])).digest())
        for draw in range(2000)
    ]
    assert {len(code) for code in codes} == {6}
    seen = Counter(word for code in codes for word in code)
    assert set(seen) == set(words)
    assert 60 < min(seen.values()) <= max(seen.values()) < 190, (
        "12,000 draws of 100 words: about 120 of each"
    )


def test_the_first_words_of_a_list_are_not_favoured() -> None:
    # So long a list that dividing with remainder, and nothing more, would draw its first third
    # every second time.
    words = Numbered(3 * 2**30)
    drawn = [
        int(word)
        for draw in range(500)
        for word in crypto.six_words(
            words, hashlib.sha256(bytes([draw % 256, draw // 256])).digest()
        )
    ]
    share = sum(number < 2**30 for number in drawn) / len(drawn)
    assert 0.29 < share < 0.38, f"{share:.2f} of the words came from the first third of the list"


def test_codes_by_lot_and_by_different_seeds_differ() -> None:
    words = [f"word{number}" for number in range(7000)]
    assert len({crypto.six_words(words) for _ in range(200)}) == 200
    assert len({crypto.six_words(words, bytes([number]) * 32) for number in range(200)}) == 200


def test_a_code_under_another_secret_finds_and_opens_nothing() -> None:
    code = ("amber", "birch", "cloud", "drift", "ember", "fern")
    here, elsewhere = crypto.code_keys(code, SECRET), crypto.code_keys(code, SECRET + b"!")
    assert here.lookup != elsewhere.lookup
    assert not opens(crypto.seal(b"words", REF, [here.pair.public]), elsewhere.pair)


def test_a_key_does_not_show_in_messages() -> None:
    own = crypto.pair()
    keys = crypto.code_keys(("amber",) * 6, SECRET)
    for shown in (repr(own), str(own), repr([own]), f"{own!r}"):
        assert own.private.hex() not in shown and repr(own.private)[2:-1] not in shown
    assert repr(keys.pair.private)[2:-1] not in repr(keys)


class Numbered(Sequence[str]):
    """A list of words that need not be written down: each is its own number."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, place: Any) -> Any:
        return str(place)


def changed(whole: bytes, place: int, flip: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]


def opens(envelope: bytes, reader: Pair) -> bool:
    """Whether a reader can open it. If so, the words must be the ones that were sealed."""
    try:
        words = crypto.unseal(envelope, REF, reader)
    except Closed:
        return False
    assert words == b"words", "an envelope gave other words than were sealed"
    return True
