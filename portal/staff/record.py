"""One request or note, opened by a facilitator, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request, url_for

from portal import crypto, sealed_store
from portal.crypto import is_ref
from portal.domain.seats import State, Transition, state_machine
from portal.domain.submissions import REQUEST, Answers, Note, Submission
from portal.errors import preserving_input
from portal.rendering import page
from portal.security import sessions, submission_guards
from portal.site import SiteContext, current_site
from portal.staff import presenters
from portal.staff.forms import CareForm
from portal.staff.login import ask_to_log_in
from portal.storage import groups, submissions
from portal.storage.engine import Unavailable
from site_config.i18n import N_, _

blueprint = Blueprint("record", __name__, template_folder="templates", url_prefix="/portal/care")
CANNOT = N_(
    "This cannot be opened with your key. It may have been sealed before you were added. Another "
    "reader may be able to."
)
NOT_DONE = N_(
    "We could not do that at this moment. Nothing was changed. What you typed is still here."
)


@dataclass
class OpenedRecord:
    """One record opened by one facilitator, for the length of one request. ``words`` is None where
    their keys do not fit.
    """

    site: SiteContext
    keys: dict[int, crypto.Pair]
    record: Submission
    words: Answers | Note | None
    form: CareForm


def rerender(ref: str, said: str) -> Response:
    """The page of a record with the words that were typed there."""
    opened = _opened(ref)
    return opened if isinstance(opened, Response) else _page(opened, 400, trouble=said)


@blueprint.get("/record/<ref>")
def show(ref: str) -> Response:
    """The page of one record. A note that nobody had opened counts as read from now on."""
    opened = _opened(ref)
    if isinstance(opened, Response):
        return opened
    if opened.words is not None:
        submissions.mark_read(opened.site.context.store, opened.record)
    return _page(_reloaded(opened))


@blueprint.post("/record/<ref>")
@preserving_input(rerender)
def act(ref: str) -> Response:
    """Does with a record what the pressed button says."""
    opened = _opened(ref)
    if isinstance(opened, Response):
        return opened
    action = ACTIONS.get(request.form.get("go", ""))
    if action is None or opened.words is None:
        return _page(opened)
    try:
        return action(opened)
    except (Unavailable, sealed_store.NoCircle):
        return _page(opened, 503, trouble=_(NOT_DONE))


def _opened(ref: str) -> Response | OpenedRecord:
    """The record of this address, opened; or the page that stands in its way."""
    site, session, form = current_site(), sessions.current_facilitator(), CareForm()
    if session is None:
        return ask_to_log_in(form.words_of("words"), ref)
    record = submissions.by_ref(site.context.store, ref) if is_ref(ref) else None
    if record is None:
        return _gone(form.words_of("words")) if form.words.data else abort(404)
    keys = sessions.circle_keys(site, session)
    return OpenedRecord(site, keys, record, presenters.words_of(record, keys), form)


def _reloaded(opened: OpenedRecord) -> OpenedRecord:
    """The same record as it stands after something was done."""
    fresh = submissions.by_ref(opened.site.context.store, opened.record.ref)
    if fresh is not None:
        opened.record, opened.words = fresh, presenters.words_of(fresh, opened.keys)
    return opened


def _gone(words: str) -> Response:
    """What a facilitator wrote about a record that was deleted meanwhile."""
    return page(
        "said.html",
        _("Not there any more"),
        404,
        kept=[words],
        ways=[(url_for("staff.today"), _("Today"))],
        lines=[
            _("What you wrote about is not there any more. The person may have deleted it."),
            _("Nothing has been sent. What you typed is below, so that you can copy it."),
        ],
    )


def _page(
    opened: OpenedRecord,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    trouble: str = "",
    said: str = "",
) -> Response:
    record, words = opened.record, opened.words
    return page(
        # Neutral: the title stays in the history of the facilitator's browser. The name stands on
        # the page alone.
        "staff/record.html",
        _("A request") if record.kind == REQUEST else _("A note"),
        status,
        errors=errors or [],
        trouble=trouble,
        said=said,
        name=words.nickname if isinstance(words, Answers) else "",
        form=opened.form,
        action=url_for("record.act", ref=record.ref),
        about=presenters.about(opened.site, record),
        idempotency_key=submission_guards.new_idempotency_key(),
        contact=presenters.contact(words) if isinstance(words, Answers) else [],
        closed="" if words else _(CANNOT),
        answers=presenters.answer_rows(words) if words else [],
        may_write=record.code_key is not None,
        messages=sealed_store.thread(opened.site, record, opened.keys) if words else [],
        may_decline=record.kind == REQUEST
        and state_machine.next_state(State(record.state), Transition.DECLINE) is not None,
        state=presenters.state(record),
        waits=record.waits,
        standing=presenters.standing(opened.site, record),
        steps=presenters.host_actions(record),
    )


def _reply(opened: OpenedRecord) -> Response:
    wrong = opened.form.wrong(["words"])
    if opened.record.code_key is None:
        return _page(opened, 409, trouble=_("This person wanted no reply and cannot read one."))
    if wrong:
        return _page(opened, 422, wrong)
    sealed_store.add_message(
        opened.site,
        opened.record,
        opened.form.words_of("words"),
        _idempotency_key(opened),
        by_host=True,
    )
    opened.form.words.data = ""
    return _page(
        _reloaded(opened), said=_("Your reply is there. They find it with their six words.")
    )


def _decline(opened: OpenedRecord) -> Response:
    if opened.form.wrong(["words"]):
        sentence = _("Write a few words. A no without words is hard to read.")
        return _page(opened, 422, [("words", sentence)])
    declined = sealed_store.decline(
        opened.site, opened.record, opened.form.words_of("words"), _idempotency_key(opened)
    )
    if not declined:
        changed = _("Something changed while this page was open. Here is how it stands now.")
        return _page(_reloaded(opened), 409, trouble=changed)
    opened.form.words.data = ""
    return _page(
        _reloaded(opened),
        said=_("Declined, with your words. A place that this person had goes to the next."),
    )


def _seat(opened: OpenedRecord) -> Response:
    if not _apply_transition(opened, Transition.SEAT):
        return _page(
            _reloaded(opened),
            409,
            trouble=_(
                "No place could be given: all are taken, or somebody with a lower number has "
                "waited longer."
            ),
        )
    submissions.mark_done(opened.site.context.store, opened.record)
    return _page(
        _reloaded(opened), said=_("This person has a place now. They see it with their six words.")
    )


def _apply_transition(opened: OpenedRecord, transition: Transition) -> State | None:
    slug = opened.record.slug
    if not slug:
        return None
    group = opened.site.group(slug)
    return groups.apply_transition(
        opened.site.context.store,
        opened.record.ref,
        slug,
        transition,
        group.capacity if group else 0,
    )


def _told(opened: OpenedRecord) -> Response:
    if opened.record.slug and isinstance(opened.words, Answers):
        groups.start_offer_clock(
            opened.site.context.store,
            opened.record.ref,
            opened.record.slug,
            code_only=opened.words.reach == "code",
        )
        submissions.mark_done(opened.site.context.store, opened.record)
    return _page(_reloaded(opened), said=_("The time for the offer runs from now."))


def _done(opened: OpenedRecord) -> Response:
    submissions.mark_done(opened.site.context.store, opened.record)
    said = (
        _("It waits for nothing now.")
        if opened.record.kind == REQUEST
        else _("Closed. It is deleted after its time.")
    )
    return _page(_reloaded(opened), said=said)


def _keep_writing(opened: OpenedRecord) -> Response:
    return _page(opened)


def _idempotency_key(opened: OpenedRecord) -> bytes:
    return submission_guards.idempotency_key_of(opened.form.idempotency_key.data, opened.record.ref)


ACTIONS: dict[str, Callable[[OpenedRecord], Response]] = {
    "reply": _reply,
    "decline": _decline,
    "seat": _seat,
    "told": _told,
    "done": _done,
    "again": _keep_writing,
}
