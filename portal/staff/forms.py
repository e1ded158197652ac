"""The forms that facilitators fill in: log-in, and what they write about one record."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField, TextAreaField

from portal.forms.fields import MESSAGE, CleanText, PortalForm
from site_config.i18n import N_


class LoginForm(PortalForm):
    """Log-in of a facilitator. ``kept`` and ``ref`` carry a reply that was half written when the
    session ended.
    """

    name = StringField(N_("Your name here"))
    passphrase = PasswordField(N_("Your six words"))
    kept = HiddenField()
    ref = HiddenField()


class CareForm(PortalForm):
    """What a facilitator writes about one record."""

    idempotency_key = HiddenField()
    words = TextAreaField(
        N_("Your words"),
        validators=[CleanText(MESSAGE, lines=True, empty=N_("Write a few words first."))],
    )
