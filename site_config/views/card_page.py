"""Numbers on paper: a page with a sheet of every confirmed line of a country, and small cards that
say nothing of what they are for.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import segno
from markupsafe import Markup

from site_config.exports.addresses import public_address
from site_config.exports.vcard import plain_name
from site_config.exports.wallet_card import Row, wallet_card
from site_config.helplines.selection import Alerts, alerts_now, can_be_carried, to_carry
from site_config.i18n import _
from site_config.model import Catalogue, Country
from site_config.views.generated_page import GeneratedPage
from site_config.views.line_view import ContactView, LineView, emergency_views, line_on_paper


@dataclass(frozen=True)
class CardView:
    """The page of a country's numbers on paper. ``as_of`` is the oldest day that the small card
    rests on, ``code`` the square.
    """

    country: Country
    emergency: list[ContactView]
    lines: list[LineView]
    rows: list[Row]
    plain: str
    as_of: datetime.date
    address: str
    code: Markup


def pages(catalogue: Catalogue, today: datetime.date, site_url: str) -> list[GeneratedPage]:
    """Numbers on paper for each country that has a confirmed line to put there."""
    alerts = alerts_now(catalogue, today)
    # The title stands in the tab, in the history and on the paper: it says that there are numbers,
    # and not what for.
    return [
        GeneratedPage(
            f"{country.slug}/card.md",
            _("{country}: numbers to carry").format(country=country.title),
            "card.html",
            view=card_view(country, alerts, site_url),
            entry=country,
        )
        for _slug, country in sorted(catalogue.countries.items())
        if can_be_carried(country)
    ]


def card_view(country: Country, alerts: Alerts, site_url: str) -> CardView:
    """What the page of cards shows of a country; ``alerts`` are those of today, by line."""
    lines = to_carry(country)
    card = wallet_card(country, alerts)
    home = public_address(site_url)
    address = f"{home}{country.url}" if home else ""
    return CardView(
        country=country,
        emergency=emergency_views(country),
        lines=[line_on_paper(line, alerts.get(line.id, ())) for line in lines],
        rows=card.rows,
        plain=plain_name(lines[0]),
        as_of=card.as_of,
        address=address,
        code=square(address) if address else Markup(""),
    )


def square(address: str) -> Markup:
    """An address as a square that a camera reads (QR), drawn in black with the quiet edge that it
    needs.
    """
    drawn = segno.make(address, error="m", micro=False, boost_error=False)
    return Markup(  # noqa: S704
        drawn.svg_inline(border=4, svgclass=None, lineclass=None, omitsize=True, dark="#000")
    )
