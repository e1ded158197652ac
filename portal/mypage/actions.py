"""What the holder of a code may do on their page, one function for each button."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response

from portal import presenters, sealed_store
from portal.domain import codes, text_limits
from portal.domain.seats import State, Transition
from portal.domain.submissions import REQUEST, Answers, Note
from portal.mypage.opened_page import OpenedPage, reloaded, show
from portal.rendering import page
from portal.security import submission_guards
from portal.storage import groups, submissions
from portal.storage.engine import Unavailable
from site_config.i18n import N_, _, day

NOT_DONE = N_(
    "We could not do that at this moment. Nothing was changed. Please try again in a minute."
)


def open_page(opened: OpenedPage) -> Response:
    """Shows the page. A look promotes the waiting list, starts the clock of an offer, and counts as
    a sign of life.
    """
    store, record = opened.site.context.store, opened.record
    if record.kind == REQUEST and record.slug:
        groups.promote_waitlist(store, record.slug, opened.site.open_capacity(record.slug))
        reloaded(opened)
        if opened.record.state == State.OFFERED and opened.record.until is None:
            groups.start_offer_clock(
                store, record.ref, record.slug, code_only=opened.answers.reach == "code"
            )
    submissions.mark_seen_by_person(store, opened.record)
    reloaded(opened)
    return show(opened)


def write(opened: OpenedPage) -> Response:
    """Sends a message to the hosts; pressed twice, it is kept once."""
    wrong = opened.form.wrong(["words"])
    if not wrong and text_limits.holds_code(opened.form.words_of("words"), opened.code):
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
        return show(opened, 422, wrong)
    if submission_guards.over_rate_limit(opened.site, "message"):
        return show(opened, 429, trouble=_(submission_guards.OVER_RATE_LIMIT))
    key = submission_guards.idempotency_key_of(opened.form.idempotency_key.data, opened.record.ref)
    sealed_store.add_message(
        opened.site, opened.record, opened.form.words_of("words"), key, by_host=False
    )
    opened.form.words.data = ""
    return show(
        reloaded(opened), said=_("Your message is here. We cannot promise when someone reads it.")
    )


def edit(
    opened: OpenedPage,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    trouble: str = "",
) -> Response:
    """The form for correcting; filled with what is kept, or with what was typed if it was refused."""
    form, words = opened.form, opened.words
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
        code=codes.shown(opened.code),
        is_request=isinstance(words, Answers),
    )


def correct(opened: OpenedPage) -> Response:
    """Replaces the answers or the note by what was typed."""
    form = opened.form
    if isinstance(opened.words, Answers):
        wrong = form.wrong(form.ANSWERS)
        new: Answers | Note = opened.words
        if not wrong:
            new = form.answers()
        typed = f"{form.words_of('nickname')} {form.words_of('needs')}"
    else:
        wrong = form.wrong(["note"])
        new = Note(opened.words.topic, typed := form.words_of("note"))
    if not wrong and text_limits.holds_code(typed, opened.code):
        sentence = _(
            "Your six words stand in it. Take them out: whoever reads it could open your page."
        )
        wrong = [("note" if isinstance(new, Note) else "nickname", sentence)]
    if wrong:
        return edit(opened, 422, wrong)
    try:
        sealed_store.correct(opened.site, opened.record, new)
    except (Unavailable, sealed_store.NoCircle):
        return edit(opened, 503, trouble=_(NOT_DONE))
    return show(reloaded(opened), said=_("Changed. The hosts see the new words."))


def take_away(opened: OpenedPage) -> Response:
    """The person's words and all messages as a text file."""
    lines = [f"{question}: {answer}" for question, answer in presenters.answer_rows(opened.words)]
    for part in sealed_store.thread(opened.site, opened.record, opened.pair):
        lines.append(
            f"\n{_('A host') if part.by_host else _('You')}, {day(part.day)}:\n{part.text}"
        )
    response = make_response("\n".join(lines) + "\n")
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="words.txt"'
    return response


def _apply_transition(transition: Transition, said: str) -> Callable[[OpenedPage], Response]:
    """An action that moves the request to another state, and says ``said`` if that was possible."""

    def do(opened: OpenedPage) -> Response:
        slug = opened.record.slug
        done = (
            groups.apply_transition(opened.site.context.store, opened.record.ref, slug, transition)
            if slug
            else None
        )
        return show(
            reloaded(opened),
            said=_(said)
            if done
            else _("Something changed while this page was open. Here is how it stands now."),
        )

    return do


def ask_to_leave(opened: OpenedPage) -> Response:
    """Asks once more before the group is left."""
    return _confirmation(
        opened,
        _("Leave the group"),
        [_("Leave this group? You need no reason. A place of yours goes to the next person.")],
        "leave-sure",
        _("Yes, I leave"),
        _("No, I stay"),
    )


def ask_to_delete(opened: OpenedPage) -> Response:
    """Asks once more before everything is deleted."""
    return _confirmation(
        opened,
        _("Delete everything"),
        [
            _(
                "This deletes every word you gave us here, all messages, and the six words. It "
                "happens at once, and nobody can bring it back."
            ),
            _("If you have a place, it goes to the next person."),
            _(
                "Two things stay: what someone has already read, and backups. Whoever runs this "
                "site keeps those until newer ones take their place."
            ),
        ],
        "delete-sure",
        _("Yes, delete it all"),
        _("No, keep it"),
    )


def delete(opened: OpenedPage) -> Response:
    """Deletes the record, its messages and with it the code."""
    submissions.delete_submission(opened.site.context.store, opened.record)
    return page(
        "said.html",
        _("Deleted"),
        lines=[
            _("It is gone. The six words open nothing any more. You can throw the paper away."),
            _("You can come back at any time and begin anew."),
        ],
        ways=[("/", _("Go to the first page"))],
    )


def _confirmation(
    opened: OpenedPage, title: str, lines: list[str], go: str, yes: str, no: str
) -> Response:
    return page(
        "mypage/sure.html", title, code=codes.shown(opened.code), lines=lines, go=go, yes=yes, no=no
    )


ACTIONS: dict[str, Callable[[OpenedPage], Response]] = {
    "open": open_page,
    "write": write,
    "edit": edit,
    "correct": correct,
    "text": take_away,
    "leave": ask_to_leave,
    "delete": ask_to_delete,
    "delete-sure": delete,
    "leave-sure": _apply_transition(
        Transition.LEAVE,
        N_("You have left. You can still read this page for 30 days, or delete it now."),
    ),
    "accept": _apply_transition(Transition.ACCEPT, N_("The place is yours.")),
    "pause": _apply_transition(Transition.PAUSE, N_("You have paused. Your place is kept.")),
    "resume": _apply_transition(Transition.RESUME, N_("You are back. Your place is as it was.")),
}
