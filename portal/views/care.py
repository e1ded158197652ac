"""What readers see: what waits, oldest first; one request or note at a time; and what they may do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, request

from portal import admission, crypto, envelopes, sending
from portal.forms import LEAVE, REACH, TOPICS, CareForm, LoginForm
from portal.pages import page
from portal.parts import Here, here
from portal.services.places import NoteState, State, Wish
from portal.services.records import REQUEST, Answers, Note, Record
from portal.storage import circles, places, records
from portal.storage.engine import Unavailable
from portal.storage.sessions import Session
from portal.views.errors import keeps
from site_config.language import _, day

blueprint = Blueprint("care", __name__, url_prefix="/portal/care")
STATES = {
    State.WAITING: _("Waiting list"), State.OFFERED: _("Offered"), State.SEATED: _("Has a place"), State.PAUSED: _("Paused"), State.LEFT: _("Left"),
    State.DECLINED: _("Declined"), State.PASSED: _("Offer ran out"), NoteState.RECEIVED: _("New"), NoteState.READ: _("Read"),
    NoteState.ANSWERED: _("Answered"), NoteState.CLOSED: _("Closed"),
}
CANNOT = _("This cannot be opened with your key. It may have been sealed before you were added. Another reader may be able to.")
NOT_DONE = _("We could not do that at this moment. Nothing was changed. What you typed is still here.")
OVER = _("You are not logged in, or your session is over. Log in again.")


@dataclass
class Opened:
    """One record in the hands of one reader, for the length of one request. ``words`` is None where the key does not fit."""

    at: Here
    who: Session
    keys: dict[int, crypto.Pair]
    record: Record
    words: Answers | Note | None
    form: CareForm


@blueprint.get("/")
def today() -> Response:
    """What waits for the readers, oldest first, and how each group stands."""
    at, who = here(), admission.reader()
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
        records.read(found.at.parts.store, found.record)
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
    except (Unavailable, envelopes.NobodyReads):
        return _page(found, 503, trouble=NOT_DONE)


def _found(ref: str) -> Response | Opened:
    at, who, form = here(), admission.reader(), CareForm()
    if who is None:
        return _login(form.words.data or "", ref)
    kept = records.by_ref(at.parts.store, ref)
    if kept is None:
        abort(404)
    keys = admission.keys(at, who)
    return Opened(at, who, keys, kept, _words(kept, keys), form)


def _login(kept: str = "", ref: str = "") -> Response:
    """The form for logging in, in place of a page that asks for it. Words half written are carried on in it."""
    form = LoginForm(formdata=None)
    form.kept.data, form.ref.data = kept, ref
    return page("care/login.html", _("Log in"), 403 if ref or kept else 200, form=form, said=OVER if kept else "")


def _reply(found: Opened) -> Response:
    wrong = found.form.wrong(["words"])
    if found.record.code_key is None:
        return _page(found, 409, trouble=_("This person wanted no reply and cannot read one."))
    if wrong:
        return _page(found, 422, wrong)
    envelopes.say(found.at, found.record, found.form.words.data or "", _once(found), by_host=True)
    found.form.words.data = ""
    return _page(_again(found), said=_("Your reply is there. They find it with their six words."))


def _decline(found: Opened) -> Response:
    wrong = found.form.wrong(["words"])
    if wrong:
        return _page(found, 422, [("words", _("Write a few words. A no without words is hard to read."))])
    if not _wished(found, Wish.DECLINE):
        return _page(_again(found), 409, trouble=_changed())
    envelopes.say(found.at, found.record, found.form.words.data or "", _once(found), by_host=True)
    found.form.words.data = ""
    return _page(_again(found), said=_("Declined, with your words. A place that this person had goes to the next."))


def _seat(found: Opened) -> Response:
    if not _wished(found, Wish.SEAT):
        return _page(_again(found), 409, trouble=_("No place could be given: all are taken, or somebody with a lower number has waited longer."))
    records.done(found.at.parts.store, found.record)
    return _page(_again(found), said=_("This person has a place now. They see it with their six words."))


def _told(found: Opened) -> Response:
    if found.record.slug and isinstance(found.words, Answers):
        places.start_clock(found.at.parts.store, found.record.ref, found.record.slug, code_only=found.words.reach == "code")
        records.done(found.at.parts.store, found.record)
    return _page(_again(found), said=_("The time for the offer runs from now."))


def _done(found: Opened) -> Response:
    records.done(found.at.parts.store, found.record)
    return _page(_again(found), said=_("Closed. It is deleted after its time.") if found.record.kind != REQUEST else _("It waits for nothing now."))


def _keep_writing(found: Opened) -> Response:
    return _page(found)


def _page(found: Opened, status: int = 200, errors: list[tuple[str, str]] | None = None, trouble: str = "", said: str = "") -> Response:
    record, words = found.record, found.words
    may_write = record.code_key is not None
    return page(
        "care/record.html", _request_title(words) if isinstance(words, Answers) else _("A note"), status, errors=errors or [], trouble=trouble,
        said=said, form=found.form, action=f"/portal/care/record/{record.ref}", about=_about(found.at, record), once=sending.fresh_once(),
        contact=_contact(words) if isinstance(words, Answers) else [], closed=CANNOT if words is None else "", answers=_shown(words),
        said_so_far=envelopes.thread(found.at, record, found.keys) if words is not None else [], may_write=may_write,
        may_decline=record.kind == REQUEST and record.state in {State.WAITING, State.OFFERED, State.SEATED, State.PAUSED},
        state=_state(record), waits=record.waits, standing=_standing(found.at, record), steps=_steps(record))


def _today(at: Here, who: Session) -> Response:
    for slug, group in at.catalogue.groups.items():
        places.settle(at.parts.store, slug.removeprefix("groups/"), group.capacity if group.signup == "open" else 0)
    keys = admission.keys(at, who)
    quiet = records.quiet(at.parts.store)
    slugs = sorted({slug.removeprefix("groups/") for slug in at.catalogue.groups} | {found.slug for found in quiet if found.slug})
    groups = [(_group_name(at, slug), _group_standing(at, slug), [_row(at, found, keys) for found in quiet if found.slug == slug]) for slug in slugs]
    return page("care/today.html", _("Today"), waiting=[_row(at, found, keys) for found in records.waiting(at.parts.store)], groups=groups,
                notes=[_row(at, found, keys) for found in quiet if not found.slug], name=who.name, alone=len(circles.all_readers(at.parts.store)) == 1, said="")


def _row(at: Here, record: Record, keys: dict[int, crypto.Pair]) -> dict[str, object]:
    words = _words(record, keys)
    title = words.nickname if isinstance(words, Answers) else _("A note") if words else _("Sealed for others")
    return {"ref": record.ref, "title": title, "what": _about(at, record), "state": _state(record), "waits": record.waits}


def _words(record: Record, keys: dict[int, crypto.Pair]) -> Answers | Note | None:
    try:
        return envelopes.answers(record, keys) if record.kind == REQUEST else envelopes.note(record, keys)
    except crypto.Closed:
        return None


def _about(at: Here, record: Record) -> str:
    since = _("last word {day}").format(day=day(record.touched_on.isoformat()))
    if record.kind != REQUEST:
        return since
    return f"{_group_name(at, record.slug or '')}, {_('number {number}').format(number=record.number)}, {since}"


def _group_name(at: Here, slug: str) -> str:
    group = at.group(slug)
    return group.title if group else _("{slug} (no longer on the site)").format(slug=slug)


def _group_standing(at: Here, slug: str) -> str:
    group, now = at.group(slug), places.counts(at.parts.store, slug)
    if group is None:
        return _("This group is no longer on the site. Its people are kept for 30 days and then deleted. You may want to tell them.")
    return _("{taken} of {capacity} places taken, {waiting} waiting.").format(taken=now.taken, capacity=group.capacity, waiting=now.waiting)


def _standing(at: Here, record: Record) -> str:
    ends = _("Deleted after {day} if nothing happens.").format(day=day(record.ends_on.isoformat())) if record.ends_on else ""
    return f"{_group_standing(at, record.slug)} {ends}" if record.slug else ends


def _state(record: Record) -> str:
    return STATES[State(record.state) if record.kind == REQUEST else NoteState(record.state)]


def _steps(record: Record) -> list[tuple[str, str]]:
    """What a host may do besides writing."""
    steps = []
    if record.state in {State.WAITING, State.OFFERED}:
        steps.append(("seat", _("Give them a place")))
    if record.state == State.OFFERED and record.until is None:
        steps.append(("told", _("I told them")))
    if record.kind != REQUEST and record.state != NoteState.CLOSED:
        steps.append(("done", _("Close this note")))
    elif record.kind == REQUEST and record.waits:
        steps.append(("done", _("Nothing more to do now")))
    return steps


def _request_title(words: Answers) -> str:
    return words.nickname


def _contact(words: Answers) -> list[str]:
    if words.reach == "code":
        return [_("They look here with six words. Please do not try another way.")]
    return [f"{dict(REACH)[words.reach]}: {words.contact}", _("A message, if they do not answer: {answer}").format(answer=dict(LEAVE)[words.message]),
            _("Use no other way.")]


def _shown(words: Answers | Note | None) -> list[tuple[str, str]]:
    if isinstance(words, Note):
        return [(_("About"), dict(TOPICS)[words.topic]), (_("Their words"), words.text)]
    return [(_("What makes it easier"), words.needs or _("Left out"))] if words else []


def _wished(found: Opened, asked: Wish) -> State | None:
    slug = found.record.slug
    group = found.at.group(slug) if slug else None
    return places.wish(found.at.parts.store, found.record.ref, slug, asked, group.capacity if group else 0) if slug else None


def _once(found: Opened) -> bytes:
    return sending.once_of(found.form.once.data, found.record.ref)


def _changed() -> str:
    return _("Something changed while this page was open. Here is how it stands now.")


def _again(found: Opened) -> Opened:
    fresh = records.by_ref(found.at.parts.store, found.record.ref)
    if fresh is not None:
        found.record, found.words = fresh, _words(fresh, found.keys)
    return found


@blueprint.get("")
def without_slash() -> Response:
    """The same page, under its address."""
    return redirect("/portal/care/", 308)  # type: ignore[return-value]


ACTIONS: dict[str, Callable[[Opened], Response]] = {
    "reply": _reply, "decline": _decline, "seat": _seat, "told": _told, "done": _done, "again": _keep_writing,
}
