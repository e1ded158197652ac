"""The forms on the page of somebody who has six words."""

from __future__ import annotations

from wtforms import HiddenField, StringField

from portal.forms.answers import AnswersForm
from portal.forms.fields import MESSAGE, long_text_field, note_field
from site_config.i18n import N_


class CodeForm(AnswersForm):
    """The code itself, and what its holder may write or change: a message, their answers, their
    note.
    """

    code = StringField(N_("Your six words"))
    idempotency_key = HiddenField()
    words = long_text_field(N_("Write to the hosts"), MESSAGE, N_("Write a few words first."))
    note = note_field()
