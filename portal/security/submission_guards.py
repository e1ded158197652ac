"""Submission guards: form token, honeypot, shortest time, rate limit, and idempotency keys."""

from __future__ import annotations

import datetime
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import request

from portal import crypto
from portal.domain import codes
from portal.domain import rate_limits as rules
from portal.forms.fields import PortalForm
from portal.security import form_tokens
from portal.site import SiteContext
from portal.storage import rate_limits
from site_config.i18n import N_, _

QUICKEST = datetime.timedelta(seconds=2)
OVER_RATE_LIMIT = N_(
    "Many people are writing at this moment, so we cannot take more right now. Try again in a "
    "while. If you need someone now, open Get help now."
)
# What a hash is for. It was released in this spelling, and stored hashes must still fit.
IDEMPOTENCY = "once"


def refusal(site: SiteContext, form: PortalForm, use: str) -> str:
    """Why a form is not taken now, in a sentence; empty if it is. ``use`` names the form and what
    it is about.

    A form whose token is not ours or too old gets a new one, so that pressing the button once more
    is enough.
    """
    try:
        age = form_tokens.age(site.context, use, form.form_token.data or "")
    except form_tokens.BadFormToken:
        form.form_token.data = form_tokens.issue(site.context, use)
        return _(
            "This page was open for a long time, or something in it was changed on its way. Look "
            "through it and press the button once more."
        )
    if honeypot_was_filled(form):
        return _("One field has to stay empty. Empty it and press the button again.")
    if age < QUICKEST:
        return _(
            "That was very quick, and machines are quick too. Wait a few seconds and press the "
            "button again."
        )
    return ""


def honeypot_was_filled(form: PortalForm) -> bool:
    """Whether something stands in the field that people do not see and machines fill in."""
    return bool(form.honeypot.data)


def over_rate_limit(site: SiteContext, form: str) -> bool:
    """Whether this part of the network, or the whole copy, has sent more of a form than there is
    room for now.
    """
    if not site.context.networks.take(request.remote_addr or ""):
        return True
    return rate_limits.used_this_hour(site.context.store, form) >= rules.hourly_limit(
        form, site.context.config.forms_per_hour
    )


def code_of(site: SiteContext, form: PortalForm, use: str) -> tuple[str, ...]:
    """The six words that belong to a form: the same for the same page, however often it is sent.
    Raises ``form_tokens.BadFormToken``.
    """
    return crypto.six_words(
        codes.words(), form_tokens.seed(site.context, use, form.form_token.data or "")
    )


def token_of(site: SiteContext, form: PortalForm, use: str) -> bytes:
    """In place of a code, for a note that wants no reply: 32 bytes by which the same page sent
    twice is known, and nothing opens.

    Raises ``form_tokens.BadFormToken``.
    """
    return crypto.fingerprint(
        form_tokens.seed(site.context, use, form.form_token.data or ""), "note"
    )


def new_idempotency_key() -> str:
    """An idempotency key for one message on one page: sent twice, the message is kept once."""
    return urlsafe_b64encode(crypto.token()).decode()


def idempotency_key_of(sent: str | None, belongs_to: str) -> bytes:
    """The idempotency key of a message as it is stored: a hash of 32 bytes, different for each
    record. What is no key is replaced by a new one.
    """
    try:
        raw = urlsafe_b64decode((sent or "").encode())
    except ValueError:
        raw = b""
    return crypto.fingerprint(
        (raw if len(raw) == crypto.KEY else crypto.token()) + belongs_to.encode(), IDEMPOTENCY
    )
