"""What a person has yet to do: facts that are due for a look, and what stands between a copy and going public."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import yaml

from site_config.checks import dialling
from site_config.model import ORGANISATION, Catalogue, Country, Line
from site_config.model.alerts import FILE as ALERTS

POPULATION = Path(__file__).with_name("population.yml")
AMBER, BEHIND = 90, 180
OLD_SOURCE_YEARS = 3


@dataclass(frozen=True)
class Due:
    """One thing to do: ``what`` it is about, ``where`` it stands (a file of the project, and its ``line`` from 1; 0 for all of it),
    and ``why``.
    """

    what: str
    where: str
    why: str
    line: int = 0


def stale(catalogue: Catalogue, today: datetime.date) -> list[Due]:
    """Facts that are due for a look: alerts that ended, then lines by how many people live in the country, largest first."""
    people: dict[str, int] = yaml.safe_load(POPULATION.read_text(encoding="utf-8"))
    found = [Due(alert.line, f"content/{ALERTS}", f"the alert ended on {alert.until}; take it away")
             for alert in catalogue.alerts if alert.until < today]
    for country in sorted(catalogue.countries.values(), key=lambda one: (-people.get(one.country, 0), one.country)):
        for n, line in enumerate(country.lines):
            why = [reason for reason in (_unseen(line, today), _rests_on_old(line, today)) if reason]
            if why:
                found.append(Due(line.id, f"content/{country.path}", "; ".join(why), country.line_of("lines", n, "id")))
    return found


def _unseen(line: Line, today: datetime.date) -> str:
    if line.checked is None:
        return "never checked"
    days = (today - line.checked.date).days
    return f"checked {days} days ago, more than {BEHIND if days > BEHIND else AMBER}" if days > AMBER else ""


def _rests_on_old(line: Line, today: datetime.date) -> str:
    years = [int(source.date[:4]) for source in line.sources if source.date[:4].isdigit()]
    if years and today.year - max(years) > OLD_SOURCE_YEARS:
        return f"its newest source is of {max(years)}"
    return ""


def release(catalogue: Catalogue, site_url: str) -> list[Due]:
    """What a person must do before a copy goes public. ``site_url`` is empty where nobody said where it will stand."""
    found = []
    organisation = catalogue.organisation
    if not site_url:
        found.append(Due("the address of the site", "mkdocs.yml", "is not set; set HANDRAIL_SITE_URL"))
    if organisation and organisation.is_example:
        found.append(Due("who runs this copy", f"content/{ORGANISATION}", "is still the example"))
    found += [Due(entry.slug, f"content/{entry.path}", "nobody outside the project reviewed it")
              for entry in catalogue.entries() if not isinstance(entry, Country) and not entry.reviewed_by]
    countries = sorted(catalogue.countries.values(), key=lambda country: country.country)
    found += [due for country in countries for due in _unknown_emergency(country)]
    agreed = {consent.publisher for consent in catalogue.consents}
    own = organisation.country if organisation else ""
    found += [due for country in countries for due in _lines(country, agreed, own=country.country == own)]
    return found + [due for country in countries for due in _without_https(country)]


def _unknown_emergency(country: Country) -> list[Due]:
    """Emergency numbers that libphonenumber does not know: no list is whole, but of nothing else is a slip so dangerous."""
    return [Due(f"emergency number {emergency.number}", f"content/{country.path}",
                f"libphonenumber does not know it in {country.country}: a person must look, and name it in site_config/checks/dialling.yml",
                country.line_of("emergency", n, "number"))
            for n, emergency in enumerate(country.emergency)
            if not dialling.is_known(emergency.number, country.country) and not dialling.is_named(emergency.number, country.country)]


def _lines(country: Country, agreed: set[str], *, own: bool) -> list[Due]:
    found = []
    for n, line in enumerate(country.lines):
        why = [reason for reason in (
            "never checked, and it is of your own country" if own and line.checked is None else "",
            _borrowed(line, agreed),
            "nobody asked what happens when people make contact" if own and not line.contacting.known else "",
        ) if reason]
        if why:
            found.append(Due(line.id, f"content/{country.path}", "; ".join(why), country.line_of("lines", n, "id")))
    return found


def _without_https(country: Country) -> list[Due]:
    """Addresses that begin with ``http``, as their sources give them: nobody may guess another unseen. A person who has opened the
    line's page has seen whether there is one.
    """
    return [Due(f"{line.id}: {address}", f"content/{country.path}",
                "others on the same network can read along; open it with https:// and write that down if it works",
                country.line_of("lines", n, key))
            for n, line in enumerate(country.lines) if not (line.checked and line.checked.how == "page") for key in ("chat", "website")
            if (address := getattr(line, key) or "").startswith("http:")]


def _borrowed(line: Line, agreed: set[str]) -> str:
    """The association on whose directory alone a line rests, if it has not agreed to that."""
    publishers = {source.publisher for source in line.sources}
    if {source.kind for source in line.sources} == {"association"} and len(publishers) == 1 and not publishers & agreed:
        return f"rests on the directory of {publishers.pop()} alone; add the line's own page, or the consent to content/crisis/consents.yml"
    return ""
