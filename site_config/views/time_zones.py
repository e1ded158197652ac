"""Time zones as a device names them, and the countries that each is used in.

The facts are those of the tz database (public domain), as the package tzdata carries it, and of
CLDR, by Babel. Nothing is asked of the reader's device but the name of its clock's zone, and that
stays there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from babel.core import get_global

# Names of a time, and of no place: what a device says that would not tell where it is.
NO_PLACE = re.compile(
    r"(?:Antarctica|Etc|SystemV)/|[A-Z]{3}(?:\d[A-Z]{3})?$|GMT|Universal$|Greenwich$|Zulu$|Factory$"
)
# Three-letter names that do name a place.
A_PLACE = frozenset({"PRC", "ROC", "ROK"})
NOT_INHABITED = frozenset({"AQ"})
# The tz database knows no code for Kosovo; its numbers are of this zone in libphonenumber.
WITHOUT_A_ZONE = {"XK": "Europe/Belgrade"}
# All zones with these beginnings are one country's, so that one entry stands for them.
WHOLE = (
    "America/Argentina",
    "America/Indiana",
    "America/Kentucky",
    "America/North_Dakota",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Mexico",
    "US",
)


@cache
def countries_by_zone() -> dict[str, tuple[str, ...]]:
    """The codes of the countries that use each zone, by every name that it has or had; the most
    populous first.

    A zone of the first rank may serve several countries; a name that is kept for one country alone
    names that one.
    """
    one = {name: (code,) for code, _, name, *_ in _rows("zone.tab")}
    several = {name: tuple(codes.split(",")) for codes, _, name, *_ in _rows("zone1970.tab")}
    known = one | several
    for code, name in WITHOUT_A_ZONE.items():
        known[name] += (code,)
    alias = get_global("zone_aliases")
    by_meaning = {alias.get(name, name): codes for name, codes in known.items()}
    for name in {*_links(), *alias} - known.keys():
        codes = by_meaning.get(alias.get(name, name))
        if codes:
            known[name] = codes
    return {
        name: inhabited
        for name, codes in sorted(known.items())
        if (inhabited := tuple(code for code in codes if code not in NOT_INHABITED))
        and (name in A_PLACE or not NO_PLACE.match(name))
    }


def zone_map(codes: Sequence[str], own: str = "") -> str:
    """The zones of the countries with these ISO codes, as the script of ``/crisis/`` reads them.

    One part for each code, in their order, between commas: marks of the zones in which the country
    comes first, and after a full stop those that it shares with one that comes first. Of the
    ``own`` country, which the page shows already, the zones that are its alone are left out, and so
    is every country that is not named here.
    """
    first: dict[str, list[str]] = {code: [] for code in codes}
    others: dict[str, list[str]] = {code: [] for code in codes}
    for name, found in _short(countries_by_zone()).items():
        here = [code for code in found if code in first]
        if here != [own]:
            for place, code in enumerate(here):
                (others if place else first)[code].append(mark(name))
    return ",".join(
        "".join(first[code]) + ("." + "".join(others[code]) if others[code] else "")
        for code in codes
    )


def mark(name: str) -> str:
    """Three characters for the name of a zone: 18 bits, as ``zone.js`` reckons them.

    No name that a device may give shares them with a zone of another country. Should a new edition
    of the zones break that (its test says so), another odd number in both places mends it.
    """
    number = 0
    for letter in name:
        number = (number * 37 + ord(letter)) % 2**18
    return "".join(chr(63 + (number >> shift & 63)) for shift in (12, 6, 0))


def _short(zones: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The same with one entry for all zones of a beginning that is one country's."""
    short: dict[str, tuple[str, ...]] = {}
    for name, codes in zones.items():
        whole = next((start for start in WHOLE if name.startswith(start + "/")), "")
        short[whole if whole and len(codes) == 1 else name] = codes
    return short


def _rows(table: str) -> list[list[str]]:
    return [
        line.split("\t") for line in _read(table).splitlines() if line and not line.startswith("#")
    ]


def _links() -> list[str]:
    return [line.split()[2] for line in _read("tzdata.zi").splitlines() if line.startswith("L ")]


def _read(name: str) -> str:
    return (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
