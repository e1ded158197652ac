"""Sealing: who can read what is stored. The only file that knows the crypto library (libsodium, by
PyNaCl).

Why it is made so, and what it does not protect, stands in
``docs/decisions/0003-what-is-sealed.md``.

A record is boxed once under a random key; that key is sealed to each public key that may open it.
An envelope in bytes::

    version (1) | number of keys (1) | for each: key id (8), sealed record key (80) | nonce (24), box

The box holds a hash of what the envelope belongs to, so that an envelope moved to another record
does not open; then the length and the words, padded to one of four sizes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from nacl import pwhash
from nacl.bindings import crypto_box_seed_keypair
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

REF = re.compile(r"[0-9a-f]{16}")
VERSION = 1
SIZES = (512, 2048, 8192, 24576)
KEY, KEY_ID, SEALED_KEY, BELONGS, LENGTH = 32, 8, 80, 16, 4
WORDS_IN_A_CODE = 6
SALT = 16
CODE_MEMORY, CODE_PASSES = 2**20, 1
PASSPHRASE_MEMORY, PASSPHRASE_PASSES = 64 * 2**20, 3


# In place of a lock where there is no facilitator: nothing opens it, and trying takes as long.
NO_LOCK = bytes([VERSION]) + bytes(SALT) + bytes(72)


class Closed(Exception):
    """What was given does not open this: a wrong key or passphrase, or bytes that were changed."""


@dataclass(frozen=True)
class Pair:
    """An X25519 pair. ``public`` seals (32 bytes), ``private`` opens what was sealed to it (32
    bytes, never printed).
    """

    public: bytes
    private: bytes

    def __repr__(self) -> str:
        return f"Pair({key_id(self.public).hex()})"


@dataclass(frozen=True)
class CodeKeys:
    """What a code of six words becomes: ``lookup`` (32 bytes) finds the record, ``pair`` opens what
    was sealed to the code.
    """

    lookup: bytes
    pair: Pair


def derive(secret: bytes, use: str) -> bytes:
    """A key of 32 bytes for one use only, from the secret of this copy (BLAKE2b, keyed by the
    secret).
    """
    return hashlib.blake2b(
        use.encode(), key=hashlib.sha256(secret).digest(), digest_size=KEY
    ).digest()


def token() -> bytes:
    """32 random bytes: the key of a session, or the mark by which a form that is sent twice is
    known.
    """
    return secrets.token_bytes(KEY)


def new_ref() -> str:
    """A random name for a submission or a session in addresses of the staff room: 16 hexadecimal
    digits. It opens nothing.
    """
    return secrets.token_hex(8)


def is_ref(text: str) -> bool:
    """Whether this can be a name that ``new_ref`` gave."""
    return REF.fullmatch(text) is not None


def fingerprint(value: bytes, use: str) -> bytes:
    """A hash of 32 bytes by which a random token can be found and not be used (BLAKE2b, apart for
    each use).
    """
    return hashlib.blake2b(value, digest_size=KEY, person=use.encode()[:16]).digest()


def same(one: bytes, other: bytes) -> bool:
    """Whether two secrets are the same, compared in a time that tells nothing."""
    return secrets.compare_digest(one, other)


def six_words(words: Sequence[str], seed: bytes | None = None) -> tuple[str, ...]:
    """Six words of a list, each drawn with the same chance: by lot, or the same six for the same
    secret ``seed``.

    A seed is how the page that was sent twice bears the same code twice. It must be secret and as
    hard to guess as the code.
    """
    if seed is None:
        seed = token()
    found: list[str] = []
    limit = 2**32 - 2**32 % len(words)
    counter = 0
    while len(found) < WORDS_IN_A_CODE:
        block = hashlib.blake2b(counter.to_bytes(4, "big"), key=seed, digest_size=64).digest()
        counter += 1
        # Numbers at the top end are thrown away: they would favour the first words of the list.
        found += [
            words[number % len(words)]
            for (number,) in struct.iter_unpack(">I", block)
            if number < limit
        ]
    return tuple(found[:WORDS_IN_A_CODE])


def code_keys(words: Sequence[str], secret: bytes) -> CodeKeys:
    """The keys of a code: Argon2id (1 MiB, one pass) over its words, salted by the secret of this
    copy.

    Source of the figures: the design's *Keys*. A code has at least 76 bits, so its strength is in
    the words, not in the passes.
    """
    raw = pwhash.argon2id.kdf(
        2 * KEY,
        " ".join(words).encode(),
        derive(secret, "codes")[:SALT],
        opslimit=CODE_PASSES,
        memlimit=CODE_MEMORY,
    )
    public, private = crypto_box_seed_keypair(raw[KEY:])
    return CodeKeys(raw[:KEY], Pair(public, private))


def pair() -> Pair:
    """A new pair, by lot."""
    made = PrivateKey.generate()
    return Pair(bytes(made.public_key), bytes(made))


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which an envelope names a public key."""
    return hashlib.blake2b(public, digest_size=KEY_ID, person=b"key id").digest()


def lock(private: bytes, passphrase: Sequence[str]) -> bytes:
    """A private key under a passphrase: Argon2id (64 MiB, three passes), then a box."""
    salt = secrets.token_bytes(SALT)
    return bytes([VERSION]) + salt + bytes(SecretBox(_stretched(passphrase, salt)).encrypt(private))


def unlock(locked: bytes, passphrase: Sequence[str]) -> bytes:
    """The private key that was locked under a passphrase. Raises ``Closed``; a wrong one takes as
    long as the right one.
    """
    salt, box = locked[1 : 1 + SALT], locked[1 + SALT :]
    key = _stretched(passphrase, salt)
    if locked[:1] != bytes([VERSION]):
        raise Closed("a lock of a version that this code does not know")
    return unbox(key, box)


def _stretched(passphrase: Sequence[str], salt: bytes) -> bytes:
    return bytes(
        pwhash.argon2id.kdf(
            KEY,
            " ".join(passphrase).encode(),
            salt,
            opslimit=PASSPHRASE_PASSES,
            memlimit=PASSPHRASE_MEMORY,
        )
    )


def box(key: bytes, plain: bytes) -> bytes:
    """Bytes under a key of 32 bytes (XSalsa20-Poly1305, random nonce in front)."""
    return bytes(SecretBox(key).encrypt(plain))


def unbox(key: bytes, boxed: bytes) -> bytes:
    """What was boxed under a key. Raises ``Closed``."""
    try:
        return bytes(SecretBox(key).decrypt(boxed))
    except (CryptoError, ValueError) as error:
        raise Closed("the key does not fit") from error


def seal_to(public: bytes, plain: bytes) -> bytes:
    """Bytes that only the holder of a private key can open (libsodium's sealed box)."""
    return bytes(SealedBox(PublicKey(public)).encrypt(plain))


def open_with(private: bytes, sealed: bytes) -> bytes:
    """What was sealed to the public half of a private key. Raises ``Closed``."""
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(sealed))
    except (CryptoError, ValueError, TypeError) as error:
        raise Closed("the key does not fit") from error


def seal(plain: bytes, belongs_to: str, recipients: Sequence[bytes]) -> bytes:
    """An envelope around ``plain`` (at most 24,556 bytes) for the holders of the public keys
    ``recipients``.

    ``belongs_to`` names the place it is stored under and must be said again to open it. Raises
    ``ValueError`` if it is too long.
    """
    key = secrets.token_bytes(KEY)
    sealed = b"".join(key_id(public) + seal_to(public, key) for public in recipients)
    return (
        bytes([VERSION, len(recipients)]) + sealed + box(key, _padded(_belongs(belongs_to), plain))
    )


def unseal(envelope: bytes, belongs_to: str, recipient: Pair) -> bytes:
    """What an envelope holds, for the holder of one of its keys. Raises ``Closed``."""
    keys, boxed = _taken_apart(envelope)
    sealed = keys.get(key_id(recipient.public))
    if sealed is None:
        raise Closed("this envelope is for somebody else")
    return _unpadded(unbox(open_with(recipient.private, sealed), boxed), _belongs(belongs_to))


def reseal(envelope: bytes, recipient: Pair, instead: bytes) -> bytes:
    """The same envelope for the public key ``instead`` in place of one recipient's own; the box itself
    is not touched.

    Raises ``Closed`` if the recipient cannot open it.
    """
    keys, boxed = _taken_apart(envelope)
    own = key_id(recipient.public)
    if own not in keys:
        raise Closed("this envelope is for somebody else")
    fresh = {
        key_id(instead) if name == own else name: seal_to(
            instead, open_with(recipient.private, sealed)
        )
        if name == own
        else sealed
        for name, sealed in keys.items()
    }
    return (
        bytes([VERSION, len(fresh)])
        + b"".join(name + sealed for name, sealed in fresh.items())
        + boxed
    )


def _taken_apart(envelope: bytes) -> tuple[dict[bytes, bytes], bytes]:
    if len(envelope) < 2 or envelope[0] != VERSION:
        raise Closed("an envelope of a version that this code does not know")
    step = KEY_ID + SEALED_KEY
    end = 2 + envelope[1] * step
    parts = [envelope[start : start + step] for start in range(2, end, step)]
    return {part[:KEY_ID]: part[KEY_ID:] for part in parts}, envelope[end:]


def _belongs(to: str) -> bytes:
    return hashlib.blake2b(to.encode(), digest_size=BELONGS, person=b"belongs to").digest()


def _padded(belongs: bytes, plain: bytes) -> bytes:
    full = belongs + len(plain).to_bytes(LENGTH, "big") + plain
    for size in SIZES:
        if len(full) <= size:
            return full.ljust(size, b"\0")
    raise ValueError(f"{len(plain)} bytes are more than an envelope holds")


def _unpadded(full: bytes, belongs: bytes) -> bytes:
    if not secrets.compare_digest(full[:BELONGS], belongs):
        raise Closed("this envelope was moved here from elsewhere")
    start = BELONGS + LENGTH
    return full[start : start + int.from_bytes(full[BELONGS:start], "big")]
