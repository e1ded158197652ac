"""The page of somebody who has six words: where their request or note is, messages both ways, their
own words, leaving, deleting.

The code comes with every press of a button and is kept nowhere. It is never in an address.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from portal import sealed_store
from portal.domain import codes
from portal.domain import rate_limits as rules
from portal.errors import preserving_input, typed_words
from portal.mypage.actions import ACTIONS, NOT_DONE, edit, open_page
from portal.mypage.forms import CodeForm
from portal.mypage.opened_page import OpenedPage, show, words_of
from portal.rendering import page
from portal.site import current_site
from portal.storage import rate_limits, submissions
from portal.storage.engine import Unavailable
from site_config.i18n import N_, _

blueprint = Blueprint("mypage", __name__, template_folder="templates", url_prefix="/portal/code")
NOT_FOUND = N_(
    "We cannot find anything for these words. Look at the spelling and the order, and try again. "
    "What has been deleted, or has run out, cannot be opened any more."
)
OVER_RATE_LIMIT = N_(
    "Many words were tried at this moment. Please wait a few minutes and try again. Your page is "
    "still there."
)
# In place of what is no code: a stranger cannot tell by the time it takes.
NO_CODE = ("",) * 6


@blueprint.get("", endpoint="open")
def form() -> Response:
    """The field for six words."""
    return page("mypage/ask.html", _("My code"), form=CodeForm())


def rerender(said: str) -> Response:
    """The page that was sent, with what was typed on it; the code itself is the one thing that is
    not shown again.
    """
    form = CodeForm()
    opened = _opened(form, counts=False)
    if isinstance(opened, Response):
        return _ask(form, 400, said)
    return (
        edit(opened, 400, trouble=said)
        if request.form.get("go") == "correct"
        else show(opened, 400, trouble=said)
    )


@blueprint.post("")
@preserving_input(rerender)
def act() -> Response:
    """Opens the page of a code, and does there what was asked for."""
    opened = _opened(CodeForm())
    if isinstance(opened, Response):
        return opened
    action = ACTIONS.get(request.form.get("go", "open"), open_page)
    try:
        return action(opened)
    except (Unavailable, sealed_store.NoCircle):
        return show(opened, 503, trouble=_(NOT_DONE))


def _opened(form: CodeForm, *, counts: bool = True) -> Response | OpenedPage:
    """The record of the code that was sent. Whatever is wrong with a code, the same is done, and
    the same is said.

    ``counts``: a code that finds nothing is counted; not where a form was forged, which must change
    nothing.
    """
    site = current_site()
    if not site.context.networks.take(request.remote_addr or "") or rate_limits.used_this_hour(
        site.context.store, "code"
    ) >= rules.hourly_limit("code", site.context.config.forms_per_hour):
        return _ask(form, 429, _(OVER_RATE_LIMIT))
    code = codes.read(form.code.data) or NO_CODE
    keys = site.context.code_keys(code)
    record = submissions.by_lookup(site.context.store, keys.lookup)
    if record is None:
        if counts:
            rate_limits.count_in_own_transaction(site.context.store, "code")
        return _ask(form, 404, _(NOT_FOUND))
    return OpenedPage(site, code, keys.pair, record, words_of(record, keys.pair), form)


def _ask(form: CodeForm, status: int, said: str) -> Response:
    """The field for six words once more, empty; with anything else that was typed, so that it is
    not lost.
    """
    return page("mypage/ask.html", _("My code"), status, form=form, said=said, kept=typed_words())
