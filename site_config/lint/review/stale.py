"""Facts that are due for a look, since nobody looked yet or long ago."""

from __future__ import annotations

import datetime
from pathlib import Path

import yaml

from site_config.lint.page import evidence
from site_config.lint.review.review_item import ReviewItem
from site_config.lint.wording.rule import load_rules
from site_config.model import Catalogue, Country, Line
from site_config.model.alerts import FILE as ALERTS

POPULATION = Path(__file__).with_name("population.yml")
AMBER, BEHIND = 90, 180
OLD_SOURCE_YEARS = 3


def stale(catalogue: Catalogue, today: datetime.date) -> list[ReviewItem]:
    """Facts that are due for a look: alerts that ended, then lines by how many people live in the
    country, largest first, then pages by their names.
    """
    people: dict[str, int] = yaml.safe_load(POPULATION.read_text(encoding="utf-8"))
    found = [
        ReviewItem(
            alert.line, f"content/{ALERTS}", f"the alert ended on {alert.until}; take it away"
        )
        for alert in catalogue.alerts
        if alert.until < today
    ]
    for country in sorted(
        catalogue.countries.values(), key=lambda one: (-people.get(one.country, 0), one.country)
    ):
        for n, line in enumerate(country.lines):
            why = [
                reason for reason in (_unseen(line, today), _rests_on_old(line, today)) if reason
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
    return found + _old_pages(catalogue, today)


def _old_pages(catalogue: Catalogue, today: datetime.date) -> list[ReviewItem]:
    """Pages that nobody has looked at for long. A country has none of this: its lines age each by
    itself.
    """
    rule = load_rules()["stale-review"]
    found = []
    for entry in catalogue.entries():
        fields = entry.model_dump(include={"written", "compiled", "reviewed_by", "shape"})
        why = "" if isinstance(entry, Country) else evidence.too_old(fields, rule, today)
        if why:
            found.append(
                ReviewItem(
                    entry.slug,
                    f"content/{entry.path}",
                    f"{why}; {rule.suggestion}",
                    entry.line_of("written"),
                )
            )
    return found


def _unseen(line: Line, today: datetime.date) -> str:
    if line.checked is None:
        return "never checked"
    days = (today - line.checked.date).days
    return (
        f"checked {days} days ago, more than {BEHIND if days > BEHIND else AMBER}"
        if days > AMBER
        else ""
    )


def _rests_on_old(line: Line, today: datetime.date) -> str:
    years = [int(source.date[:4]) for source in line.sources if source.date[:4].isdigit()]
    if years and today.year - max(years) > OLD_SOURCE_YEARS:
        return f"its newest source is of {max(years)}"
    return ""
