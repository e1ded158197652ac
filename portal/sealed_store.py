"""Words on their way into envelopes and out of them: what views say in plain words, storage keeps
sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from portal import crypto
from portal.crypto import CodeKeys, Pair
from portal.domain import seats as rules
from portal.domain import submissions as words
from portal.domain.seats import State, Transition
from portal.domain.submissions import Answers, Message, Note, Sealed, Submission, new_ref
from portal.site import SiteContext
from portal.storage import circles, groups, submissions
from portal.storage.groups import NewRequest
from portal.storage.submissions import NewNote
from site_config.i18n import _
from site_config.model.manifest import ManifestGroup

Kept = TypeVar("Kept")
LOST = _("This message cannot be opened with your key.")
# How often words are sealed anew when readers change at the very moment in which they are sent.
TRIES = 3


class NoCircle(Exception):
    """There is no reader to seal words to."""


@dataclass(frozen=True)
class ReadMessage:
    """A message as somebody reads it."""

    by_host: bool
    day: str
    text: str


def keep_request(
    site: SiteContext,
    group: ManifestGroup,
    slug: str,
    answers: Answers,
    keys: CodeKeys,
    consent: int,
) -> State | None:
    """Seals and keeps a request; gives where it stands. None if it was kept before: the same page
    sent twice. Raises ``NobodyReads``.
    """
    seats = rules.open_capacity(group.signup, group.capacity)

    def keep(circle: circles.Circle) -> State | None:
        ref = new_ref()
        sealed = Sealed(
            circle.id,
            crypto.seal(words.serialise(answers), ref, [circle.public_key, keys.pair.public]),
        )
        return groups.add_request(
            site.context.store,
            NewRequest(slug, keys.lookup, keys.pair.public, consent, seats, sealed, ref),
        )

    return _for_readers(site, keep)


def keep_note(site: SiteContext, note: Note, lookup: bytes, code_key: bytes | None) -> bool:
    """Seals and keeps a note. False if it was kept before. Raises ``NobodyReads``."""

    def keep(circle: circles.Circle) -> bool:
        ref = new_ref()
        readers = [circle.public_key, *([code_key] if code_key else [])]
        return submissions.add_note(
            site.context.store,
            NewNote(
                lookup,
                code_key,
                Sealed(circle.id, crypto.seal(words.serialise(note), ref, readers)),
                ref,
            ),
        )

    return _for_readers(site, keep)


def correct(site: SiteContext, record: Submission, new: Answers | Note) -> None:
    """Seals corrected words and puts them in the place of the old ones. Raises ``NobodyReads``."""

    def keep(circle: circles.Circle) -> None:
        sealed = crypto.seal(words.serialise(new), record.ref, _readers(circle, record))
        submissions.correct(site.context.store, record, Sealed(circle.id, sealed))

    _for_readers(site, keep)


def add_message(
    site: SiteContext, record: Submission, text: str, once: bytes, *, by_host: bool
) -> bool:
    """Seals a message and keeps it. False if it was kept before. Raises ``NobodyReads``."""

    def keep(circle: circles.Circle) -> bool:
        return submissions.add_message(
            site.context.store,
            record,
            once,
            _sealed(circle, record, text, by_host=by_host),
            by_host=by_host,
        )

    return _for_readers(site, keep)


def decline(site: SiteContext, record: Submission, text: str, once: bytes) -> State | None:
    """Declines a request, with words that are kept in the same breath or not at all. None if it
    cannot be done now.

    Raises ``NobodyReads``.
    """

    def keep(circle: circles.Circle) -> State | None:
        store = site.context.store
        also = submissions.written(
            store, record, once, _sealed(circle, record, text, by_host=True), by_host=True
        )
        return groups.apply_transition(
            store, record.ref, record.slug or "", Transition.DECLINE, also=also
        )

    return _for_readers(site, keep)


def answers(record: Submission, pair: Pair | Mapping[int, Pair]) -> Answers:
    """The answers of a request, for the holder of its code or of its circle. Raises
    ``crypto.Closed``.
    """
    return words.answers(_opened(record.sealed, record.ref, pair))


def note(record: Submission, pair: Pair | Mapping[int, Pair]) -> Note:
    """The words of a note, for the holder of its code or of its circle. Raises ``crypto.Closed``."""
    return words.note(_opened(record.sealed, record.ref, pair))


def thread(
    site: SiteContext, record: Submission, pair: Pair | Mapping[int, Pair]
) -> list[ReadMessage]:
    """The messages of a record, oldest first. In place of one whose key was lost stands a sentence:
    the others can still be read.
    """
    return [
        ReadMessage(message.by_host, message.made_on.isoformat(), _text(record, message, pair))
        for message in submissions.messages_of(site.context.store, record)
    ]


def _text(record: Submission, message: Message, pair: Pair | Mapping[int, Pair]) -> str:
    try:
        return words.message(_opened(message.sealed, _side(record, by_host=message.by_host), pair))
    except crypto.Closed:
        return LOST


def _sealed(circle: circles.Circle, record: Submission, text: str, *, by_host: bool) -> Sealed:
    return Sealed(
        circle.id,
        crypto.seal(
            words.serialise(text), _side(record, by_host=by_host), _readers(circle, record)
        ),
    )


def _readers(circle: circles.Circle, record: Submission) -> list[bytes]:
    """Who can open what is added to a record: the circle, and its code where it has one."""
    return [circle.public_key, *([record.code_key] if record.code_key else [])]


def _side(record: Submission, *, by_host: bool) -> str:
    return f"{record.ref}/{'host' if by_host else 'person'}"


def _opened(sealed: Sealed, belongs_to: str, pair: Pair | Mapping[int, Pair]) -> bytes:
    if isinstance(pair, Pair):
        return crypto.unseal(sealed.envelope, belongs_to, pair)
    if sealed.circle not in pair:
        raise crypto.Closed("sealed to a circle whose key this reader does not hold")
    return crypto.unseal(sealed.envelope, belongs_to, pair[sealed.circle])


def _for_readers(site: SiteContext, keep: Callable[[circles.Circle], Kept]) -> Kept:
    for tried in range(TRIES):
        circle = site.circle(anew=tried > 0)
        if circle is None:
            raise NoCircle
        try:
            return keep(circle)
        except circles.KeyRotated:
            continue
    raise NoCircle
