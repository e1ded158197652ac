"""What readers see: what waits, oldest first; one request or note at a time; and what they may do
with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, request

from portal import crypto, presenters, sealed_store
from portal.domain import seats as rules
from portal.domain.seats import State, Wish
from portal.domain.submissions import REQUEST, Answers, Note, Record, is_ref
from portal.errors import keeps
from portal.forms import CareForm, LoginForm
from portal.rendering import page
from portal.security import sessions, submission_guards
from portal.site import Here, here
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
class Opened:
    """One record in the hands of one reader, for the length of one request. ``words`` is None where
    the key does not fit.
    """

    at: Here
    who: Session
    keys: dict[int, crypto.Pair]
    record: Record
    words: Answers | Note | None
    form: CareForm


@blueprint.get("/")
def today() -> Response:
    """What waits for the readers, oldest first, and how each group stands."""
    at, who = here(), sessions.reader()
    if who is None:
        return _login()
    return _today(at, who)


def refill(ref: str, said: str) -> Response:
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
        submissions.read(found.at.parts.store, found.record)
    return _page(_again(found))


@blueprint.post("/record/<ref>")
@keeps(refill)
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
    except (Unavailable, sealed_store.NobodyReads):
        return _page(found, 503, trouble=NOT_DONE)


def _found(ref: str) -> Response | Opened:
    at, who, form = here(), sessions.reader(), CareForm()
    if who is None:
        return _login(form.words.data or "", ref)
    kept = submissions.by_ref(at.parts.store, ref) if is_ref(ref) else None
    if kept is None:
        return _gone(form.words.data) if form.words.data else abort(404)
    keys = sessions.keys(at, who)
    return Opened(at, who, keys, kept, presenters.words_of(kept, keys), form)


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


def _reply(found: Opened) -> Response:
    wrong = found.form.wrong(["words"])
    if found.record.code_key is None:
        return _page(found, 409, trouble=_("This person wanted no reply and cannot read one."))
    if wrong:
        return _page(found, 422, wrong)
    sealed_store.say(
        found.at, found.record, found.form.words.data or "", _once(found), by_host=True
    )
    found.form.words.data = ""
    return _page(_again(found), said=_("Your reply is there. They find it with their six words."))


def _decline(found: Opened) -> Response:
    wrong = found.form.wrong(["words"])
    if wrong:
        return _page(
            found, 422, [("words", _("Write a few words. A no without words is hard to read."))]
        )
    if not sealed_store.decline(found.at, found.record, found.form.words_of("words"), _once(found)):
        return _page(_again(found), 409, trouble=_changed())
    found.form.words.data = ""
    return _page(
        _again(found),
        said=_("Declined, with your words. A place that this person had goes to the next."),
    )


def _seat(found: Opened) -> Response:
    if not _wished(found, Wish.SEAT):
        return _page(
            _again(found),
            409,
            trouble=_(
                "No place could be given: all are taken, or somebody with a lower number has "
                "waited "
                "longer."
            ),
        )
    submissions.done(found.at.parts.store, found.record)
    return _page(
        _again(found), said=_("This person has a place now. They see it with their six words.")
    )


def _told(found: Opened) -> Response:
    if found.record.slug and isinstance(found.words, Answers):
        places.start_clock(
            found.at.parts.store,
            found.record.ref,
            found.record.slug,
            code_only=found.words.reach == "code",
        )
        submissions.done(found.at.parts.store, found.record)
    return _page(_again(found), said=_("The time for the offer runs from now."))


def _done(found: Opened) -> Response:
    submissions.done(found.at.parts.store, found.record)
    is_request = found.record.kind == REQUEST
    return _page(
        _again(found),
        said=_("It waits for nothing now.")
        if is_request
        else _("Closed. It is deleted after its time."),
    )


def _keep_writing(found: Opened) -> Response:
    return _page(found)


def _page(
    found: Opened,
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
        about=presenters.about(found.at, record),
        once=submission_guards.fresh_once(),
        contact=presenters.contact(words) if isinstance(words, Answers) else [],
        closed="" if words else CANNOT,
        answers=presenters.heard(words) if words else [],
        may_write=record.code_key is not None,
        said_so_far=sealed_store.thread(found.at, record, found.keys) if words else [],
        may_decline=record.kind == REQUEST and record.state in presenters.MAY_BE_DECLINED,
        state=presenters.state(record),
        waits=record.waits,
        standing=presenters.standing(found.at, record),
        steps=presenters.steps(record),
    )


def _today(at: Here, who: Session) -> Response:
    slugs = {slug.removeprefix("groups/"): group for slug, group in at.catalogue.groups.items()}
    for slug, group in slugs.items():
        places.settle(at.parts.store, slug, rules.seats(group.signup, group.capacity))
    keys = sessions.keys(at, who)
    quiet = submissions.quiet(at.parts.store)
    groups = [
        (
            presenters.group_name(at, slug),
            presenters.group_standing(at, slug),
            [presenters.row(at, found, keys) for found in quiet if found.slug == slug],
        )
        for slug in sorted({*slugs, *(found.slug for found in quiet if found.slug)})
    ]
    return page(
        "staff/today.html",
        _("Today"),
        waiting=[presenters.row(at, found, keys) for found in submissions.waiting(at.parts.store)],
        groups=groups,
        notes=[presenters.row(at, found, keys) for found in quiet if not found.slug],
        name=who.name,
        alone=len(circles.all_readers(at.parts.store)) == 1,
        said="",
    )


def _wished(found: Opened, asked: Wish) -> State | None:
    slug = found.record.slug
    group = found.at.group(slug) if slug else None
    return (
        places.wish(
            found.at.parts.store, found.record.ref, slug, asked, group.capacity if group else 0
        )
        if slug
        else None
    )


def _once(found: Opened) -> bytes:
    return submission_guards.once_of(found.form.once.data, found.record.ref)


def _changed() -> str:
    return _("Something changed while this page was open. Here is how it stands now.")


def _again(found: Opened) -> Opened:
    fresh = submissions.by_ref(found.at.parts.store, found.record.ref)
    if fresh is not None:
        found.record, found.words = fresh, presenters.words_of(fresh, found.keys)
    return found


@blueprint.get("")
def without_slash() -> Response:
    """The same page, under its address."""
    return redirect("/portal/care/", 308)  # type: ignore[return-value]


ACTIONS: dict[str, Callable[[Opened], Response]] = {
    "reply": _reply,
    "decline": _decline,
    "seat": _seat,
    "told": _told,
    "done": _done,
    "again": _keep_writing,
}
