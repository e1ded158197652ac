"""Whether the numbers of the lines can exist, as libphonenumber knows the numbering plans."""

from __future__ import annotations

import functools
from collections.abc import Collection
from pathlib import Path

import phonenumbers
import yaml
from phonenumbers import shortnumberinfo

from site_config.model import Catalogue, Country, Line, Problem

OVERRIDES = Path(__file__).with_name("phone_numbers.yml")
WRITE = "compare it with the source; if it is right, name it in site_config/lint/phone_numbers.yml"


def problems(catalogue: Catalogue, only: Collection[str] | None = None) -> list[Problem]:
    """Numbers that libphonenumber does not know, each a warning; on the pages ``only``, where not
    all are asked for.

    Never an error: many real helplines (188 BR, 14416 IN, 113 NL, *4141 CL) are missing in
    libphonenumber, and a number that reaches people must not be kept from them by a list. One that
    a source shows is put into ``dialling.yml`` with that source, so that what is warned of is what
    nobody has looked at yet: mostly a slip of the finger.
    """
    return [
        Problem(
            f"content/{country.path}",
            country.line_of("lines", n, key),
            f"lines[{n + 1}].{key}",
            f"{line.id}: `{number}` {what}",
            WRITE,
            "warning",
        )
        for country in catalogue.countries.values()
        if only is None or f"content/{country.path}" in only
        for n, line in enumerate(country.lines)
        for key, number, what in _unknown(country, line)
        if not is_named(number, country.country)
    ]


def is_named(number: str, country: str) -> bool:
    """Whether ``dialling.yml`` names a number of a country, with the source that shows it."""
    return (country, number) in _overrides()


@functools.cache
def _overrides() -> frozenset[tuple[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = yaml.load(OVERRIDES.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - one of the safe loaders
    return frozenset((row["country"], row["number"]) for row in found)


def _unknown(country: Country, line: Line) -> list[tuple[str, str, str]]:
    found = []
    for key in ("phone", "whatsapp"):
        number = getattr(line, key)
        if number and (what := _international(number)):
            found.append((key, number, what))
    for key in ("short_code", "national_number"):
        number = getattr(line, key)
        if number and not is_known(number, country.country):
            found.append((key, number, f"is not known to libphonenumber in {country.country}"))
    return found


def _international(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "is of no country that libphonenumber knows"
    if not phonenumbers.is_possible_number(parsed):
        return "is too short or too long for its country"
    return (
        ""
        if phonenumbers.is_valid_number(parsed)
        else "is of a form that its country does not give out"
    )


def is_known(number: str, country: str) -> bool:
    """Whether libphonenumber knows a number that is dialled inside a country, by its ISO 3166 code
    in capitals.

    What begins with ``*`` or ``#`` is a code of the telephone network, which no plan lists.
    """
    if not number.isdigit():
        return False
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    return shortnumberinfo.is_valid_short_number_for_region(
        parsed, country
    ) or phonenumbers.is_valid_number(parsed)
