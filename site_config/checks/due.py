"""What a person has yet to do: facts that are due for a look, and what stands between a copy and going public."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import yaml

from site_config.model import ORGANISATION, Catalogue, Country, Line
from site_config.model.alerts import FILE as ALERTS

POPULATION = Path(__file__).with_name("population.yml")
AMBER, BEHIND = 90, 180
OLD_SOURCE_YEARS = 3


@dataclass(frozen=True)
class Due:
    """One thing to do: ``what`` it is about, ``where`` it stands (a file of the project), and ``why``."""

    what: str
    where: str
    why: str


def stale(catalogue: Catalogue, today: datetime.date) -> list[Due]:
    """Facts that are due for a look: alerts that ended, then lines by how many people live in the country, largest first."""
    people: dict[str, int] = yaml.safe_load(POPULATION.read_text(encoding="utf-8"))
    found = [Due(alert.line, f"content/{ALERTS}", f"the alert ended on {alert.until}; take it away")
             for alert in catalogue.alerts if alert.until < today]
    for country in sorted(catalogue.countries.values(), key=lambda one: (-people.get(one.country, 0), one.country)):
        for line in country.lines:
            why = [reason for reason in (_unseen(line, today), _rests_on_old(line, today)) if reason]
            if why:
                found.append(Due(line.id, f"content/{country.path}", "; ".join(why)))
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
    agreed = {consent.publisher for consent in catalogue.consents}
    for country in catalogue.countries.values():
        own = organisation is not None and country.country == organisation.country
        for line in country.lines:
            why = [reason for reason in (
                "never checked, and it is of your own country" if own and line.checked is None else "",
                _borrowed(line, agreed),
                "nobody asked what happens when people make contact" if own and not line.contacting.known else "",
            ) if reason]
            if why:
                found.append(Due(line.id, f"content/{country.path}", "; ".join(why)))
    return found


def _borrowed(line: Line, agreed: set[str]) -> str:
    """The association on whose directory alone a line rests, if it has not agreed to that."""
    publishers = {source.publisher for source in line.sources}
    if {source.kind for source in line.sources} == {"association"} and len(publishers) == 1 and not publishers & agreed:
        return f"rests on the directory of {publishers.pop()} alone; add the line's own page, or the consent to content/crisis/consents.yml"
    return ""
