"""What happens when somebody makes contact with a line, as far as its operator has said."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from site_config.model.entry import Part, SourceDate, WebAddress, Within

# What is told in words; everything else is a yes, a no, or an "only if".
IN_WORDS = ("wait", "ages", "who_answers")


class Answer(Part):
    """One answer: yes, no, only if …, or that they did not tell us; the page that says so, and the
    date which that page bears.

    ``words`` say when (``only if``) or what (for ``wait``, ``ages`` and ``who_answers``); with
    ``yes`` and ``no`` they may add to it.
    """

    answer: Literal["yes", "no", "only if", "not told"] | None = None
    words: (
        Annotated[str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True)]
        | None
    ) = None
    source: WebAddress
    date: SourceDate

    @model_validator(mode="after")
    def says_something(self) -> Self:
        if self.answer is None and self.words is None:
            raise ValueError('holds no answer; add answer: "yes", "no", "only if" or "not told"')
        if self.answer == "only if" and self.words is None:
            raise ValueError(
                'says "only if" and not when; add words: with the rest of the sentence'
            )
        if self.answer == "not told" and self.words is not None:
            raise Within(
                "says that they did not tell us, and then what they told us; keep one of the two",
                "words",
            )
        return self


class Contacting(Part):
    """What is known of a line: police or ambulance without asking, recording, name, bill, wait,
    ages, Deaf access, who answers.

    What is missing is not known, never "no".
    """

    sends_help: Answer | None = Field(
        default=None, description="Do they send police or an ambulance without asking?"
    )
    recorded: Answer | None = Field(default=None, description="Is it recorded?")
    asks_name: Answer | None = Field(default=None, description="Do they ask for a name?")
    on_bill: Answer | None = Field(default=None, description="Does it show on a phone bill?")
    wait: Answer | None = Field(default=None, description="How long is the usual wait?")
    ages: Answer | None = Field(default=None, description="For which ages is it?")
    deaf: Answer | None = Field(default=None, description="Can Deaf people reach it?")
    who_answers: Answer | None = Field(default=None, description="Who answers?")

    @property
    def known(self) -> dict[str, Answer]:
        """The answers that somebody has written down, in the order in which people ask."""
        found = {key: getattr(self, key) for key in type(self).model_fields}
        return {key: answer for key, answer in found.items() if answer is not None}

    @model_validator(mode="after")
    def answers_as_it_is_asked(self) -> Self:
        for key, answer in self.known.items():
            if key in IN_WORDS and answer.answer not in {None, "not told"}:
                raise Within(
                    f"`{answer.answer}` is no answer to {key}; write words: instead, or answer: "
                    f'"not told"',
                    key,
                    "answer",
                )
            if key not in IN_WORDS and answer.answer is None:
                raise Within(
                    f'{key} has words, and no answer before them; add answer: "yes", "no" or '
                    f'"only if"',
                    key,
                )
        return self
