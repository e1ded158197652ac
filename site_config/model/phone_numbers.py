"""Written numbers, and whether one that is shown reaches the same line as one that is dialled."""

from __future__ import annotations

import re
import unicodedata

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

# Calling codes by ISO 3166 country, from libphonenumber; 001 is its mark for services of no country.
CALLING: dict[str, str] = {
    country: str(code)
    for code, countries in COUNTRY_CODE_TO_REGION_CODE.items()
    for country in countries
    if country != "001"
}
# What is dialled before a number only inside a country, by its calling code; elsewhere 0.
TRUNKS = {
    "1": ("", "1"),
    "7": ("", "8"),
    "36": ("", "06"),
    "39": ("",),
    "370": ("", "0", "8"),
    "375": ("", "8", "80"),
    "993": ("", "8"),
}
# Where a number behind the calling code may begin with 0.
KEEPS_ZERO = {"39", "225", "241", "242", "378", "379"}
ANY_TRUNK = ("", "0", "8", "1", "80", "06")
LOCAL_IN_NORTH_AMERICA = 7

# Only the digits 0 to 9: a phone does not dial those of another script.
NUMBER = re.compile(r"[+*#]?\(?[0-9][0-9\s().\-–]*#?")
# A number, a time or a day in running text, which no line end and no change of direction may take
# apart.
IN_TEXT = re.compile(r"([+*#(]?\d[\d\s().:/*#–-]*\d#?)")
MENU = re.compile(r"\b(?:option|ext\.?|press) [0-9]{1,2}\b")


def digits(text: str) -> str:
    """What a phone would dial of a written number: digits, ``*`` and ``#``."""
    return re.sub(r"[^0-9*#]", "", text)


def shown_number(display: str) -> str:
    """The number inside a line's ``display`` as written there: ``171`` of ``171, option 6``; empty
    if there is none.
    """
    found = max(NUMBER.findall(display), key=lambda part: len(digits(part)), default="")
    return found.lstrip(" .-–").rstrip(" .-–(")


def fault(display: str) -> str:
    """What could deceive whoever reads a display: a letter that hides, turns round or only looks
    like a digit, or a second number. Empty when nothing could. Menu choices (``option 6``, ``ext.
    8``, ``press 1``) may stand behind the number.
    """
    for letter in display:
        category, turn = unicodedata.category(letter), unicodedata.bidirectional(letter)
        if (
            category[0] in "CM"
            or turn in {"R", "AL", "AN"}
            or (category[0] == "N" and letter not in "0123456789")
        ):
            return f"holds a letter that can hide or turn round a digit ({unicodedata.name(letter, 'no name').lower()})"
    number = shown_number(display)
    if number and re.search(r"[0-9]", MENU.sub("", display.replace(number, "", 1))):
        return "holds two numbers, or other digits than the number"
    return ""


def same_line(shown: str, dialled: str, country: str = "") -> bool:
    """Whether a shown number and a dialled one reach the same line.

    ``dialled`` may be international (``+441632960000``): then it is the calling code of the
    ``country`` (ISO 3166, capitals) and the shown digits, less the trunk prefix that is dialled
    only inside it. In North America neighbours may leave out the area. A country that is not known
    may have any code of up to three digits.
    """
    here, there = digits(shown), digits(dialled)
    if not here or not dialled.startswith("+"):
        return bool(here) and here == there
    if shown.lstrip(" (").startswith("+"):
        return here == there
    code = CALLING.get(country)
    if code is None:
        return any(
            here.startswith(trunk)
            and len(here) > len(trunk) + 2
            and there.endswith(here[len(trunk) :])
            and len(there) - len(here[len(trunk) :]) <= (4 if there.startswith("1") else 3)
            for trunk in ANY_TRUNK
        )
    rest = there.removeprefix(code)
    if not there.startswith(code) or (rest.startswith("0") and code not in KEEPS_ZERO):
        return False
    if code == "1" and len(here) == LOCAL_IN_NORTH_AMERICA and rest.endswith(here):
        return True
    return any(here == trunk + rest for trunk in TRUNKS.get(code, ("", "0")))
