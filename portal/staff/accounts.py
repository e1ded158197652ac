"""Accounts of facilitators: added, removed, given a new passphrase. Passphrases are made here and
chosen by nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal import crypto
from portal.crypto import Pair
from portal.domain import codes, text_limits
from portal.site import AppContext
from portal.storage import circles
from portal.storage.circles import Facilitator

LONGEST_NAME = 40
FIRST = "first"


class Refused(Exception):
    """What was asked for cannot be done, said as one sentence with what to do instead."""


@dataclass(frozen=True)
class NewAccount:
    """A facilitator's name, and the passphrase that is shown once and stored nowhere."""

    name: str
    passphrase: str


def add(context: AppContext, name: str, circle_keys: dict[int, Pair] | None) -> NewAccount:
    """Adds a facilitator with a pair of their own. ``circle_keys`` are those of the one who lets them in;
    None for the very first.

    Raises ``Refused``.
    """
    clean = _name(name)
    if circle_keys is None and circles.all_facilitators(context.store):
        raise Refused("There are readers already; one of them must let this one in.")
    words, pair = _fresh()
    try:
        circles.add_facilitator(
            context.store, clean, pair.public, crypto.lock(pair.private, words), circle_keys
        )
    except circles.NameTaken as error:
        raise Refused(f"There is a reader named {clean} already; choose another name.") from error
    return NewAccount(clean, codes.shown(words))


def ensure_first(context: AppContext) -> NewAccount | None:
    """Adds the first facilitator of a copy on somebody's own machine, so that everything works at
    once; None if there is one, or if this copy can be reached from outside.
    """
    if not context.config.is_local or circles.all_facilitators(context.store):
        return None
    return add(context, FIRST, None)


def reset(context: AppContext, name: str, circle_keys: dict[int, Pair] | None) -> NewAccount:
    """Gives a facilitator a new passphrase and a new pair. Without ``circle_keys``, what was stored
    before stays closed to facilitators for good.

    Raises ``Refused``.
    """
    facilitator = existing(context, name)
    words, pair = _fresh()
    circles.reset_facilitator(
        context.store, facilitator.id, pair.public, crypto.lock(pair.private, words), circle_keys
    )
    return NewAccount(facilitator.name, codes.shown(words))


def remove(context: AppContext, name: str, circle_keys: dict[int, Pair] | None) -> int:
    """Takes a facilitator out and seals what is stored to a new key; gives how many envelopes were
    moved.

    ``circle_keys`` are those of one who stays; None takes the last one out. Raises ``Refused``.
    """
    facilitator = existing(context, name)
    if circle_keys is None and len(circles.all_facilitators(context.store)) > 1:
        raise Refused("Others read here too; one of them must seal what is stored to a new key.")
    circles.remove_facilitator(context.store, facilitator.id)
    return 0 if circle_keys is None else circles.reseal(context.store, circle_keys)


def unlocked(context: AppContext, name: str, passphrase: str) -> tuple[Facilitator, Pair]:
    """A facilitator who is here now, by name and passphrase, with their own pair. Raises ``Refused``."""
    facilitator = existing(context, name)
    try:
        return facilitator, Pair(
            facilitator.public_key,
            crypto.unlock(facilitator.locked_key, codes.read(passphrase) or ()),
        )
    except crypto.Closed as error:
        raise Refused("Name and words do not fit together.") from error


def existing(context: AppContext, name: str) -> Facilitator:
    """A facilitator by name. Raises ``Refused``."""
    facilitator = circles.facilitator_by_name(context.store, " ".join(name.split()))
    if facilitator is None:
        raise Refused(
            f"There is no reader named {name[:LONGEST_NAME]}; python3 -m scripts portal readers "
            f"lists them."
        )
    return facilitator


def _fresh() -> tuple[tuple[str, ...], Pair]:
    return crypto.six_words(codes.words()), crypto.pair()


def _name(typed: str) -> str:
    try:
        name = text_limits.line(typed, LONGEST_NAME)
    except text_limits.UnfitText as error:
        raise Refused(f"This cannot be a name: {error}") from error
    if not text_limits.has_words(name):
        raise Refused("Give the reader a name with a letter in it.")
    return name
