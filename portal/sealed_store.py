"""Words on their way into envelopes and out of them: what views say in plain words, storage keeps
sealed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from portal import crypto
from portal.crypto import CodeKeys, Pair
from portal.domain.seats import State, Transition
from portal.domain.submissions import Answers, Message, Note, Sealed, Submission
from portal.site import SiteContext
from portal.storage import circles, groups, submissions
from portal.storage.groups import NewRequest
from portal.storage.submissions import NewNote
from site_config.i18n import N_, _

Kept = TypeVar("Kept")
LOST = N_("This message cannot be opened with your key.")
# How often words are sealed anew when the circle changes at the very moment in which they are sent.
TRIES = 3


class NoCircle(Exception):
    """There is no facilitator to seal words to."""


@dataclass(frozen=True)
class ReadMessage:
    """A message as somebody reads it."""

    by_host: bool
    day: str
    text: str


def keep_request(
    site: SiteContext,
    slug: str,
    answers: Answers,
    keys: CodeKeys,
    consent: int,
) -> State | None:
    """Seals and keeps a request; gives where it stands. None if it was kept before: the same page
    sent twice. Raises ``NoCircle``.
    """

    def keep(circle: circles.Circle) -> State | None:
        ref = crypto.new_ref()
        sealed = Sealed(
            circle.id,
            crypto.seal(_serialised(answers), ref, [circle.public_key, keys.pair.public]),
        )
        return groups.add_request(
            site.context.store,
            NewRequest(
                slug, keys.lookup, keys.pair.public, consent, site.open_capacity(slug), sealed, ref
            ),
        )

    return _with_current_circle(site, keep)


def keep_note(site: SiteContext, note: Note, lookup: bytes, code_key: bytes | None) -> bool:
    """Seals and keeps a note. False if it was kept before. Raises ``NoCircle``."""

    def keep(circle: circles.Circle) -> bool:
        ref = crypto.new_ref()
        recipients = [circle.public_key, *([code_key] if code_key else [])]
        return submissions.add_note(
            site.context.store,
            NewNote(
                lookup,
                code_key,
                Sealed(circle.id, crypto.seal(_serialised(note), ref, recipients)),
                ref,
            ),
        )

    return _with_current_circle(site, keep)


def correct(site: SiteContext, submission: Submission, new: Answers | Note) -> None:
    """Seals corrected words and puts them in the place of the old ones. Raises ``NoCircle``."""

    def keep(circle: circles.Circle) -> None:
        sealed = crypto.seal(_serialised(new), submission.ref, _recipients(circle, submission))
        submissions.correct(site.context.store, submission, Sealed(circle.id, sealed))

    _with_current_circle(site, keep)


def add_message(
    site: SiteContext, submission: Submission, text: str, idempotency_key: bytes, *, by_host: bool
) -> bool:
    """Seals a message and keeps it. False if it was kept before. Raises ``NoCircle``."""

    def keep(circle: circles.Circle) -> bool:
        return submissions.add_message(
            site.context.store,
            submission,
            idempotency_key,
            _sealed(circle, submission, text, by_host=by_host),
            by_host=by_host,
        )

    return _with_current_circle(site, keep)


def decline(
    site: SiteContext, submission: Submission, text: str, idempotency_key: bytes
) -> State | None:
    """Declines a request, with words that are kept in the same transaction or not at all. None if it
    cannot be done now.

    Raises ``NoCircle``.
    """

    def keep(circle: circles.Circle) -> State | None:
        store = site.context.store
        also = submissions.written(
            store,
            submission,
            idempotency_key,
            _sealed(circle, submission, text, by_host=True),
            by_host=True,
        )
        return groups.apply_transition(
            store, submission.ref, submission.slug or "", Transition.DECLINE, also=also
        )

    return _with_current_circle(site, keep)


def answers(submission: Submission, pair: Pair | Mapping[int, Pair]) -> Answers:
    """The answers of a request, for the holder of its code or of its circle. Raises
    ``crypto.Closed``.
    """
    return Answers(**_opened(submission.sealed, submission.ref, pair))


def note(submission: Submission, pair: Pair | Mapping[int, Pair]) -> Note:
    """The words of a note, for the holder of its code or of its circle. Raises ``crypto.Closed``."""
    return Note(**_opened(submission.sealed, submission.ref, pair))


def thread(
    site: SiteContext, submission: Submission, pair: Pair | Mapping[int, Pair]
) -> list[ReadMessage]:
    """The messages of a record, oldest first. In place of one whose key was lost stands a sentence:
    the others can still be read.
    """
    return [
        ReadMessage(message.by_host, message.made_on.isoformat(), _text(submission, message, pair))
        for message in submissions.messages_of(site.context.store, submission)
    ]


def _text(submission: Submission, message: Message, pair: Pair | Mapping[int, Pair]) -> str:
    try:
        return str(_opened(message.sealed, _side(submission, by_host=message.by_host), pair))
    except crypto.Closed:
        return _(LOST)


def _sealed(circle: circles.Circle, submission: Submission, text: str, *, by_host: bool) -> Sealed:
    return Sealed(
        circle.id,
        crypto.seal(
            _serialised(text),
            _side(submission, by_host=by_host),
            _recipients(circle, submission),
        ),
    )


def _recipients(circle: circles.Circle, submission: Submission) -> list[bytes]:
    """Who can open what is added to a record: the circle, and its code where it has one."""
    return [circle.public_key, *([submission.code_key] if submission.code_key else [])]


def _side(submission: Submission, *, by_host: bool) -> str:
    return f"{submission.ref}/{'host' if by_host else 'person'}"


def _opened(sealed: Sealed, belongs_to: str, pair: Pair | Mapping[int, Pair]) -> Any:
    """What ``_serialised`` put into the envelope. Raises ``crypto.Closed``."""
    if isinstance(pair, Mapping):
        if sealed.circle not in pair:
            raise crypto.Closed("sealed to a circle whose key this facilitator does not hold")
        pair = pair[sealed.circle]
    return json.loads(crypto.unseal(sealed.envelope, belongs_to, pair))


def _serialised(words: Answers | Note | str) -> bytes:
    """Words as the bytes that go into an envelope: JSON in UTF-8."""
    plain = words if isinstance(words, str) else asdict(words)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def _with_current_circle(site: SiteContext, keep: Callable[[circles.Circle], Kept]) -> Kept:
    for tried in range(TRIES):
        circle = site.circle(anew=tried > 0)
        if circle is None:
            raise NoCircle
        try:
            return keep(circle)
        except circles.KeyRotated:
            continue
    raise NoCircle
