"""The base of every form of the portal, and how the form of a request is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request, request
from flask_wtf import FlaskForm
from werkzeug.formparser import FormDataParser
from wtforms import Field, HiddenField, StringField

from site_config.i18n import N_


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
        sent = request.form if request.method == "POST" and not empty else None
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
