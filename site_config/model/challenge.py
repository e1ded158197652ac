"""A challenge: small steps over a week or a month, with a gentler version of each and nothing to
lose.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from site_config.model.entry import Entry, Part, Short, Words
from site_config.model.tags import Feeling

STEPS = {"week": 7, "month": 4}


class Step(Part):
    """One day or week of a challenge: its name, what to do, and a smaller version for a hard day."""

    name: Words
    do: Words
    gentler: Words


class Challenge(Entry):
    """A challenge of seven days or four weeks. There is no streak and no score; rest counts.

    ``helps_with`` names feelings, ``caution`` who should be careful, in one sentence.
    """

    folder: ClassVar[str] = "challenges"

    kind: Literal["challenge"]
    helps_with: list[Feeling] = Field(default=[], max_length=6)
    caution: Short | None = None
    length: Literal["week", "month"]
    energy: Literal["low", "some", "more"]
    steps: Annotated[list[Step], Field(max_length=31)]

    @model_validator(mode="after")
    def has_all_steps(self) -> Self:
        if len(self.steps) != STEPS[self.length]:
            raise ValueError(
                f"a {self.length} has {STEPS[self.length]} steps, and this one has "
                f"{len(self.steps)}; "
                "add the missing ones or take some away"
            )
        return self
