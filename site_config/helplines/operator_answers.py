"""What operators said of making contact with them, as questions and answers."""

from __future__ import annotations

from dataclasses import dataclass

from site_config.i18n import N_, Words, day
from site_config.model import Answer, Line

QUESTIONS = Words(
    {
        "sends_help": N_("Police or an ambulance without asking you?"),
        "recorded": N_("Is it recorded?"),
        "asks_name": N_("Do they ask your name?"),
        "on_bill": N_("Does it show on a phone bill?"),
        "wait": N_("The usual wait?"),
        "ages": N_("For which ages?"),
        "deaf": N_("Can Deaf people reach it?"),
        "who_answers": N_("Who answers?"),
    }
)
ANSWERS = Words(
    {
        "yes": N_("Yes"),
        "no": N_("No"),
        "only if": N_("Only if"),
        "not told": N_("They did not tell us"),
    }
)


@dataclass(frozen=True)
class OperatorAnswer:
    """One answer of an operator: the question, what they said, and where and when they said it."""

    question: str
    answer: str
    source: str
    date: str


def operator_answers(line: Line) -> list[OperatorAnswer]:
    """What the operator of a line said of making contact, in the order in which people ask."""
    return [
        OperatorAnswer(
            QUESTIONS[key],
            _in_words(answer),
            answer.source,
            day(answer.date),
        )
        for key, answer in line.contacting.known.items()
    ]


def _in_words(answer: Answer) -> str:
    said = [ANSWERS[answer.answer]] if answer.answer else []
    return " ".join([*said, *([answer.words] if answer.words else [])]) + "."
