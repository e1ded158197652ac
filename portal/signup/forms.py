"""The form of a request for a place in a group."""

from __future__ import annotations

from typing import ClassVar

from wtforms import BooleanField

from portal.forms.answers import AnswersForm
from portal.forms.fields import ChoiceField, TickRequired
from site_config.i18n import N_, Words

ADULT = "adult"
AGES = Words({"under-16": N_("Under 16"), "16-17": N_("16 or 17"), ADULT: N_("18 or over")})
MINORS = frozenset(AGES) - {ADULT}


class JoinForm(AnswersForm):
    """A request for a place in a group."""

    age = ChoiceField(
        N_("How old are you?"),
        AGES,
        N_("Choose the line that fits your age. We need it, because the groups are for adults."),
    )
    consent_words = BooleanField(
        validators=[
            TickRequired(
                N_(
                    "Without this yes we may not keep your request. Tick it if you agree, or leave "
                    "this page. Nothing has been kept."
                )
            )
        ]
    )
    consent_peer = BooleanField(
        validators=[
            TickRequired(
                N_("Tick this once you have read it. It matters to us that you know what this is.")
            )
        ]
    )

    PAGES: ClassVar = {
        "1": ("age", "nickname", "reach"),
        "2": ("contact", "message", "needs"),
        "check": ("consent_words", "consent_peer"),
    }
    # The fields that the check page carries on in hidden inputs.
    HIDDEN_ON_CHECK: ClassVar = ("form_token", *PAGES["1"], *PAGES["2"])
