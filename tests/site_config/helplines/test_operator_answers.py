"""What operators said of making contact."""

from __future__ import annotations

from site_config.helplines.operator_answers import QUESTIONS, operator_answers
from tests.harness.countries import a_line


def test_what_operators_told_is_shown_as_they_told_it_and_nothing_else() -> None:
    said = {"source": "https://line.example/faq", "date": "2026-05-01"}
    line = a_line(
        contacting={
            "asks_name": {"answer": "no", **said},
            "sends_help": {"answer": "only if", "words": "you ask them to", **said},
            "wait": {"words": "About ten minutes", **said},
            "recorded": {"answer": "not told", **said},
        }
    )
    assert [(told.question, told.answer, told.date) for told in operator_answers(line)] == [
        ("Police or an ambulance without asking you?", "Only if you ask them to.", "1 May 2026"),
        ("Is it recorded?", "They did not tell us.", "1 May 2026"),
        ("Do they ask your name?", "No.", "1 May 2026"),
        ("The usual wait?", "About ten minutes.", "1 May 2026"),
    ]
    assert operator_answers(a_line()) == []
    assert set(QUESTIONS) == set(type(line.contacting).model_fields)
