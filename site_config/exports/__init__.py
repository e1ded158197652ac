"""The directory for others: contacts to take along, and data to use again. One catalogue makes all
of it.
"""

from __future__ import annotations

import datetime

from site_config.exports.csv import emergency_file, lines_file
from site_config.exports.hsds import services_file
from site_config.exports.json_schema import schema_file
from site_config.exports.jsonld import linked_file
from site_config.exports.plain_text import directory_file
from site_config.exports.vcard import contacts_file
from site_config.helplines.selection import can_be_carried
from site_config.model import Catalogue, Country

__all__ = ["DATA", "DATA_FILES", "files", "names"]

DATA = "crisis/data/"
# In the order in which people ask for them.
DATA_FILES = (
    "directory.txt",
    "lines.csv",
    "emergency.csv",
    "services.json",
    "lines.jsonld",
    "schema.json",
)
CONTACTS = ("card", "named")


def files(catalogue: Catalogue, today: datetime.date, site_url: str) -> dict[str, str]:
    """Every data file of the directory, by its path below the site. The same catalogue on the same
    day gives the same bytes.
    """
    contacts = {
        f"{country.slug}/{name}.vcf": contacts_file(country, named=name == "named")
        for country in _carried(catalogue)
        for name in CONTACTS
    }
    data = {
        "directory.txt": directory_file(catalogue, today, site_url),
        "lines.csv": lines_file(catalogue, site_url),
        "emergency.csv": emergency_file(catalogue),
        "services.json": services_file(catalogue, today, site_url),
        "lines.jsonld": linked_file(catalogue, today, site_url),
        "schema.json": schema_file(site_url),
    }
    return contacts | {f"{DATA}{name}": data[name] for name in DATA_FILES}


def names(catalogue: Catalogue) -> list[str]:
    """The path below the site of every data file of the directory, none of which is made."""
    contacts = [
        f"{country.slug}/{name}.vcf" for country in _carried(catalogue) for name in CONTACTS
    ]
    return [*contacts, *(f"{DATA}{name}" for name in DATA_FILES)]


def _carried(catalogue: Catalogue) -> list[Country]:
    return [
        country for _, country in sorted(catalogue.countries.items()) if can_be_carried(country)
    ]
