"""Words of the interface, in the reader's language.

Everything that the project itself says (headings of listings, buttons, the foot) goes through
``_()``. Words of content do not: a page in another language is a file of its own. Catalogues are
ordinary gettext files below ``locale/``.
"""

from __future__ import annotations

import gettext
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def translation(language: str = "en") -> gettext.NullTranslations:
    """The words of the interface in one language; English where there is no catalogue.

    ``language`` is a BCP 47 tag such as ``en`` or ``ar``. Never raises: a missing catalogue gives
    the English words.
    """
    return gettext.translation("handrail", LOCALE, languages=[language], fallback=True)


def direction(language: str) -> str:
    """``rtl`` for a language written from right to left, else ``ltr``."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def _(text: str) -> str:
    """An English sentence of the interface, marked for translation and given back as it is."""
    return text


MONTHS = [
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
]


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
        words.insert(0, MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)
