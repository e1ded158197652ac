"""Every country that has a page, also those of which no line is known: these have the emergency
numbers that libphonenumber knows.

No neighbour is guessed, and nothing is said of which service answers: libphonenumber does not tell.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

import phonenumbers
from babel import Locale
from phonenumbers import PhoneMetadata

from site_config.i18n import _
from site_config.model import Catalogue, Country

RELEASE = str(phonenumbers.__version__)
SOURCE = "libphonenumber emergency-number metadata"
# Not a place that people call by this name: Ascension is one with Saint Helena in ISO 3166.
NO_COUNTRY = frozenset({"AC"})
# Where Babel's name is not one to look for in an alphabet.
NAMES = {"CG": "Republic of the Congo", "VC": "Saint Vincent and the Grenadines"}
# Longer ones are of single towns.
LONGEST = 4
# More of one length are whole series, such as all that begin with 13: nobody knows which of them
# answers.
MOST = 9


def countries(catalogue: Catalogue) -> list[Country]:
    """Every country that has a page: those with a file, and those without a line."""
    known = frozenset(country.country for country in catalogue.countries.values())
    return [
        *catalogue.countries.values(),
        *(country for country in without_lines(known) if country.slug not in catalogue.drafts),
    ]


def emergency_basis(country: Country) -> str:
    """What the emergency numbers of a country without a line rest on, in plain words."""
    words = _(
        "From libphonenumber, a public list of phone numbers (release {release}), not confirmed."
    ).format(release=RELEASE)
    if len(country.emergency) == 1:
        return words
    return (
        words
        + " "
        + _(
            "It does not say which of them is police, ambulance or fire. If one does not help, "
            "try the next."
        )
    )


@cache
def without_lines(known: frozenset[str]) -> list[Country]:
    """The countries and territories that are not ``known`` (ISO 3166 codes in capitals), with their
    emergency numbers alone.

    They are kept for later calls, whatever language is set: their names are English, as in files of
    content.
    """
    found = []
    for code in sorted(set(phonenumbers.SUPPORTED_SHORT_REGIONS) - known - NO_COUNTRY):
        numbers = emergency_numbers(code)
        if numbers:
            country = Country.model_validate(
                {
                    "kind": "country",
                    "title": _title(code),
                    "country": code,
                    "written": datetime.date(2026, 11, 24),
                    "emergency": [
                        {
                            "number": number,
                            "service": "all",
                            "sources": [{"title": SOURCE, "date": RELEASE}],
                        }
                        for number in numbers
                    ],
                }
            )
            country.placed(f"crisis/{code.lower()}.md", "", 1, {})
            found.append(country)
    return found


@cache
def emergency_numbers(code: str) -> list[str]:
    """The emergency numbers of up to four digits that libphonenumber knows for a country, by its
    ISO 3166 code in capitals.
    """
    metadata = PhoneMetadata.short_metadata_for_region(code)
    if (
        metadata is None
        or metadata.emergency is None
        or not metadata.emergency.national_number_pattern
    ):
        return []
    # All numbers of one length at once: one by one takes more than twice as long.
    known = re.compile(f"^(?:{metadata.emergency.national_number_pattern})$", re.M)
    found: list[str] = []
    for length in sorted(metadata.emergency.possible_length):
        if length <= LONGEST:
            alike = [match[0] for match in known.finditer(_every(length))]
            found += alike if len(alike) <= MOST else []
    return found


@cache
def _every(length: int) -> str:
    """Every number of so many digits, each on a line of its own."""
    return "\n".join(f"{n:0{length}}" for n in range(10**length))


def _title(code: str) -> str:
    name = NAMES.get(code) or str(Locale("en").territories[code])
    return name.replace("St. ", "Saint ").replace(" & ", " and ")
