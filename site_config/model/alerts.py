"""Alerts: what people must know of a line for some days, such as that it is down. One small file,
``crisis/alerts.yml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, model_validator

from site_config.model import front_matter, sentences
from site_config.model.entry import Part, Within
from site_config.model.problems import Problem

FILE = "crisis/alerts.yml"
LONGEST_TEXT = 240


class Alert(Part):
    """What to know of a ``line`` (its id), from the day ``since`` (``from`` in the file) to the day
    ``until``, the last one it is shown.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    line: str
    text: Annotated[
        str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True)
    ]
    since: datetime.date = Field(validation_alias="from")
    until: datetime.date

    @model_validator(mode="after")
    def begins_before_it_ends(self) -> Self:
        if self.until < self.since:
            raise Within(
                f"it ends on {self.until}, before it begins; write the last day on which it is "
                f"shown",
                "until",
            )
        return self

    def is_shown(self, day: datetime.date) -> bool:
        """Whether it stands in a page on a day."""
        return self.since <= day <= self.until


class Alerts(Part):
    """The whole file: a list of alerts, mostly empty."""

    alerts: list[Alert] = Field(default=[])


def read(
    content_dir: Path,
    lines: Collection[str],
    broken: Collection[str],
    problems: list[Problem],
    shown_as: str,
) -> list[Alert]:
    """The alerts of a content folder; their Problems are added to the list. No file, or one of
    comments alone, is no alert.

    ``lines`` are the ids that exist; ``broken`` the country codes, in small letters, whose file
    could not be read: whether their ids exist cannot be told.
    """
    path = content_dir / FILE
    if not path.is_file():
        return []
    try:
        document = front_matter.read_list(path.read_bytes(), f"{shown_as}/{FILE}", "alerts")
        alerts = Alerts.model_validate(document.fields).alerts
    except front_matter.Unreadable as error:
        problems.append(error.problem)
        return []
    except OSError as error:
        problems.append(
            Problem(
                f"{shown_as}/{FILE}",
                1,
                "",
                f"the file cannot be read ({error.strerror})",
                "give yourself the right to read it",
            )
        )
        return []
    except ValidationError as error:
        problems.extend(
            dict.fromkeys(
                sentences.problem(document, detail, Alerts)
                for detail in error.errors(include_url=False)
            )
        )
        return []
    wrong = [*_unknown(document, alerts, lines, broken), *_twice(document, alerts)]
    problems.extend(wrong)
    return [] if wrong else alerts


def _unknown(
    document: front_matter.Document,
    alerts: list[Alert],
    lines: Collection[str],
    broken: Collection[str],
) -> list[Problem]:
    found = []
    for n, alert in enumerate(alerts):
        if alert.line not in lines and alert.line[:2] not in broken:
            near = sentences.near(alert.line, lines)
            found.append(
                _problem(
                    document,
                    n,
                    "line",
                    f"there is no line `{alert.line[:60]}`",
                    f"did you mean {near}?"
                    if near
                    else "write the id of a line, such as ie-samaritans",
                )
            )
    return found


def _twice(document: front_matter.Document, alerts: list[Alert]) -> list[Problem]:
    found = []
    for n, alert in enumerate(alerts):
        for m, earlier in enumerate(alerts[:n]):
            if (
                (alert.line, alert.text) == (earlier.line, earlier.text)
                and alert.since <= earlier.until
                and earlier.since <= alert.until
            ):
                found.append(
                    _problem(
                        document,
                        n,
                        "text",
                        f"says the same of {alert.line} as alert {m + 1}, on the same days",
                        "keep one of them",
                    )
                )
                break
    return found


def _problem(document: front_matter.Document, n: int, key: str, what: str, write: str) -> Problem:
    where: front_matter.Where = ("alerts", n, key)
    return Problem(
        document.path, document.place(where).line, front_matter.dotted(where), what, write
    )
