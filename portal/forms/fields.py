"""The base of every form of the portal, its fields and validators, and how the form of a request is
read. Labels and sentences are marked with ``N_()`` where a form is declared, and translated here or
in the template when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain import text_limits
from site_config.i18n import N_, _

NOTE, MESSAGE = 4000, 2000
# Hidden fields by the names that they had before 0.5. A page that was opened before an upgrade may
# still be sent after it, and must be known again.
RENAMED = {"start": "form_token", "once": "idempotency_key"}


class LenientFormParser(FormDataParser):
    """Reads a form that was sent. Bytes that are not UTF-8 become U+FFFD, which
    ``text_limits`` recognises, instead of a row of ``%FF``.
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
    """A request whose form is read by ``LenientFormParser``."""

    form_data_parser_class = LenientFormParser


class PortalForm(FlaskForm):
    """Base form: its pages are validated one by one, and its values travel in hidden fields until
    the last page.
    """

    form_token = HiddenField()
    # In the page it is called leave_empty: a field named honeypot would tell machines what it is.
    honeypot = StringField(
        N_("Please leave this field empty. It is here to stop machines."), name="leave_empty"
    )

    def __init__(self, *, empty: bool = False) -> None:
        """Filled from the text fields of a POST and from nothing else: JSON and files are no answer
        of a person. ``empty`` leaves the request out.
        """
        sent = _by_todays_names(request.form) if request.method == "POST" and not empty else None
        super().__init__(formdata=sent)  # type: ignore[no-untyped-call]

    def words_of(self, name: str) -> str:
        """The text of a field; empty if nothing came."""
        return str(self[name].data or "")

    def wrong(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Validates the fields of these names: for each that fails its name and one sentence, in
        the order of the page.
        """
        found = []
        for name in names:
            field: Field = self[name]
            if not field.validate(self):
                found.append((name, str(field.errors[0])))
        return found


def _by_todays_names(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    renamed = MultiDict(sent)
    for old, name in RENAMED.items():
        if old in sent and name not in sent:
            renamed[name] = sent[old]
    return renamed


class ChoiceRequired:
    """Validator: one of the choices that were offered. ``sentence`` asks for one of them."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if field.data not in field.choices:
            raise StopValidation(_(self.sentence))


class TickRequired:
    """Validator: a checkbox that must be ticked. ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(_(self.sentence))


class CleanText:
    """Validator and filter: text that can be kept, at most ``longest`` characters after cleaning.

    ``empty`` is the sentence for a field that must not be empty, ``wordless`` for one that needs at
    least one letter or digit; ``lines`` allows several lines.
    """

    def __init__(
        self, longest: int, *, empty: str = "", wordless: str = "", lines: bool = False
    ) -> None:
        self.longest, self.empty, self.wordless, self.lines = longest, empty, wordless, lines

    def __call__(self, form: Any, field: Any) -> None:
        clean = text_limits.letter if self.lines else text_limits.line
        try:
            text = clean(field.data, self.longest)
        except text_limits.UnfitText as error:
            raise StopValidation(str(error)) from error
        if not text and self.empty:
            raise StopValidation(_(self.empty))
        if text and self.wordless and not text_limits.has_words(text):
            raise StopValidation(_(self.wordless))
        field.data = text


class ChoiceField(StringField):
    """One of a few choices (value and label), drawn by the templates as radio buttons."""

    data: Any

    def __init__(
        self, label: str, choices: Mapping[str, str], sentence: str, **settings: Any
    ) -> None:
        super().__init__(label, validators=[ChoiceRequired(sentence)], **settings)
        self.choices = choices


def long_text_field(label: str, longest: int, empty: str) -> TextAreaField:
    """A text area that must hold at least one word; ``empty`` is the sentence if it holds nothing."""
    wordless = N_("Add a word or two. We may read a picture differently from how you mean it.")
    return TextAreaField(
        label, validators=[CleanText(longest, lines=True, empty=empty, wordless=wordless)]
    )


def note_field() -> TextAreaField:
    """The words of a note, as it is written and as it is corrected later."""
    return long_text_field(N_("Your note"), NOTE, N_("Write your note. A few words are enough."))
