"""Log-in and log-out of facilitators, and the list of their sessions."""

from __future__ import annotations

import math

from flask import Blueprint, Response, make_response, redirect, request, url_for

from portal import crypto
from portal.crypto import Closed, is_ref
from portal.domain import codes
from portal.domain import rate_limits as rules
from portal.domain.login_throttle import Busy
from portal.errors import preserving_input
from portal.rendering import page
from portal.security import sessions as browser
from portal.site import SiteContext, current_site
from portal.staff.forms import LoginForm
from portal.storage import circles, rate_limits, sessions
from portal.storage.circles import Facilitator
from site_config.i18n import N_, _

blueprint = Blueprint("login", __name__, template_folder="templates", url_prefix="/portal/care")
WRONG = N_("Name and words do not fit together. Look at both, and try again.")
SLOWED = N_(
    "Log in was tried often, so it is slow for a while. Wait {seconds} seconds and try again. In "
    "a browser in which you logged in before, it goes on as usual."
)
BUSY = N_("Others are logging in at this moment. Wait a minute and try again.")
OVER = N_("You are not logged in, or your session is over. Log in again.")
# In place of words that are no passphrase: a stranger cannot tell by the time it takes.
NO_PASSPHRASE = ("",) * 6


@blueprint.get("/login")
def form() -> Response:
    """The form for logging in."""
    return _page()


def rerender(said: str) -> Response:
    """The form with the name that was typed."""
    return _page(400, said)


@blueprint.post("/login")
@preserving_input(rerender, offline=True)
def log_in() -> Response:
    """Tries a name and a passphrase. Whether there is such a name cannot be told from the answer,
    nor from the time it takes.
    """
    site, sent = current_site(), LoginForm()
    name = " ".join(sent.words_of("name").split())[:80]
    of_name, of_browser = browser.throttle_keys(name)
    throttle_key = of_browser or of_name
    until = sessions.locked_until(site.context.store, throttle_key)
    if until is not None:
        seconds = math.ceil((until - site.context.clock.now()).total_seconds())
        return _page(429, _(SLOWED).format(seconds=seconds))
    if _over_rate_limit(site, is_known_browser=of_browser is not None):
        return _page(429, _(BUSY))
    facilitator = circles.facilitator_by_name(site.context.store, name)
    try:
        with site.context.gate.passed():
            private = _unlocked(facilitator, codes.read(sent.passphrase.data) or NO_PASSPHRASE)
    except Busy:
        return _page(429, _(BUSY))
    if facilitator is None or private is None:
        sessions.record_failure(site.context.store, throttle_key)
        rate_limits.count_in_own_transaction(site.context.store, "login")
        return _page(422, _(WRONG))
    sessions.clear_failures(site.context.store, throttle_key)
    token = browser.begin(facilitator.id, private)
    return browser.set_cookies(_after_log_in(sent), token, name)


def _over_rate_limit(site: SiteContext, *, is_known_browser: bool) -> bool:
    if not site.context.networks.take(request.remote_addr or ""):
        return True
    return not is_known_browser and rate_limits.used_this_hour(
        site.context.store, "login"
    ) >= rules.hourly_limit("login", site.context.config.forms_per_hour)


def _unlocked(facilitator: Facilitator | None, passphrase: tuple[str, ...]) -> bytes | None:
    """The private key of a facilitator, or None if the passphrase does not open it. Takes the same
    time where there is no facilitator.
    """
    try:
        return crypto.unlock(facilitator.locked_key if facilitator else crypto.NO_LOCK, passphrase)
    except Closed:
        return None


def _after_log_in(sent: LoginForm) -> Response:
    kept, ref = sent.words_of("kept"), sent.words_of("ref")
    if not is_ref(ref):
        return make_response(redirect(url_for("staff.today"), 303))
    if not kept:
        return make_response(redirect(url_for("record.show", ref=ref), 303))
    # Words to give back travel through a form once more, so that they stand in no address.
    return page(
        "staff/again.html",
        _("Your words are still here"),
        kept=kept,
        action=url_for("record.act", ref=ref),
    )


@blueprint.post("/logout")
def log_out() -> Response:
    """Ends this session."""
    return browser.log_out(
        page(
            "said.html",
            _("Logged out"),
            lines=[_("You are logged out. On a shared device, close the browser as well.")],
            ways=[(url_for("login.form"), _("Log in again"))],
        )
    )


@blueprint.get("/sessions")
def list_sessions() -> Response:
    """Where this facilitator is logged in."""
    return _sessions()


@blueprint.post("/sessions")
def revoke() -> Response:
    """Ends one session, or all others."""
    site, session = current_site(), browser.current_facilitator()
    if session is None:
        return _page(403, _(OVER))
    wanted = request.form.get("end", "")
    own = {item.ref for item in sessions.of(site.context.store, session.facilitator_id)}
    refs = sorted(own - {session.ref} if wanted == "others" else own & {wanted})
    if session.ref in refs:
        return log_out()
    sessions.revoke(site.context.store, session.facilitator_id, refs)
    return _sessions(_("That session is over."))


def _sessions(said: str = "") -> Response:
    site, session = current_site(), browser.current_facilitator()
    if session is None:
        return _page(403, _(OVER))
    shown = [
        {
            "ref": item.ref,
            "is_this": item.ref == session.ref,
            "began": f"{item.started:%d.%m. %H:%M}",
            "used": f"{item.seen:%d.%m. %H:%M}",
        }
        for item in sessions.of(site.context.store, session.facilitator_id)
    ]
    return page("staff/sessions.html", _("Where you are logged in"), sessions=shown, said=said)


def ask_to_log_in(kept: str = "", ref: str = "") -> Response:
    """The form for logging in, in place of a page of the staff room. It carries on the record that
    was asked for and words that were half written.
    """
    empty = LoginForm(empty=True)
    empty.kept.data, empty.ref.data = kept, ref
    return _page(403 if ref or kept else 200, _(OVER) if kept else "", empty)


def _page(status: int = 200, said: str = "", shown: LoginForm | None = None) -> Response:
    shown = shown or LoginForm()
    shown.passphrase.data = ""
    return page("staff/login.html", _("Log in"), status, form=shown, said=said)
