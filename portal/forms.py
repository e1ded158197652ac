"""Every form of the portal: its fields, and the sentence for each thing that may be wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO, Any, ClassVar
from urllib.parse import parse_qsl

from flask import Request, request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.formparser import FormDataParser
from wtforms import BooleanField, Field, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain import text_limits as text
from portal.domain.submissions import Answers
from site_config.i18n import _

NICKNAME, CONTACT, NEEDS, MESSAGE, NOTE, NAME = 40, 254, 500, 2000, 4000, 40
EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+\.[^@\s<>\"(),:;.]{2,}")
PHONE = re.compile(r"\+?[\d ().\-/]+")
ADULT = "adult"

AGES = [("under-16", _("Under 16")), ("16-17", _("16 or 17")), (ADULT, _("18 or over"))]
REACH = [
    ("code", _("Not at all. I look here with my six words")),
    ("email", _("By e-mail")),
    ("text", _("By text message")),
    ("call", _("By phone call")),
]
LEAVE = [
    ("no", _("No, please do not")),
    ("first-name", _("Yes, with a first name only, and no word about a group")),
    ("with-name", _("Yes, you may say where you call from")),
]
TOPICS = [
    ("site", _("Something on this site")),
    ("group", _("A group")),
    ("treated", _("How I was treated")),
    ("fact", _("A number or a fact that is wrong")),
    ("else", _("Something else")),
]
REPLY = [("no", _("No reply needed")), ("yes", _("Yes. I get six words and look here for it"))]


class Parser(FormDataParser):
    """Reads what a form sent. Bytes that are no text become U+FFFD, by which ``services.text``
    knows them, and not a row of %FF.
    """

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        if mimetype != "application/x-www-form-urlencoded":
            return super().parse(stream, mimetype, content_length, options)
        items = parse_qsl(
            stream.read().decode(errors="replace"), keep_blank_values=True, errors="replace"
        )
        return stream, self.cls(items), self.cls()


class FormRequest(Request):
    """A request whose form is read by ``Parser``."""

    form_data_parser_class = Parser


class Chosen:
    """One of the choices that were offered, or the sentence that asks for one."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if field.data not in {value for value, _label in field.choices}:
            raise StopValidation(self.sentence)


class Fit:
    """Words that can be kept: cleaned, not too long, and with at least one letter or digit where
    something must stand.
    """

    def __init__(
        self, longest: int, *, empty: str = "", wordless: str = "", lines: bool = False
    ) -> None:
        self.longest, self.empty, self.wordless, self.lines = longest, empty, wordless, lines

    def __call__(self, form: Any, field: Any) -> None:
        try:
            fit = (text.letter if self.lines else text.line)(field.data, self.longest)
        except text.UnfitText as error:
            raise StopValidation(str(error)) from error
        if not fit and self.empty:
            raise StopValidation(self.empty)
        if fit and self.wordless and not text.has_words(fit):
            raise StopValidation(self.wordless)
        field.data = fit


class Reachable:
    """An address or a number that fits the way that was chosen; nothing at all for those who look
    with their code.
    """

    def __call__(self, form: Any, field: Any) -> None:
        way = form.reach.data
        if way == "email" and not EMAIL.fullmatch(field.data):
            raise StopValidation(
                _(
                    "Write the e-mail address. It looks like name@example.org. Or go back and "
                    "choose another way."
                )
                if field.data
                else _("Write the e-mail address, or go back and choose another way.")
            )
        if way in {"text", "call"}:
            digits = sum(sign.isdigit() for sign in field.data)
            if not field.data:
                raise StopValidation(
                    _("Write the phone number, or go back and choose another way.")
                )
            if not PHONE.fullmatch(field.data) or not 5 <= digits <= 15:
                raise StopValidation(
                    _(
                        "We cannot read this as a phone number. Use digits, with a + and the "
                        "country code in front."
                    )
                )
        if way == "code":
            field.data = ""


class Ticked:
    """A tick that must be there."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(self.sentence)


class OneOf(StringField):
    """One of a few choices, each a value and its label; ``sentence`` asks for one of them.
    Templates draw them.
    """

    data: Any

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], sentence: str, **settings: Any
    ) -> None:
        super().__init__(label, validators=[Chosen(sentence)], **settings)
        self.choices = choices


class PortalForm(FlaskForm):
    """A form whose pages are checked one by one, and whose answers travel in the page until the
    last of them.
    """

    class Meta(FlaskForm.Meta):
        """What a form is filled from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            # The text fields of a form and nothing else: what comes as JSON or as a file is no
            # answer of a person.
            return (
                (request.form if request.method == "POST" else None)
                if formdata is _Auto
                else formdata
            )

    start = HiddenField()
    leave_empty = StringField(_("Please leave this field empty. It is here to stop machines."))

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)  # type: ignore[no-untyped-call]

    def words_of(self, name: str) -> str:
        """What stands in a field, as text; empty if nothing came."""
        return str(self[name].data or "")

    def wrong(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """What is wrong with the fields of these names: for each the name and one sentence, in the
        order of the page.
        """
        found = []
        for name in names:
            field: Field = self[name]
            if not field.validate(self):
                found.append((name, str(field.errors[0])))
        return found


def _words(label: str, longest: int, empty: str) -> TextAreaField:
    wordless = _("Add a word or two. We may read a picture differently from how you mean it.")
    return TextAreaField(
        label, validators=[Fit(longest, lines=True, empty=empty, wordless=wordless)]
    )


class AnswersForm(PortalForm):
    """What a newcomer tells us, the first time and whenever they correct it."""

    nickname = StringField(
        _("What may we call you?"),
        validators=[
            Fit(
                NICKNAME,
                empty=_("Write a name that we may call you. It does not have to be real."),
                wordless=_(
                    "Add at least one letter or digit, so that a host can say your name aloud."
                ),
            )
        ],
    )
    reach = OneOf(
        _("How may the hosts reach you?"),
        REACH,
        _("Choose one way to reach you. “Not at all” is fine too."),
    )
    contact = StringField(
        _("E-mail address or phone number"), validators=[Fit(CONTACT), Reachable()]
    )
    message = OneOf(
        _("May we leave a message, if you do not answer?"),
        LEAVE,
        _("Choose whether we may leave a message. If you are not sure, choose no."),
        default="no",
    )
    needs = TextAreaField(
        _("Is there something that would make it easier for you to take part?"),
        validators=[Fit(NEEDS, lines=True)],
    )

    ANSWERS: ClassVar = ("nickname", "reach", "contact", "message", "needs")

    def answers(self) -> Answers:
        """The answers, once each of them was found right."""
        contact = self.words_of("contact")
        return Answers(
            self.words_of("nickname"),
            self.reach.data,
            contact,
            self.message.data if contact else "no",
            self.words_of("needs"),
        )


class JoinForm(AnswersForm):
    """A request for a place in a group."""

    age = OneOf(
        _("How old are you?"),
        AGES,
        _("Choose the line that fits your age. We need it, because the groups are for adults."),
    )
    consent_words = BooleanField(
        validators=[
            Ticked(
                _(
                    "Without this yes we may not keep your request. Tick it if you agree, or leave "
                    "this page. Nothing has been kept."
                )
            )
        ]
    )
    consent_peer = BooleanField(
        validators=[
            Ticked(
                _("Tick this once you have read it. It matters to us that you know what this is.")
            )
        ]
    )

    PAGES: ClassVar = {
        "1": ("age", "nickname", "reach"),
        "2": ("contact", "message", "needs"),
        "check": ("consent_words", "consent_peer"),
    }

    @property
    def travelling(self) -> Sequence[str]:
        """The fields that a page carries on for the others."""
        return ("start", *self.PAGES["1"], *self.PAGES["2"])


class NoteForm(PortalForm):
    """A note without a name."""

    topic = OneOf(
        _("What is it about?"), TOPICS, _("Choose what it is about. “Something else” is fine.")
    )
    text = _words(_("Your note"), NOTE, _("Write your note. A few words are enough."))
    reply = OneOf(
        _("Would you like a reply?"),
        REPLY,
        _("Choose whether you would like a reply."),
        default="no",
    )

    PAGES: ClassVar = {"1": ("topic", "text", "reply")}

    @property
    def travelling(self) -> Sequence[str]:
        """The fields that the check page carries on."""
        return ("start", *self.PAGES["1"])


class CodeForm(AnswersForm):
    """The page of somebody who has a code: what they may write or change there."""

    code = StringField(_("Your six words"))
    once = HiddenField()
    words = _words(_("Write to the hosts"), MESSAGE, _("Write a few words first."))
    note = _words(_("Your note"), NOTE, _("Write your note. A few words are enough."))


class LoginForm(PortalForm):
    """Log-in of a reader. ``kept`` and ``ref`` carry a reply that was half written when the session
    ended.
    """

    name = StringField(_("Your name here"))
    passphrase = PasswordField(_("Your six words"))
    kept = HiddenField()
    ref = HiddenField()


class CareForm(PortalForm):
    """What a host writes about one record."""

    once = HiddenField()
    words = TextAreaField(
        _("Your words"), validators=[Fit(MESSAGE, lines=True, empty=_("Write a few words first."))]
    )
