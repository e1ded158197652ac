"""The filters of the templates: how a language, a number, an address and a time are written."""

from __future__ import annotations

from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from site_config.i18n import day
from site_config.model import Practice
from site_config.model.phone_numbers import IN_TEXT
from site_config.views.cards import meets


def language_name(tag: str) -> str:
    """A language by its own name: ``en`` is English, ``ga`` Gaeilge; the tag itself where it is not
    known.
    """
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        return tag
    return name.capitalize() if name else tag


def numbers(text: str) -> Markup:
    """Text in which every number to dial, and every time, keeps its direction in right-to-left
    text.
    """
    parts = IN_TEXT.split(text)
    return Markup("").join(
        Markup('<bdi dir="ltr">{}</bdi>').format(part) if n % 2 else escape(part)
        for n, part in enumerate(parts)
    )


def host(address: str) -> str:
    """Whose site an address leads to: ``example.org`` for ``https://www.example.org/a``."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def begins(practice: Practice, part: int) -> str:
    """How long after the start a part of a run-sheet begins, in hours and minutes: ``1:05``. Parts
    are counted from 0.
    """
    before = sum(stretch.minutes or 0 for stretch in practice.parts[:part])
    return f"{before // 60}:{before % 60:02}"


FILTERS = {
    "day": day,
    "meets": meets,
    "language_name": language_name,
    "numbers": numbers,
    "host": host,
    "begins": begins,
}
