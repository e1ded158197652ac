"""A page that its own code has opened: the record behind it, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from portal import presenters, sealed_store
from portal.crypto import Pair
from portal.domain import codes
from portal.domain.seats import NoteState, State, Transition, allowed_transitions
from portal.domain.submissions import REQUEST, Answers, Note, Submission
from portal.mypage import progress
from portal.mypage.forms import CodeForm
from portal.rendering import page
from portal.security import submission_guards
from portal.site import SiteContext
from portal.storage import submissions
from site_config.i18n import N_, Words, _

TRANSITION_LABELS = Words(
    {
        Transition.ACCEPT: N_("Yes, I take the place"),
        Transition.PAUSE: N_("Pause, and keep my place"),
        Transition.RESUME: N_("I am back"),
        Transition.LEAVE: N_("Leave the group"),
    }
)


@dataclass
class OpenedPage:
    """A record that its own code has opened, for the length of one request."""

    site: SiteContext
    code: tuple[str, ...]
    pair: Pair
    record: Submission
    words: Answers | Note
    form: CodeForm

    @property
    def answers(self) -> Answers:
        """The words of a request."""
        assert isinstance(self.words, Answers)  # noqa: S101 - asked for where the record is a request
        return self.words


def words_of(record: Submission, pair: Pair) -> Answers | Note:
    """Decrypts what a record says with the key of its code. Raises ``crypto.Closed``."""
    return (
        sealed_store.answers(record, pair)
        if record.kind == REQUEST
        else sealed_store.note(record, pair)
    )


def reloaded(opened: OpenedPage) -> OpenedPage:
    """The same record as it stands after something was done."""
    fresh = submissions.by_ref(opened.site.context.store, opened.record.ref)
    if fresh is not None:
        opened.record, opened.words = fresh, words_of(fresh, opened.pair)
    return opened


def show(
    opened: OpenedPage,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    trouble: str = "",
    said: str = "",
) -> Response:
    """The page of a record: progress, messages, the person's own words, and what they may do."""
    record, group = opened.record, opened.site.group(opened.record.slug or "")
    is_request = record.kind == REQUEST
    allowed = allowed_transitions(State(record.state)) if is_request else []
    return page(
        "mypage/open.html",
        _("My page"),
        status,
        errors=errors or [],
        trouble=trouble,
        said=said,
        form=opened.form,
        code=codes.shown(opened.code),
        group_title=(group.title if group else _("This group is not on the site at the moment."))
        if is_request
        else "",
        steps=(
            progress.of_request(
                State(record.state), record.until, group.timezone if group else "UTC"
            )
            if is_request
            else progress.of_note(NoteState(record.state))
        ),
        ends=record.ends_on.isoformat() if record.ends_on else "",
        answers=presenters.answer_rows(opened.words),
        idempotency_key=submission_guards.new_idempotency_key(),
        transitions=[
            {
                "go": transition.value,
                "words": TRANSITION_LABELS[transition],
                "first": transition in {Transition.ACCEPT, Transition.RESUME},
            }
            for transition in allowed
        ],
        messages=sealed_store.thread(opened.site, record, opened.pair),
    )
