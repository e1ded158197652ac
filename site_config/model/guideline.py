"""A guideline: a rule or a way of doing things that a community has agreed on, with its version."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from site_config.model.entry import Entry, Part, Shaped, Within, Words

Version = Annotated[
    str,
    Shaped(
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}", 'is not a version; write one such as "1.0", with quotes'
    ),
]


class Change(Part):
    """What was changed in one version, in a sentence for members."""

    version: Version
    date: datetime.date
    what: Words


class Guideline(Entry):
    """One guideline in force.

    ``version`` and ``date`` say which words hold and since when; ``changes`` tell it of every
    version, the newest first.
    """

    folder: ClassVar[str] = "guidelines"

    kind: Literal["guideline"]
    version: Version
    date: datetime.date
    changes: Annotated[list[Change], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def newest_change_is_this_version(self) -> Self:
        newest = self.changes[0]
        if newest.version != self.version:
            raise Within(
                f"the newest change is of version {newest.version}, and this is version "
                f"{self.version}; "
                "say what changed in this version, above the others",
                "changes",
                0,
                "version",
            )
        if newest.date != self.date:
            raise Within(
                f"version {self.version} is of {self.date}, and its change is of {newest.date}; "
                f"write the same day in both",
                "changes",
                0,
                "date",
            )
        days = [change.date for change in self.changes]
        late = next((n for n in range(1, len(days)) if days[n] > days[n - 1]), None)
        if late is not None:
            raise Within(
                "this change is newer than the one above it; put the newest first",
                "changes",
                late,
                "date",
            )
        return self
