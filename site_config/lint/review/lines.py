"""What a person must do about crisis lines before a copy goes public."""

from __future__ import annotations

from site_config.lint import phone_numbers
from site_config.lint.review.review_item import ReviewItem
from site_config.model import Catalogue, Country, Line


def of_lines(catalogue: Catalogue) -> list[ReviewItem]:
    """Numbers that nobody knows, lines that nobody checked or that rest on one directory alone, and
    addresses without https.
    """
    countries = sorted(catalogue.countries.values(), key=lambda country: country.country)
    found = [due for country in countries for due in _unknown_emergency(country)]
    agreed = {consent.publisher for consent in catalogue.consents}
    own = catalogue.organisation.country if catalogue.organisation else ""
    found += [
        due for country in countries for due in _lines(country, agreed, own=country.country == own)
    ]
    return found + [due for country in countries for due in _without_https(country)]


def _unknown_emergency(country: Country) -> list[ReviewItem]:
    """Emergency numbers that libphonenumber does not know: no list is whole, but of nothing else is
    a slip so dangerous.
    """
    return [
        ReviewItem(
            f"emergency number {emergency.number}",
            f"content/{country.path}",
            f"libphonenumber does not know it in {country.country}: a person must look, and name "
            f"it in site_config/lint/phone_numbers.yml",
            country.line_of("emergency", n, "number"),
        )
        for n, emergency in enumerate(country.emergency)
        if not phone_numbers.is_known(emergency.number, country.country)
        and not phone_numbers.is_named(emergency.number, country.country)
    ]


def _lines(country: Country, agreed: set[str], *, own: bool) -> list[ReviewItem]:
    found = []
    for n, line in enumerate(country.lines):
        why = [
            reason
            for reason in (
                "never checked, and it is of your own country"
                if own and line.checked is None
                else "",
                _borrowed(line, agreed),
                "nobody asked what happens when people make contact"
                if own and not line.contacting.known
                else "",
            )
            if reason
        ]
        if why:
            found.append(
                ReviewItem(
                    line.id,
                    f"content/{country.path}",
                    "; ".join(why),
                    country.line_of("lines", n, "id"),
                )
            )
    return found


def _without_https(country: Country) -> list[ReviewItem]:
    """Addresses that begin with ``http``, as their sources give them: nobody may guess another
    unseen. A person who has opened the line's page has seen whether there is one.
    """
    return [
        ReviewItem(
            f"{line.id}: {address}",
            f"content/{country.path}",
            "others on the same network can read along; open it with https:// and write that "
            "down if it works",
            country.line_of("lines", n, key),
        )
        for n, line in enumerate(country.lines)
        if not (line.checked and line.checked.how == "page")
        for key in ("chat", "website")
        if (address := getattr(line, key) or "").startswith("http:")
    ]


def _borrowed(line: Line, agreed: set[str]) -> str:
    """The association on whose directory alone a line rests, if it has not agreed to that."""
    publishers = {source.publisher for source in line.sources}
    if (
        {source.kind for source in line.sources} == {"association"}
        and len(publishers) == 1
        and not publishers & agreed
    ):
        return (
            f"rests on the directory of {publishers.pop()} alone; add the line's own page, "
            "or the consent to content/crisis/consents.yml"
        )
    return ""
