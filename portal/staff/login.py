"""Log-in and log-out of readers, and their sessions."""

from __future__ import annotations

import math

from flask import Blueprint, Response, make_response, redirect, request

from portal import crypto
from portal.crypto import Closed
from portal.domain import codes
from portal.domain import rate_limits as rules
from portal.domain.login_throttle import Busy
from portal.domain.submissions import is_ref
from portal.errors import preserving_input
from portal.forms import LoginForm
from portal.rendering import page
from portal.security import sessions as admission
from portal.site import SiteContext, current_site
from portal.storage import circles, rate_limits, sessions
from portal.storage.circles import Facilitator
from site_config.i18n import _

blueprint = Blueprint("login", __name__, template_folder="templates", url_prefix="/portal/care")
TITLE = _("Log in")
WRONG = _("Name and words do not fit together. Look at both, and try again.")
SLOWED = _(
    "Log in was tried often, so it is slow for a while. Wait {seconds} seconds and try again. In "
    "a browser in which you logged in "
    "before, it goes on as usual."
)
BUSY = _("Others are logging in at this moment. Wait a minute and try again.")
OVER = _("You are not logged in, or your session is over. Log in again.")
NOBODY = ("",) * 6


def form_page(status: int = 200, said: str = "", kept: str = "", ref: str = "") -> Response:
    """The form for logging in; with a reply that was half written when the session ended, kept
    until it is over.
    """
    form = LoginForm()
    if kept or ref:
        form.kept.data, form.ref.data = kept, ref
    form.passphrase.data = ""
    return page("staff/login.html", TITLE, status, form=form, said=said)


def rerender(said: str) -> Response:
    """The form with the name that was typed."""
    return form_page(400, said)


@blueprint.get("/login")
def begin() -> Response:
    """The form."""
    return form_page()


@blueprint.post("/login")
@preserving_input(rerender, offline=True)
def log_in() -> Response:
    """Tries a name and a passphrase. Whether there is such a name cannot be told from the answer,
    nor from the time it takes.
    """
    site, form = current_site(), LoginForm()
    name = " ".join((form.name.data or "").split())[:80]
    typed, browser = admission.throttle_keys(name)
    lane = browser or typed
    waits = sessions.locked_until(site.context.store, lane)
    if waits is not None:
        seconds = math.ceil((waits - site.context.clock.now()).total_seconds())
        return form_page(429, SLOWED.format(seconds=seconds))
    if not site.context.networks.take(request.remote_addr or "") or (
        browser is None
        and rate_limits.used_this_hour(site.context.store, "login")
        >= rules.hourly_limit("login", site.context.config.forms_per_hour)
    ):
        return form_page(429, BUSY)
    found = circles.facilitator_by_name(site.context.store, name)
    try:
        with site.context.gate.passed():
            private = _private(site, found, codes.read(form.passphrase.data) or NOBODY)
    except Busy:
        return form_page(429, BUSY)
    if found is None or private is None:
        sessions.record_failure(site.context.store, lane)
        rate_limits.count_in_own_transaction(site.context.store, "login")
        return form_page(422, WRONG)
    sessions.clear_failures(site.context.store, lane)
    token = admission.begin(found.id, private)
    kept, ref = form.kept.data or "", form.ref.data or ""
    if kept and is_ref(ref):
        # Words to give back travel through a form once more, so that they stand in no address.
        again = page(
            "staff/again.html",
            _("Your words are still here"),
            kept=kept,
            action=f"/portal/care/record/{ref}",
        )
        return admission.set_cookies(again, token, name)
    return admission.set_cookies(
        make_response(
            redirect(f"/portal/care/record/{ref}" if is_ref(ref) else "/portal/care/", 303)
        ),
        token,
        name,
    )


@blueprint.post("/logout")
def log_out() -> Response:
    """Ends this session."""
    lines = [_("You are logged out. On a shared device, close the browser as well.")]
    return admission.log_out(
        page(
            "said.html",
            _("Logged out"),
            lines=lines,
            ways=[("/portal/care/login", _("Log in again"))],
        )
    )


@blueprint.get("/sessions")
def listed() -> Response:
    """Where this reader is logged in."""
    return _sessions()


@blueprint.post("/sessions")
def revoke() -> Response:
    """Ends one session, or all others."""
    site, who = current_site(), admission.current_facilitator()
    if who is None:
        return form_page(403, OVER)
    wanted = request.form.get("end", "")
    own = {item.ref for item in sessions.of(site.context.store, who.facilitator_id)}
    refs = sorted(own - {who.ref} if wanted == "others" else own & {wanted})
    if who.ref in refs:
        return log_out()
    sessions.revoke(site.context.store, who.facilitator_id, refs)
    return _sessions(_("That session is over."))


def _sessions(said: str = "") -> Response:
    site, who = current_site(), admission.current_facilitator()
    if who is None:
        return form_page(403, OVER)
    shown = [
        {
            "ref": item.ref,
            "is_this": item.ref == who.ref,
            "began": f"{item.started:%d.%m. %H:%M}",
            "used": f"{item.seen:%d.%m. %H:%M}",
        }
        for item in sessions.of(site.context.store, who.facilitator_id)
    ]
    return page("staff/sessions.html", _("Where you are logged in"), sessions=shown, said=said)


def _private(
    site: SiteContext, found: Facilitator | None, passphrase: tuple[str, ...]
) -> bytes | None:
    """The private key of a reader, or None if the passphrase does not open it. Takes the same time
    where there is no reader.
    """
    try:
        return crypto.unlock(found.locked_key if found else crypto.NO_LOCK, passphrase)
    except Closed:
        return None
