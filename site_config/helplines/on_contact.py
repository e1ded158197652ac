"""What operators said of making contact with them, as questions and answers."""

from __future__ import annotations

from dataclasses import dataclass

from site_config.i18n import _, day
from site_config.model import Line

QUESTIONS = {
    "sends_help": _("Police or an ambulance without asking you?"),
    "recorded": _("Is it recorded?"),
    "asks_name": _("Do they ask your name?"),
    "on_bill": _("Does it show on a phone bill?"),
    "wait": _("The usual wait?"),
    "ages": _("For which ages?"),
    "deaf": _("Can Deaf people reach it?"),
    "who_answers": _("Who answers?"),
}
ANSWERS = {
    "yes": _("Yes"),
    "no": _("No"),
    "only if": _("Only if"),
    "not told": _("They did not tell us"),
    None: "",
}


@dataclass(frozen=True)
class Told:
    """One answer of an operator: the question, what they said, and where and when they said it."""

    question: str
    answer: str
    source: str
    date: str


def told(line: Line) -> list[Told]:
    """What the operator of a line said of making contact, in the order in which people ask."""
    return [
        Told(
            QUESTIONS[key],
            " ".join(part for part in (ANSWERS[answer.answer], answer.words or "") if part) + ".",
            answer.source,
            day(answer.date),
        )
        for key, answer in line.contacting.known.items()
    ]
