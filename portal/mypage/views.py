"""The page of somebody who has six words: where their request or note is, messages both ways, their
own words, leaving, deleting.

The code comes with every press of a button and is kept nowhere. It is never in an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, request

from portal import presenters, sealed_store
from portal.crypto import Pair
from portal.domain import codes, text_limits
from portal.domain import rate_limits as rules
from portal.domain.seats import NoteState, State, Transition, allowed_transitions, open_capacity
from portal.domain.submissions import REQUEST, Answers, Note, Submission
from portal.errors import preserving_input
from portal.errors import typed_words as typed
from portal.forms import CodeForm
from portal.mypage import progress
from portal.rendering import page
from portal.security import submission_guards
from portal.site import SiteContext, current_site
from portal.storage import groups, rate_limits, submissions
from portal.storage.engine import Unavailable
from site_config.i18n import _, day

blueprint = Blueprint("code", __name__, template_folder="templates", url_prefix="/portal/code")
TITLE, INSIDE = _("My code"), _("My page")
NOT_FOUND = _(
    "We cannot find anything for these words. Look at the spelling and the order, and try again. "
    "What has been deleted, or has "
    "run out, cannot be opened any more."
)
FULL = _(
    "Many words were tried at this moment. Please wait a few minutes and try again. Your page is "
    "still there."
)
NOT_DONE = _(
    "We could not do that at this moment. Nothing was changed. Please try again in a minute."
)
# In place of what is no code: a stranger cannot tell by the time it takes.
NO_CODE = ("",) * 6
TRANSITION_LABELS = {
    Transition.ACCEPT: _("Yes, I take the place"),
    Transition.PAUSE: _("Pause, and keep my place"),
    Transition.RESUME: _("I am back"),
    Transition.LEAVE: _("Leave the group"),
}


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
        assert isinstance(self.words, Answers)  # noqa: S101 - asked for where the record is a request
        return self.words


@blueprint.get("")
def ask() -> Response:
    """The field for six words."""
    return page("mypage/ask.html", TITLE, form=CodeForm())


def rerender(said: str) -> Response:
    """The page that was sent, with what was typed on it; the code itself is the one thing that is
    not shown again.
    """
    form = CodeForm()
    found = _found(form, counts=False)
    if isinstance(found, Response):
        return _ask(form, 400, said)
    return (
        _edit(found, 400, trouble=said)
        if request.form.get("go") == "correct"
        else _page(found, 400, trouble=said)
    )


@blueprint.post("")
@preserving_input(rerender)
def act() -> Response:
    """Opens the page of a code, and does there what was asked for."""
    found = _found(CodeForm())
    if isinstance(found, Response):
        return found
    action = ACTIONS.get(request.form.get("go", "open"), _open)
    try:
        return action(found)
    except (Unavailable, sealed_store.NoCircle):
        return _page(found, 503, trouble=NOT_DONE)


def _found(form: CodeForm, *, counts: bool = True) -> Response | OpenedPage:
    """The record of the code that was sent. Whatever is wrong with a code, the same is done, and
    the same is said.

    ``counts``: a code that finds nothing is counted; not where a form was forged, which must change
    nothing.
    """
    site = current_site()
    if not site.context.networks.take(request.remote_addr or "") or rate_limits.used_this_hour(
        site.context.store, "code"
    ) >= rules.hourly_limit("code", site.context.config.forms_per_hour):
        return _ask(form, 429, FULL)
    code = codes.read(form.code.data) or NO_CODE
    keys = site.context.code_keys(code)
    record = submissions.by_lookup(site.context.store, keys.lookup)
    if record is None:
        if counts:
            rate_limits.count_in_own_transaction(site.context.store, "code")
        return _ask(form, 404, NOT_FOUND)
    return OpenedPage(site, code, keys.pair, record, _words(record, keys.pair), form)


def _ask(form: CodeForm, status: int, said: str) -> Response:
    """The field for six words once more, empty; with anything else that was typed, so that it is
    not lost.
    """
    return page("mypage/ask.html", TITLE, status, form=form, said=said, kept=typed())


def _open(found: OpenedPage) -> Response:
    store, record = found.site.context.store, found.record
    if record.kind == REQUEST and record.slug:
        group = found.site.group(record.slug)
        groups.promote_waitlist(
            store, record.slug, open_capacity(group.signup, group.capacity) if group else 0
        )
        _reloaded(found)
        if found.record.state == State.OFFERED and found.record.until is None:
            groups.start_offer_clock(
                store, record.ref, record.slug, code_only=found.answers.reach == "code"
            )
    submissions.mark_seen_by_person(store, found.record)
    _reloaded(found)
    return _page(found)


def _write(found: OpenedPage) -> Response:
    wrong = found.form.wrong(["words"])
    if not wrong and text_limits.holds_code(found.form.words_of("words"), found.code):
        wrong = [
            (
                "words",
                _(
                    "Your six words stand in your message. Take them out: whoever reads it could "
                    "open your page with them."
                ),
            )
        ]
    if wrong:
        return _page(found, 422, wrong)
    if submission_guards.over_rate_limit(found.site, "message"):
        return _page(found, 429, trouble=submission_guards.FULL)
    once = submission_guards.idempotency_key_of(found.form.once.data, found.record.ref)
    sealed_store.add_message(
        found.site, found.record, found.form.words_of("words"), once, by_host=False
    )
    found.form.words.data = ""
    return _page(
        _reloaded(found), said=_("Your message is here. We cannot promise when someone reads it.")
    )


def _edit(
    found: OpenedPage,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    trouble: str = "",
) -> Response:
    form, words = found.form, found.words
    if status == 200:
        if isinstance(words, Answers):
            for name in form.ANSWERS:
                form[name].data = getattr(words, name)
        else:
            form.note.data = words.text
    return page(
        "mypage/edit.html",
        _("Correct my words"),
        status,
        errors=errors or [],
        trouble=trouble,
        form=form,
        code=codes.shown(found.code),
        is_request=isinstance(words, Answers),
    )


def _correct(found: OpenedPage) -> Response:
    form = found.form
    if isinstance(found.words, Answers):
        wrong = form.wrong(form.ANSWERS)
        new: Answers | Note = found.words
        if not wrong:
            new = form.answers()
        typed = f"{form.words_of('nickname')} {form.words_of('needs')}"
    else:
        wrong = form.wrong(["note"])
        new = Note(found.words.topic, typed := form.words_of("note"))
    if not wrong and text_limits.holds_code(typed, found.code):
        sentence = _(
            "Your six words stand in it. Take them out: whoever reads it could open your page."
        )
        wrong = [("note" if isinstance(new, Note) else "nickname", sentence)]
    if wrong:
        return _edit(found, 422, wrong)
    try:
        sealed_store.correct(found.site, found.record, new)
    except (Unavailable, sealed_store.NoCircle):
        return _edit(found, 503, trouble=NOT_DONE)
    return _page(_reloaded(found), said=_("Changed. The hosts see the new words."))


def _take_away(found: OpenedPage) -> Response:
    lines = [
        f"{question}: {answer}" for question, answer in presenters.answers_for_person(found.words)
    ]
    for part in sealed_store.thread(found.site, found.record, found.pair):
        lines.append(
            f"\n{_('A host') if part.by_host else _('You')}, {day(part.day)}:\n{part.text}"
        )
    response = make_response("\n".join(lines) + "\n")
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="words.txt"'
    return response


def _apply_transition(asked: Transition, said: str) -> Callable[[OpenedPage], Response]:
    def do(found: OpenedPage) -> Response:
        slug = found.record.slug
        done = (
            groups.apply_transition(found.site.context.store, found.record.ref, slug, asked)
            if slug
            else None
        )
        return _page(
            _reloaded(found),
            said=said
            if done
            else _("Something changed while this page was open. Here is how it stands now."),
        )

    return do


def _leave(found: OpenedPage) -> Response:
    return _sure(
        found,
        _("Leave the group"),
        [_("Leave this group? You need no reason. A place of yours goes to the next person.")],
        "leave-sure",
        _("Yes, I leave"),
        _("No, I stay"),
    )


def _delete(found: OpenedPage) -> Response:
    return _sure(
        found,
        _("Delete everything"),
        [
            _(
                "This deletes every word you gave us here, all messages, and the six words. It "
                "happens at once, and nobody can bring it back."
            ),
            _("If you have a place, it goes to the next person."),
            _(
                "Two things stay: what someone has already read, and backups. Whoever runs this "
                "site keeps those until newer ones take their "
                "place."
            ),
        ],
        "delete-sure",
        _("Yes, delete it all"),
        _("No, keep it"),
    )


def _delete_surely(found: OpenedPage) -> Response:
    submissions.delete_submission(found.site.context.store, found.record)
    return page(
        "said.html",
        _("Deleted"),
        lines=[
            _("It is gone. The six words open nothing any more. You can throw the paper away."),
            _("You can come back at any time and begin anew."),
        ],
        ways=[("/", _("Go to the first page"))],
    )


def _sure(found: OpenedPage, title: str, lines: list[str], go: str, yes: str, no: str) -> Response:
    return page(
        "mypage/sure.html", title, code=codes.shown(found.code), lines=lines, go=go, yes=yes, no=no
    )


def _page(
    found: OpenedPage,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    trouble: str = "",
    said: str = "",
) -> Response:
    record, group = found.record, found.site.group(found.record.slug or "")
    is_request = record.kind == REQUEST
    asked = allowed_transitions(State(record.state)) if is_request else []
    return page(
        "mypage/open.html",
        INSIDE,
        status,
        errors=errors or [],
        trouble=trouble,
        said=said,
        form=found.form,
        code=codes.shown(found.code),
        group_title=(group.title if group else _("This group is not on the site at the moment."))
        if is_request
        else "",
        rail=(
            progress.of_request(
                State(record.state), record.until, group.timezone if group else "UTC"
            )
            if is_request
            else progress.of_note(NoteState(record.state))
        ),
        ends=record.ends_on.isoformat() if record.ends_on else "",
        answers=presenters.answers_for_person(found.words),
        once=submission_guards.new_idempotency_key(),
        wishes=[
            {
                "go": wish.value,
                "words": TRANSITION_LABELS[wish],
                "first": wish in {Transition.ACCEPT, Transition.RESUME},
            }
            for wish in asked
        ],
        said_so_far=sealed_store.thread(found.site, record, found.pair),
    )


def _reloaded(found: OpenedPage) -> OpenedPage:
    """The same record as it stands after something was done."""
    fresh = submissions.by_ref(found.site.context.store, found.record.ref)
    if fresh is not None:
        found.record, found.words = fresh, _words(fresh, found.pair)
    return found


def _words(record: Submission, pair: Pair) -> Answers | Note:
    return (
        sealed_store.answers(record, pair)
        if record.kind == REQUEST
        else sealed_store.note(record, pair)
    )


ACTIONS: dict[str, Callable[[OpenedPage], Response]] = {
    "open": _open,
    "write": _write,
    "edit": _edit,
    "correct": _correct,
    "text": _take_away,
    "leave": _leave,
    "delete": _delete,
    "delete-sure": _delete_surely,
    "leave-sure": _apply_transition(
        Transition.LEAVE,
        _("You have left. You can still read this page for 30 days, or delete it now."),
    ),
    "accept": _apply_transition(Transition.ACCEPT, _("The place is yours.")),
    "pause": _apply_transition(Transition.PAUSE, _("You have paused. Your place is kept.")),
    "resume": _apply_transition(Transition.RESUME, _("You are back. Your place is as it was.")),
}
