"""What people told us, as rows of a question and an answer: before Send, and on their own page."""

from __future__ import annotations

from portal.domain.submissions import Answers, Note
from portal.forms.answers import LEAVE, REACH, TOPICS
from site_config.i18n import _


def answer_rows(words: Answers | Note) -> list[tuple[str, str]]:
    """Question and answer, in the order in which they were asked. An answer that was not chosen yet
    is empty.
    """
    if isinstance(words, Note):
        return [(_("About"), TOPICS.get(words.topic, "")), (_("Your note"), words.text)]
    rows = [
        (_("We may call you"), words.nickname),
        (_("How the hosts may reach you"), REACH.get(words.reach, "")),
    ]
    if words.contact:
        rows += [
            (_("At"), words.contact),
            (_("A message, if you do not answer"), LEAVE.get(words.message, "")),
        ]
    return [*rows, (_("What makes it easier for you"), words.needs or _("Left out"))]
