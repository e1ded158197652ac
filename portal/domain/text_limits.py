"""What people type, made fit to keep: what cannot be meant is told in a sentence, nothing else is
changed.
"""

from __future__ import annotations

import re
import unicodedata

from site_config.i18n import _

REPLACEMENT = "\ufffd"
# Pasted without meaning to, and drawn as nothing.
SILENT = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060"))
# Marks that turn the text after them round, whoever reads it.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
STACK = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    r"\ufe20-\ufe2f]{6,}"
)
BREAKS = re.compile(r"\n{3,}")


class UnfitText(ValueError):
    """What was typed cannot be kept, said as one sentence for the person who typed it."""


def line(typed: str | None, longest: int) -> str:
    """One line as it is kept: composed letters (NFC), no spaces at its ends. Raises ``UnfitText``;
    empty stays empty.
    """
    return " ".join(_fit(typed, longest).split())


def letter(typed: str | None, longest: int) -> str:
    """Several lines as they are kept: one kind of line end, no more than one empty line in a row.
    Raises ``UnfitText``.
    """
    lines = [part.rstrip() for part in _fit(typed, longest).split("\n")]
    return BREAKS.sub("\n\n", "\n".join(lines)).strip()


def has_words(text: str) -> bool:
    """Whether there is at least one letter or digit in it, of any script."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in text)


def holds_code(text: str, code: tuple[str, ...]) -> bool:
    """Whether the six words of a code stand in a text one after the other, however they are parted."""
    found = re.findall(r"[a-z]+", text.casefold())
    return any(
        tuple(found[start : start + len(code)]) == code for start in range(len(found))
    ) or "".join(code) in "".join(found)


def _fit(typed: str | None, longest: int) -> str:
    text = unicodedata.normalize(
        "NFC", (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    ).translate(SILENT)
    if REPLACEMENT in text or any(0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        raise UnfitText(
            _("There is a sign in it that could not be read. Please type that part again.")
        )
    if any(
        unicodedata.category(sign) in {"Cc", "Cn", "Co"} and sign not in "\n\t" for sign in text
    ):
        raise UnfitText(_("There is a hidden sign in it. Please type it again."))
    if TURNING.search(text):
        raise UnfitText(
            _("There is a hidden mark in it that turns letters round. Please type it again.")
        )
    if STACK.search(text):
        raise UnfitText(_("Too many marks stand on one letter. Please use fewer."))
    if len(text.strip()) > longest:
        raise UnfitText(
            _("It is too long: {length} characters, and there is room for {longest}.").format(
                length=f"{len(text.strip()):,}", longest=f"{longest:,}"
            )
        )
    return text.strip()
