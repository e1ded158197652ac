"""The page about the directory's data: what each file holds, how large it is, and what may be done with it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from site_config.exports import DATA
from site_config.exports.addresses import address_of
from site_config.exports.licence import LICENCE, attributions, licence_name
from site_config.exports.taxonomy import TERMS, Term
from site_config.helplines.selection import newest_fact
from site_config.i18n import N_, _
from site_config.model import Catalogue
from site_config.views.generated_page import GeneratedPage

WORDS = {
    "directory.txt": (
        N_("Plain text"),
        N_(
            "Emergency numbers and confirmed lines of every country, to read, to print or to "
            "hear. It opens anywhere."
        ),
    ),
    "lines.csv": (
        N_("A table (CSV)"),
        N_("All lines, one in a row. It opens in a spreadsheet. No cell in it can run."),
    ),
    "emergency.csv": (
        N_("Emergency numbers (CSV)"),
        N_("The emergency numbers of every country, and what each rests on."),
    ),
    "services.json": (
        N_("HSDS 3.0 (JSON)"),
        N_(
            "All lines for other directories, by the Human Services Data Specification of Open "
            "Referral."
        ),
    ),
    "lines.jsonld": (N_("Linked data (JSON-LD)"), N_("All lines in the words of schema.org.")),
    "schema.json": (
        N_("Form of a country’s file (JSON Schema)"),
        N_("For whoever adds a country, and for editors that check as one writes."),
    ),
}


@dataclass(frozen=True)
class DataFile:
    """One file of the directory: its name, a heading, what it is for, and its size in words."""

    name: str
    heading: str
    words: str
    size: str


@dataclass(frozen=True)
class DataView:
    """The page of the data: ``files`` in the order in which people ask for them, and the counts of
    lines by what they rest on.
    """

    files: list[DataFile]
    newest: datetime.date
    countries: int
    lines: int
    checked: int
    shown: int
    licence: str
    licence_name: str
    attributions: list[str]
    terms: list[Term]


def page(catalogue: Catalogue, site_url: str, files: Mapping[str, str]) -> GeneratedPage:
    """The page, with the sizes of the data ``files``, as ``exports.files`` makes them."""
    # Sizes without the address of a copy: the page says the same wherever it stands, as mkdocs
    # serve shows it, too.
    home = address_of(site_url)
    data = {
        path.removeprefix(DATA): text.replace(home, "/")
        for path, text in files.items()
        if path.startswith(DATA)
    }
    return GeneratedPage(
        f"{DATA}index.md",
        _("The directory as data"),
        "data.html",
        view=data_view(catalogue, data),
    )


def data_view(catalogue: Catalogue, files: dict[str, str]) -> DataView:
    """What the page shows of the ``files``, each text by its name."""
    lines = [line for country in catalogue.countries.values() for line in country.lines]
    checked = sum(line.checked is not None for line in lines)
    return DataView(
        files=[
            DataFile(name, _(heading), _(words), size(files[name]))
            for name, (heading, words) in WORDS.items()
        ],
        newest=newest_fact(catalogue),
        countries=len(catalogue.countries),
        lines=len(lines),
        checked=checked,
        shown=sum(line.is_confirmed for line in lines) - checked,
        licence=LICENCE,
        licence_name=licence_name(),
        attributions=attributions(),
        terms=list(TERMS.values()),
    )


def size(text: str) -> str:
    """How large a file is, in thousands of bytes (kB)."""
    return _("{count} kB").format(count=max(1, round(len(text.encode()) / 1000)))
