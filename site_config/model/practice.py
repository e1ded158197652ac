"""A practice: what a host or a moderator holds in their hand, such as a run-sheet, prompts, or a
training with a self-check.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from site_config.model.entry import Entry, Part, Within, Words


class Stretch(Part):
    """One part of a meeting or of a training: its name, how many minutes it takes, and the words or
    steps in it.
    """

    name: Words
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    words: Annotated[list[Words], Field(min_length=1, max_length=20)]


class Question(Part):
    """One question to oneself, and what to think of it. Nobody marks the answer, and nothing is
    kept.
    """

    ask: Words
    answer: Words


class Practice(Entry):
    """Something to use, step by step.

    A ``run-sheet`` says how long each part takes; ``prompts`` are sentences to say; a ``training``
    ends with ``questions`` that people answer for themselves.
    """

    folder: ClassVar[str] = "guidelines/practice"

    kind: Literal["practice"]
    form: Literal["run-sheet", "prompts", "training"]
    for_whom: Literal["everyone", "hosts", "moderators"]
    parts: Annotated[list[Stretch], Field(min_length=1, max_length=20)]
    questions: list[Question] = Field(default=[], max_length=20)

    @property
    def minutes(self) -> int:
        """How long all parts take together; 0 where not every part says it."""
        known = [part.minutes for part in self.parts if part.minutes]
        return sum(known) if len(known) == len(self.parts) else 0

    @model_validator(mode="after")
    def form_has_what_it_needs(self) -> Self:
        if self.form == "training" and not self.questions:
            raise Within(
                "a training ends with questions to oneself; add at least one, with ask and answer",
                "questions",
            )
        untimed = next((n for n, part in enumerate(self.parts) if part.minutes is None), None)
        if self.form == "run-sheet" and untimed is not None:
            raise Within(
                "every part of a run-sheet says how long it takes; add minutes",
                "parts",
                untimed,
                "minutes",
            )
        return self
