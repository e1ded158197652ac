"""The directory as tables (CSV, RFC 4180): a row for each line or number, and no cell that a
spreadsheet would run or make a date of.

Numbers stand behind a word (``Call 024``) and as links (``tel:+35316057750``): a spreadsheet leaves
both alone, where it would make 24 of ``024``, a day of ``9-8-8`` and a sum of ``+353``. Each file
begins with a byte order mark, without which Excel garbles names.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata

from site_config.exports.addresses import line_address
from site_config.exports.identity import identity
from site_config.helplines import countries
from site_config.helplines.audience import about
from site_config.helplines.basis import basis_of, newest_source
from site_config.helplines.contact_words import in_words
from site_config.helplines.contacts import contacts, emergency_contact
from site_config.helplines.hours import hours_in_words
from site_config.i18n import _
from site_config.model import Catalogue, Country, Emergency, Line, LineSource

COLUMNS = [
    "id",
    "uuid",
    "country",
    "country_name",
    "name",
    "local_name",
    "reach",
    "links",
    "website",
    "hours",
    "languages",
    "audience",
    "topics",
    "region",
    "cost",
    "basis",
    "checked",
    "compiled",
    "newest_source",
    "about",
    "note",
    "deaf_access",
    "page",
    "sources",
]
EMERGENCY = [
    "country",
    "country_name",
    "reach",
    "link",
    "service",
    "for_whom",
    "basis",
    "about",
    "newest_source",
    "sources",
]
MARK = "\ufeff"
# What makes a spreadsheet calculate: at the beginning of a cell, or behind a semicolon where that
# parts cells.
STARTS = re.compile(r"""((?:^|;)["'\s]*)(?=[=+\-@|%＝＋－＠])""")
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}


def lines_file(catalogue: Catalogue, site_url: str) -> str:
    """The table of all lines, by country and in the order of their files. UTF-8 with a byte order
    mark, CRLF, every cell in quotes.
    """
    return _table(
        COLUMNS,
        [_row(country, line, site_url) for country in _sorted(catalogue) for line in country.lines],
    )


def emergency_file(catalogue: Catalogue) -> str:
    """The table of emergency numbers, in the form of the other: also of countries of which nothing
    else is known.
    """
    everywhere = sorted(countries.countries(catalogue), key=lambda country: country.slug)
    return _table(
        EMERGENCY,
        [
            _emergency(country, number, known=country.slug in catalogue.countries)
            for country in everywhere
            for number in country.emergency
        ],
    )


def _sorted(catalogue: Catalogue) -> list[Country]:
    return [country for _slug, country in sorted(catalogue.countries.items())]


def _table(columns: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    out.write(MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[harmless(cell) for cell in row] for row in [columns, *rows]])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that is text and nothing else: one line, no letters that nobody sees, and an
    apostrophe before what would be run.
    """
    if cell.isascii() and cell.isprintable():
        return STARTS.sub(r"\1'", " ".join(cell.split()))
    seen = "".join(" " if unicodedata.category(letter) in UNSEEN else letter for letter in cell)
    return STARTS.sub(r"\1'", " ".join(seen.split()))


def _row(country: Country, line: Line, site_url: str) -> list[str]:
    found = contacts(line)
    reach = [in_words(contact) for contact in found if contact.dial] or [
        _("Dial by hand: {number}").format(number=line.display)
    ] * line.dial_by_hand
    cells = {
        "id": line.id,
        "uuid": str(identity(line.id)),
        "country": country.country,
        "country_name": country.title,
        "name": line.name,
        "local_name": line.local_name,
        "reach": ", or ".join(reach),
        "links": " ".join(contact.href for contact in found),
        "website": line.website,
        "hours": hours_in_words(line.hours),
        "languages": " ".join(line.languages),
        "audience": " ".join(line.audience),
        "topics": " ".join(line.topics),
        "region": line.region,
        "cost": line.cost,
        "basis": basis_of(line),
        "checked": line.checked.date.isoformat() if line.checked else "",
        "compiled": line.compiled.isoformat(),
        "newest_source": newest_source(line.sources),
        "about": about(line),
        "note": line.note,
        "deaf_access": line.deaf_access,
        "page": line_address(site_url, country, line),
        "sources": _places(line.sources),
    }
    return [cells[name] or "" for name in COLUMNS]


def _emergency(country: Country, number: Emergency, *, known: bool) -> list[str]:
    """One row; where libphonenumber is all there is (not ``known``), it does not tell which service
    answers.
    """
    contact = emergency_contact(number)
    cells = {
        "country": country.country,
        "country_name": country.title,
        "reach": in_words(contact),
        "link": contact.href,
        "service": number.service if known else "",
        "for_whom": number.for_whom,
        "basis": "shown"
        if len({source.publisher for source in number.sources}) > 1
        else "unconfirmed",
        "about": "" if known else countries.emergency_basis(country),
        "newest_source": newest_source(number.sources),
        "sources": _places(number.sources),
    }
    return [cells[name] or "" for name in EMERGENCY]


def _places(sources: list[LineSource]) -> str:
    """Where a number was seen: addresses, and words where there is none, with a bar between them."""
    return " | ".join(dict.fromkeys(_place(source) for source in sources))


def _place(source: LineSource) -> str:
    return source.url or (
        f"{source.repo}:{source.path or ''}" if source.repo else f"{source.title} ({source.date})"
    )
