"""The words of the interface, in the reader's language (gettext).

Everything that the project itself says (headings of listings, buttons, the foot) goes through
``_()``. Words of content do not: a page in another language is a file of its own. Catalogues are
ordinary gettext files below ``locale/``; English is the only language yet.

A word is marked where it is written and translated where it is said. ``_()`` translates at once, so
it is called inside a function, while a language is set. What stands in a table of a module is marked
with ``N_()`` and kept in ``Words``, which translates when a value is read.
"""

from __future__ import annotations

import contextlib
import functools
import gettext
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

LOCALE = Path(__file__).parent / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
Key = TypeVar("Key")

# Without a default: what is translated while a module is imported would freeze in one language.
_language: ContextVar[str] = ContextVar("handrail_language")


@functools.cache
def translation(language: str = "en") -> gettext.NullTranslations:
    """The catalogue of one language; English where there is none.

    ``language`` is a BCP 47 tag such as ``en`` or ``ar``. Never raises: a missing catalogue gives
    the English words.
    """
    return gettext.translation("handrail", LOCALE, languages=[language], fallback=True)


def set_language(language: str) -> None:
    """Makes ``language`` the one that ``_()`` speaks, in this thread or task from now on."""
    _language.set(language)


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Makes ``language`` the one that ``_()`` speaks for the length of the block."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def direction(language: str) -> str:
    """``rtl`` for a language written from right to left, else ``ltr``."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def _(text: str) -> str:
    """An English sentence of the interface, in the language that is set.

    Raises ``LookupError`` where none is set: at import, where a translation would freeze.
    """
    return translation(_language.get()).gettext(text)


def N_(text: str) -> str:
    """An English sentence of the interface, marked for translation and given back as it is."""
    return text


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a sentence that a number asks for, in the language that is set."""
    return translation(_language.get()).ngettext(one, many, number)


class Words(Mapping[Key, str]):
    """A table of sentences marked with ``N_()``: reading one gives it in the language that is set.

    Values are plain ``str``, so that they may be joined, compared and written as JSON.
    """

    def __init__(self, marked: Mapping[Key, str]) -> None:
        self._marked = dict(marked)

    def __getitem__(self, key: Key) -> str:
        return _(self._marked[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._marked)

    def __len__(self) -> int:
        return len(self._marked)


MONTHS = Words(
    {
        1: N_("January"),
        2: N_("February"),
        3: N_("March"),
        4: N_("April"),
        5: N_("May"),
        6: N_("June"),
        7: N_("July"),
        8: N_("August"),
        9: N_("September"),
        10: N_("October"),
        11: N_("November"),
        12: N_("December"),
    }
)


def day(date: str) -> str:
    """A date in words: ``2026-08-08`` is 8 August 2026, ``2020-10`` October 2020; a release such as
    ``9.0.43`` stays.
    """
    if date == "undated":
        return _("undated")
    if "." in date:
        return date
    parts = [int(part) for part in date.split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, MONTHS[parts[1]])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)
