"""What readers see: what waits, oldest first; one request or note at a time; and what they may do
with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, request

from portal import crypto, presenters, sealed_store
from portal.domain import seats as rules
from portal.domain.seats import State, Transition
from portal.domain.submissions import REQUEST, Answers, Note, Submission, is_ref
from portal.errors import preserving_input
from portal.forms import CareForm, LoginForm
from portal.rendering import page
from portal.security import sessions, submission_guards
from portal.site import SiteContext, current_site
from portal.storage import circles, submissions
from portal.storage import groups as places
from portal.storage.engine import Unavailable
from portal.storage.sessions import Session
from site_config.i18n import _

blueprint = Blueprint("care", __name__, template_folder="templates", url_prefix="/portal/care")
CANNOT = _(
    "This cannot be opened with your key. It may have been sealed before you were added. Another "
    "reader may be able to."
)
NOT_DONE = _(
    "We could not do that at this moment. Nothing was changed. What you typed is still here."
)
OVER = _("You are not logged in, or your session is over. Log in again.")


@dataclass
class OpenedRecord:
    """One record in the hands of one reader, for the length of one request. ``words`` is None where
    the key does not fit.
    """

    site: SiteContext
    who: Session
    keys: dict[int, crypto.Pair]
    record: Submission
    words: Answers | Note | None
    form: CareForm


@blueprint.get("/")
def today() -> Response:
    """What waits for the readers, oldest first, and how each group stands."""
    site, who = current_site(), sessions.current_facilitator()
    if who is None:
        return _login()
    return _today(site, who)


def rerender(ref: str, said: str) -> Response:
    """The page of a record with the words that were typed there."""
    found = _found(ref)
    return found if isinstance(found, Response) else _page(found, 400, trouble=said)


@blueprint.get("/record/<ref>")
def record(ref: str) -> Response:
    """One request or note, opened. A note that nobody had opened is read from now on."""
    found = _found(ref)
    if isinstance(found, Response):
        return found
    if found.words is not None:
        submissions.mark_read(found.site.context.store, found.record)
    return _page(_reloaded(found))


@blueprint.post("/record/<ref>")
@preserving_input(rerender)
def act(ref: str) -> Response:
    """Does one thing with a record."""
    found = _found(ref)
    if isinstance(found, Response):
        return found
    action = ACTIONS.get(request.form.get("go", ""))
    if action is None or found.words is None:
        return _page(found)
    try:
        return action(found)
    except (Unavailable, sealed_store.NoCircle):
        return _page(found, 503, trouble=NOT_DONE)


def _found(ref: str) -> Response | OpenedRecord:
    site, who, form = current_site(), sessions.current_facilitator(), CareForm()
    if who is None:
        return _login(form.words.data or "", ref)
    kept = submissions.by_ref(site.context.store, ref) if is_ref(ref) else None
    if kept is None:
        return _gone(form.words.data) if form.words.data else abort(404)
    keys = sessions.circle_keys(site, who)
    return OpenedRecord(site, who, keys, kept, presenters.words_of(kept, keys), form)


def _gone(words: str) -> Response:
    """What a host wrote about a record that was deleted meanwhile."""
    return page(
        "said.html",
        _("Not there any more"),
        404,
        kept=[words],
        ways=[("/portal/care/", _("Today"))],
        lines=[
            _("What you wrote about is not there any more. The person may have deleted it."),
            _("Nothing has been sent. What you typed is below, so that you can copy it."),
        ],
    )


def _login(kept: str = "", ref: str = "") -> Response:
    """The form for logging in, in place of a page that asks for it. Words half written are carried
    on in it.
    """
    form = LoginForm(formdata=None)
    form.kept.data, form.ref.data = kept, ref
    return page(
        "staff/login.html",
        _("Log in"),
        403 if ref or kept else 200,
        form=form,
        said=OVER if kept else "",
    )


def _reply(found: OpenedRecord) -> Response:
    wrong = found.form.wrong(["words"])
    if found.record.code_key is None:
        return _page(found, 409, trouble=_("This person wanted no reply and cannot read one."))
    if wrong:
        return _page(found, 422, wrong)
    sealed_store.add_message(
        found.site, found.record, found.form.words.data or "", _idempotency_key(found), by_host=True
    )
    found.form.words.data = ""
    return _page(
        _reloaded(found), said=_("Your reply is there. They find it with their six words.")
    )


def _decline(found: OpenedRecord) -> Response:
    wrong = found.form.wrong(["words"])
    if wrong:
        return _page(
            found, 422, [("words", _("Write a few words. A no without words is hard to read."))]
        )
    if not sealed_store.decline(
        found.site, found.record, found.form.words_of("words"), _idempotency_key(found)
    ):
        return _page(_reloaded(found), 409, trouble=_changed())
    found.form.words.data = ""
    return _page(
        _reloaded(found),
        said=_("Declined, with your words. A place that this person had goes to the next."),
    )


def _seat(found: OpenedRecord) -> Response:
    if not _apply_transition(found, Transition.SEAT):
        return _page(
            _reloaded(found),
            409,
            trouble=_(
                "No place could be given: all are taken, or somebody with a lower number has "
                "waited "
                "longer."
            ),
        )
    submissions.mark_done(found.site.context.store, found.record)
    return _page(
        _reloaded(found), said=_("This person has a place now. They see it with their six words.")
    )


def _told(found: OpenedRecord) -> Response:
    if found.record.slug and isinstance(found.words, Answers):
        places.start_offer_clock(
            found.site.context.store,
            found.record.ref,
            found.record.slug,
            code_only=found.words.reach == "code",
        )
        submissions.mark_done(found.site.context.store, found.record)
    return _page(_reloaded(found), said=_("The time for the offer runs from now."))


def _done(found: OpenedRecord) -> Response:
    submissions.mark_done(found.site.context.store, found.record)
    is_request = found.record.kind == REQUEST
    return _page(
        _reloaded(found),
        said=_("It waits for nothing now.")
        if is_request
        else _("Closed. It is deleted after its time."),
    )


def _keep_writing(found: OpenedRecord) -> Response:
    return _page(found)


def _page(
    found: OpenedRecord,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    trouble: str = "",
    said: str = "",
) -> Response:
    record, words = found.record, found.words
    return page(
        # Neutral: the title stays in the history of the host's browser. The name stands on the page
        # alone.
        "staff/record.html",
        _("A request") if record.kind == REQUEST else _("A note"),
        status,
        errors=errors or [],
        trouble=trouble,
        said=said,
        name=words.nickname if isinstance(words, Answers) else "",
        form=found.form,
        action=f"/portal/care/record/{record.ref}",
        about=presenters.about(found.site, record),
        once=submission_guards.new_idempotency_key(),
        contact=presenters.contact(words) if isinstance(words, Answers) else [],
        closed="" if words else CANNOT,
        answers=presenters.answers_for_host(words) if words else [],
        may_write=record.code_key is not None,
        said_so_far=sealed_store.thread(found.site, record, found.keys) if words else [],
        may_decline=record.kind == REQUEST and record.state in presenters.DECLINABLE,
        state=presenters.state(record),
        waits=record.waits,
        standing=presenters.standing(found.site, record),
        steps=presenters.host_actions(record),
    )


def _today(site: SiteContext, who: Session) -> Response:
    for slug, group in site.groups.items():
        places.promote_waitlist(
            site.context.store, slug, rules.open_capacity(group.signup, group.capacity)
        )
    keys = sessions.circle_keys(site, who)
    quiet = submissions.not_waiting(site.context.store)
    groups = [
        (
            presenters.group_name(site, slug),
            presenters.group_standing(site, slug),
            [presenters.row(site, found, keys) for found in quiet if found.slug == slug],
        )
        for slug in sorted({*site.groups, *(found.slug for found in quiet if found.slug)})
    ]
    return page(
        "staff/today.html",
        _("Today"),
        waiting=[
            presenters.row(site, found, keys) for found in submissions.waiting(site.context.store)
        ],
        groups=groups,
        notes=[presenters.row(site, found, keys) for found in quiet if not found.slug],
        name=who.name,
        alone=len(circles.all_facilitators(site.context.store)) == 1,
        said="",
    )


def _apply_transition(found: OpenedRecord, asked: Transition) -> State | None:
    slug = found.record.slug
    group = found.site.group(slug) if slug else None
    return (
        places.apply_transition(
            found.site.context.store, found.record.ref, slug, asked, group.capacity if group else 0
        )
        if slug
        else None
    )


def _idempotency_key(found: OpenedRecord) -> bytes:
    return submission_guards.idempotency_key_of(found.form.once.data, found.record.ref)


def _changed() -> str:
    return _("Something changed while this page was open. Here is how it stands now.")


def _reloaded(found: OpenedRecord) -> OpenedRecord:
    fresh = submissions.by_ref(found.site.context.store, found.record.ref)
    if fresh is not None:
        found.record, found.words = fresh, presenters.words_of(fresh, found.keys)
    return found


@blueprint.get("")
def without_slash() -> Response:
    """The same page, under its address."""
    return redirect("/portal/care/", 308)  # type: ignore[return-value]


ACTIONS: dict[str, Callable[[OpenedRecord], Response]] = {
    "reply": _reply,
    "decline": _decline,
    "seat": _seat,
    "told": _told,
    "done": _done,
    "again": _keep_writing,
}
