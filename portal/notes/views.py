"""A note without a name: one page, a look at it, and Send."""

from __future__ import annotations

from flask import Blueprint, Response, request

from portal import presenters, sealed_store
from portal.domain import text_limits
from portal.domain.submissions import Note
from portal.errors import NOT_STORED, preserving_input
from portal.notes.forms import REPLY, NoteForm
from portal.rendering import page
from portal.security import form_tokens, submission_guards
from portal.site import SiteContext, current_site
from portal.storage import submissions
from portal.storage.engine import Unavailable
from site_config.i18n import N_, Words, _

blueprint = Blueprint("notes", __name__, template_folder="templates", url_prefix="/portal/feedback")
USE = "note"
TITLES = Words({"1": N_("Write a note"), "check": N_("Check your note")})


@blueprint.get("")
def form() -> Response:
    """The form, or a sentence why there is none."""
    site = current_site()
    return _closed(site.closed()) if site.closed() else _page(site, NoteForm(), "1")


def rerender(said: str) -> Response:
    """The page that was sent, with everything that was typed, and why it was not taken."""
    return _page(current_site(), NoteForm(), request.form.get("page", "1"), 400, said=said)


@blueprint.post("")
@preserving_input(rerender, offline=True)
def submit() -> Response:
    """Shows the note once more, goes back to it, or sends it."""
    site, sent, go = current_site(), NoteForm(), request.form.get("go", "")
    if site.closed():
        return _closed(site.closed(), 409, [sent.words_of("text")])
    if go == "page1":
        return _page(site, sent, "1")
    wrong = sent.wrong(sent.PAGES["1"])
    if wrong:
        return _page(site, sent, "1", 422, wrong)
    return _send(site, sent) if go == "send" else _page(site, sent, "check")


def _send(site: SiteContext, sent: NoteForm) -> Response:
    """Keeps the note and shows its six words, if a reply is wanted. The same page sent twice is
    kept once.
    """
    said = submission_guards.refusal(site, sent, USE)
    if said:
        return _page(site, sent, "check", 422, said=said)
    code = submission_guards.code_of(site, sent, USE)
    if text_limits.holds_code(sent.words_of("text"), code):
        sentence = _(
            "Your six words stand in your note. Take them out: whoever reads the note could open "
            "your page with them."
        )
        return _page(site, sent, "1", 422, [("text", sentence)])
    keys = site.context.code_keys(code)
    lookups = {"yes": keys.lookup, "no": submission_guards.token_of(site, sent, USE)}
    try:
        before = _answer_it_was_kept_with(site, lookups)
        if not before and submission_guards.over_rate_limit(site, "note"):
            return _page(site, sent, "check", 429, said=_(submission_guards.OVER_RATE_LIMIT))
        wants_reply = (before or sent.reply.data) == "yes"
        again = bool(before) or not sealed_store.keep_note(
            site,
            Note(sent.topic.data, sent.words_of("text")),
            lookups["yes" if wants_reply else "no"],
            keys.pair.public if wants_reply else None,
        )
    except (Unavailable, sealed_store.NoCircle):
        return _page(site, sent, "check", 503, said=_(NOT_STORED))
    return page(
        "sent.html",
        _("Sent"),
        code=code if wants_reply else (),
        again=again,
        next=(
            _(
                "A reader opens it. A reply, if one comes, stands under “My code”. We cannot "
                "promise when someone reads it."
            )
            if wants_reply
            else _("A reader opens it. We cannot promise when.")
        ),
    )


def _answer_it_was_kept_with(site: SiteContext, lookups: dict[str, bytes]) -> str:
    """Whether a reply was wanted when this page was sent before, ``yes`` or ``no``; empty if it was
    not. Sent again with the other answer, it is the same note still.
    """
    for answer, lookup in lookups.items():
        if submissions.by_lookup(site.context.store, lookup):
            return answer
    return ""


def _page(
    site: SiteContext,
    shown: NoteForm,
    name: str,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    said: str = "",
) -> Response:
    """One page of the form: ``1`` or ``check``; any other name is the first."""
    name = name if name in TITLES else "1"
    if not shown.form_token.data:
        shown.form_token.data = form_tokens.issue(site.context, USE)
    note = Note(shown.topic.data, shown.words_of("text"))
    return page(
        f"notes/{'check' if name == 'check' else 'page1'}.html",
        TITLES[name],
        status,
        errors=errors or [],
        said=said,
        form=shown,
        answers=[
            *presenters.answer_rows(note),
            (_("A reply"), REPLY.get(shown.reply.data or "", "")),
        ],
    )


def _closed(reason: str, status: int = 200, kept: list[str] | None = None) -> Response:
    nothing_sent = _("Nothing has been sent. What you typed is below, so that you can copy it.")
    lines = [
        reason,
        *([nothing_sent] if kept else []),
        _(
            "Do you have six words? With them you can still open your own page, under “My code” "
            "in the menu."
        ),
    ]
    return page(
        "said.html",
        _("Not open at the moment"),
        status,
        lines=lines,
        kept=kept,
        ways=[("/about/organisation/", _("Who runs this site"))],
    )
