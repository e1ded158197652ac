"""What a browser without scripts would send from a page: the fields of the form with a certain
button. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form of a page: the values that it holds, and the names and values of its buttons."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: set[tuple[str, str]] = field(default_factory=set)


class NoForm(Exception):
    """A page has no form with the button that was asked for."""


def fields(html: str, go: str = "") -> dict[str, str]:
    """The values of the form whose button sends ``go``, with that button pressed; without ``go``,
    of the first form with fields.

    Raises ``NoForm``.
    """
    reader = _Reader()
    reader.feed(html)
    for form in reader.forms:
        if go and ("go", go) in form.buttons:
            return {**form.fields, "go": go}
        if not go and form.fields:
            return form.fields
    raise NoForm(f"no form of this page has the button {go!r}")


class _Reader(HTMLParser):
    """Reads the forms inside ``main``."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside: Form | None = None
        self._is_main = False
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        self._is_main = self._is_main or tag == "main"
        if tag == "form" and self._is_main:
            self._inside = Form(had.get("id", ""))
            self.forms.append(self._inside)
        elif tag == "button":
            self._button(had)
        elif self._inside is not None and tag == "input":
            self._input(self._inside, had)
        elif self._inside is not None and tag == "textarea":
            self._area = had.get("name", "")
            self._inside.fields[self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea" and self._area is not None:
            if self._inside is not None:
                self._inside.fields[self._area] = self._inside.fields[self._area].removeprefix("\n")
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._inside is not None:
            self._inside.fields[self._area] += data

    def _button(self, had: dict[str, str]) -> None:
        # A button may stand outside of its form and name it.
        owner = next(
            (form for form in self.forms if form.name and form.name == had.get("form")),
            self._inside,
        )
        if owner is not None:
            owner.buttons.add((had.get("name", ""), had.get("value", "")))

    @staticmethod
    def _input(form: Form, had: dict[str, str]) -> None:
        is_unset = had.get("type") in {"radio", "checkbox"} and "checked" not in had
        if had.get("name") and not is_unset:
            form.fields[had["name"]] = had.get("value", "")
