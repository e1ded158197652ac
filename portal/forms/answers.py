"""What a newcomer tells us: the fields that sign-up asks for and that the person's own page
corrects; and choices that one page offers and others show, each value that is kept with its label.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.submissions import Answers
from portal.forms.fields import ChoiceField, CleanText, PortalForm
from site_config.i18n import N_, Words, _

NICKNAME, CONTACT, NEEDS = 40, 254, 500
EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+\.[^@\s<>\"(),:;.]{2,}")
PHONE = re.compile(r"\+?[\d ().\-/]+")
REACH = Words(
    {
        "code": N_("Not at all. I look here with my six words"),
        "email": N_("By e-mail"),
        "text": N_("By text message"),
        "call": N_("By phone call"),
    }
)
LEAVE = Words(
    {
        "no": N_("No, please do not"),
        "first-name": N_("Yes, with a first name only, and no word about a group"),
        "with-name": N_("Yes, you may say where you call from"),
    }
)
TOPICS = Words(
    {
        "site": N_("Something on this site"),
        "group": N_("A group"),
        "treated": N_("How I was treated"),
        "fact": N_("A number or a fact that is wrong"),
        "else": N_("Something else"),
    }
)


class ContactFitsReach:
    """Validator: an e-mail address or phone number that fits the way that was chosen; emptied for
    those who look with their code.
    """

    def __call__(self, form: Any, field: Any) -> None:
        reach = form.reach.data
        if reach == "email":
            _require_email(field.data)
        if reach in {"text", "call"}:
            _require_phone(field.data)
        if reach == "code":
            field.data = ""


def _require_email(typed: str) -> None:
    if not typed:
        raise StopValidation(_("Write the e-mail address, or go back and choose another way."))
    if not EMAIL.fullmatch(typed):
        raise StopValidation(
            _(
                "Write the e-mail address. It looks like name@example.org. Or go back and "
                "choose another way."
            )
        )


def _require_phone(typed: str) -> None:
    if not typed:
        raise StopValidation(_("Write the phone number, or go back and choose another way."))
    digits = sum(sign.isdigit() for sign in typed)
    if not PHONE.fullmatch(typed) or not 5 <= digits <= 15:
        raise StopValidation(
            _(
                "We cannot read this as a phone number. Use digits, with a + and the "
                "country code in front."
            )
        )


class AnswersForm(PortalForm):
    """What a newcomer tells us, the first time and whenever they correct it."""

    nickname = StringField(
        N_("What may we call you?"),
        validators=[
            CleanText(
                NICKNAME,
                empty=N_("Write a name that we may call you. It does not have to be real."),
                wordless=N_(
                    "Add at least one letter or digit, so that a host can say your name aloud."
                ),
            )
        ],
    )
    reach = ChoiceField(
        N_("How may the hosts reach you?"),
        REACH,
        N_("Choose one way to reach you. “Not at all” is fine too."),
    )
    contact = StringField(
        N_("E-mail address or phone number"), validators=[CleanText(CONTACT), ContactFitsReach()]
    )
    message = ChoiceField(
        N_("May we leave a message, if you do not answer?"),
        LEAVE,
        N_("Choose whether we may leave a message. If you are not sure, choose no."),
        default="no",
    )
    needs = TextAreaField(
        N_("Is there something that would make it easier for you to take part?"),
        validators=[CleanText(NEEDS, lines=True)],
    )

    ANSWERS: ClassVar = ("nickname", "reach", "contact", "message", "needs")

    def answers(self) -> Answers:
        """The answers as they would be kept; valid once ``wrong`` found nothing in ``ANSWERS``."""
        contact = "" if self.reach.data == "code" else self.words_of("contact")
        return Answers(
            self.words_of("nickname"),
            self.reach.data,
            contact,
            self.message.data if contact else "no",
            self.words_of("needs"),
        )
