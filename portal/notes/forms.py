"""The form of a note without a name."""

from __future__ import annotations

from typing import ClassVar

from portal.forms.answers import TOPICS
from portal.forms.fields import ChoiceField, PortalForm, note_field
from site_config.i18n import N_, Words

REPLY = Words({"no": N_("No reply needed"), "yes": N_("Yes. I get six words and look here for it")})


class NoteForm(PortalForm):
    """A note without a name."""

    topic = ChoiceField(
        N_("What is it about?"), TOPICS, N_("Choose what it is about. “Something else” is fine.")
    )
    text = note_field()
    reply = ChoiceField(
        N_("Would you like a reply?"),
        REPLY,
        N_("Choose whether you would like a reply."),
        default="no",
    )

    PAGES: ClassVar = {"1": ("topic", "text", "reply")}
    # The fields that the check page carries on in hidden inputs.
    HIDDEN_ON_CHECK: ClassVar = ("form_token", *PAGES["1"])
