"""The directory for others: cards to take along, and data to use again. One catalogue makes all of
it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from site_config.exports.csv import emergency_file, lines_file
from site_config.exports.hsds import services_file
from site_config.exports.json_schema import schema_file
from site_config.exports.jsonld import linked_file
from site_config.exports.plain_text import directory_file
from site_config.exports.vcard import contacts_file
from site_config.helplines.selection import address_of, alerts_now
from site_config.i18n import _
from site_config.model import Catalogue
from site_config.views.data_page import WORDS, data_view
from site_config.views.generated_page import MadePage
from site_config.views.wallet_card import card_view, has_card

__all__ = ["files", "has_card", "names", "pages"]

DATA = "crisis/data/"
CONTACTS = ("card", "named")


def pages(
    catalogue: Catalogue, today: datetime.date, site_url: str, made: Mapping[str, str]
) -> list[MadePage]:
    """Numbers on paper for each country that has a confirmed line to put there, and the page about
    the data.

    ``made`` are the data files, as ``files`` makes them: the page tells their sizes.
    """
    alerts = alerts_now(catalogue, today)
    # The title stands in the tab, in the history and on the paper: it says that there are numbers,
    # and not what for.
    cards = [
        MadePage(
            f"{country.slug}/card.md",
            _("{country}: numbers to carry").format(country=country.title),
            "card.html",
            view=card_view(country, alerts, site_url),
            entry=country,
        )
        for _slug, country in sorted(catalogue.countries.items())
        if has_card(country)
    ]
    # Sizes without the address of a copy: the page says the same wherever it stands, as mkdocs
    # serve shows it, too.
    home = address_of(site_url)
    view = data_view(
        catalogue,
        {
            path.removeprefix(DATA): text.replace(home, "/")
            for path, text in made.items()
            if path.startswith(DATA)
        },
    )
    return [
        *cards,
        MadePage("crisis/data/index.md", _("The directory as data"), "data.html", view=view),
    ]


def files(catalogue: Catalogue, today: datetime.date, site_url: str) -> dict[str, str]:
    """Every data file of the directory, by its path below the site. The same catalogue on the same
    day gives the same bytes.
    """
    contacts = {
        f"{country.slug}/{name}.vcf": contacts_file(country, named=name == "named")
        for _slug, country in sorted(catalogue.countries.items())
        if has_card(country)
        for name in CONTACTS
    }
    return contacts | {
        f"{DATA}{name}": text for name, text in _data(catalogue, today, site_url).items()
    }


def names(catalogue: Catalogue) -> list[str]:
    """The path below the site of every data file of the directory, none of which is made."""
    contacts = [
        f"{country.slug}/{name}.vcf"
        for country in catalogue.countries.values()
        if has_card(country)
        for name in CONTACTS
    ]
    return [*contacts, *(f"{DATA}{name}" for name in WORDS)]


def _data(catalogue: Catalogue, today: datetime.date, site_url: str) -> dict[str, str]:
    return {
        "directory.txt": directory_file(catalogue, today, site_url),
        "lines.csv": lines_file(catalogue, site_url),
        "emergency.csv": emergency_file(catalogue),
        "services.json": services_file(catalogue, today, site_url),
        "lines.jsonld": linked_file(catalogue, today, site_url),
        "schema.json": schema_file(site_url),
    }
