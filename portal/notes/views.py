"""A note without a name: one page, a look at it, and Send."""

from __future__ import annotations

from flask import Blueprint, Response, request

from portal import sealed_store
from portal.domain import text_limits
from portal.domain.submissions import Note
from portal.errors import NOT_STORED, preserving_input
from portal.forms import REPLY, TOPICS, NoteForm
from portal.rendering import page
from portal.security import form_tokens, submission_guards
from portal.site import SiteContext, current_site
from portal.storage import submissions
from portal.storage.engine import Unavailable
from site_config.i18n import _

blueprint = Blueprint("note", __name__, template_folder="templates", url_prefix="/portal/feedback")
USE = "note"
TITLES = {"1": _("Write a note"), "check": _("Check your note")}


@blueprint.get("")
def begin() -> Response:
    """The form, or a sentence why there is none."""
    site = current_site()
    if site.closed():
        return _closed(site.closed())
    form = NoteForm()
    form.start.data = form_tokens.issue(site.context, USE)
    return _page(site, form, "1")


def rerender(said: str) -> Response:
    """The page that was sent, with everything that was typed, and why it was not taken."""
    return _page(current_site(), NoteForm(), request.form.get("page", "1"), 400, said=said)


@blueprint.post("")
@preserving_input(rerender, offline=True)
def go_on() -> Response:
    """Shows the note once more, goes back to it, or sends it."""
    site, form, go = current_site(), NoteForm(), request.form.get("go", "")
    if site.closed():
        return _closed(site.closed(), 409, [form.text.data or ""])
    if go == "page1":
        return _page(site, form, "1")
    wrong = form.wrong(form.PAGES["1"])
    if wrong:
        return _page(site, form, "1", 422, wrong)
    return _send(site, form) if go == "send" else _page(site, form, "check")


def _send(site: SiteContext, form: NoteForm) -> Response:
    said = submission_guards.refusal(site, form, USE)
    if said:
        return _page(site, form, "check", 422, said=said)
    code = submission_guards.code_of(site, form, USE)
    if text_limits.holds_code(form.words_of("text"), code):
        return _page(
            site,
            form,
            "1",
            422,
            [
                (
                    "text",
                    _(
                        "Your six words stand in your note. Take them out: whoever reads the "
                        "note could "
                        "open your page with them."
                    ),
                )
            ],
        )
    keys = site.context.code_keys(code)
    lookups = {"yes": keys.lookup, "no": submission_guards.token_of(site, form, USE)}
    try:
        # Sent before with the other answer about a reply, it is the same note still, and keeps the
        # answer it was sent with.
        before = next(
            (
                answer
                for answer, lookup in lookups.items()
                if submissions.by_lookup(site.context.store, lookup)
            ),
            "",
        )
        if not before and submission_guards.over_rate_limit(site, "note"):
            return _page(site, form, "check", 429, said=submission_guards.FULL)
        wants_reply = (before or form.reply.data) == "yes"
        again = bool(before) or not sealed_store.keep_note(
            site,
            Note(form.topic.data, form.words_of("text")),
            lookups["yes" if wants_reply else "no"],
            keys.pair.public if wants_reply else None,
        )
    except (Unavailable, sealed_store.NoCircle):
        return _page(site, form, "check", 503, said=NOT_STORED)
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


def _page(
    site: SiteContext,
    form: NoteForm,
    name: str,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    said: str = "",
) -> Response:
    name = name if name in TITLES else "1"
    if not form.start.data:
        form.start.data = form_tokens.issue(site.context, USE)
    answers = [
        (_("About"), dict(TOPICS).get(form.topic.data or "", "")),
        (_("Your note"), form.text.data or ""),
        (_("A reply"), dict(REPLY).get(form.reply.data or "", "")),
    ]
    return page(
        f"notes/{'check' if name == 'check' else 'page1'}.html",
        TITLES[name],
        status,
        errors=errors or [],
        said=said,
        form=form,
        answers=answers,
    )


def _closed(shut: str, status: int = 200, kept: list[str] | None = None) -> Response:
    lines = [
        shut,
        *(
            [_("Nothing has been sent. What you typed is below, so that you can copy it.")]
            if kept
            else []
        ),
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
