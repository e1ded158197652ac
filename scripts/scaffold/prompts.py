"""Asking in a terminal what page somebody wants to begin: one question at a time, and Enter takes
what is proposed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from scripts.bootstrap.console import Failure, say
from scripts.scaffold import starter
from scripts.scaffold.options import choices

STOPPED = ("Nothing was written.", "Run the same command again when you like.")
ABOUT = {
    "challenge": "small steps over a week or a month",
    "coping": "one skill that may help",
    "event": "a day on which something takes place",
    "group": "a support group that meets every week",
    "guide": "words beside the crisis lines",
    "guideline": "what a community agreed on",
    "page": "anything else",
    "practice": "a run-sheet, prompts or a training",
    "resource": "an article, a video, a podcast or an app of others",
}


def kind() -> str:
    """The kind of page."""
    return _one_of("What kind of page?", starter.KINDS, "coping", ABOUT)


def title() -> str:
    """The title, asked for until there is one."""
    while True:
        found = _answer("Its title: ")
        if found:
            return found


def rest(of: str, headline: str, said: dict[str, str]) -> dict[str, str]:
    """Every choice of this kind that nobody made yet, beside those that were."""
    known = dict(said)
    for choice in choices(of):
        missing = choice.words and choice.key not in known and choice.key != "tags"
        if missing and starter.holds(
            starter.text(of, headline, datetime.date.min, known), choice.key
        ):
            proposed = starter.default(of, choice)
            words = choice.key.replace("_", " ")
            answer = (
                _several(words, choice.words, proposed)
                if choice.several
                else _one_of(f"{words}?", choice.words, proposed)
            )
            known |= {choice.key: answer} if answer else {}
    return known


def _one_of(
    question: str, words: Sequence[str], proposed: str, about: dict[str, str] | None = None
) -> str:
    _list(question, words, about)
    while True:
        found = _chosen(_answer(f"A number or a word (Enter for {proposed}): ") or proposed, words)
        if len(found) == 1:
            return found[0]
        say(f"  Write one number from 1 to {len(words)}.")


def _several(question: str, words: Sequence[str], proposed: str) -> str:
    _list(f"{question}? One or more.", words)
    while True:
        typed = (
            _answer(f"Numbers or words, with commas (Enter for {proposed or 'none'}): ") or proposed
        )
        found = _chosen(typed, words)
        if found or not typed:
            return ",".join(found)
        say(f"  Write numbers from 1 to {len(words)}, with commas between them.")


def _list(question: str, words: Sequence[str], about: dict[str, str] | None = None) -> None:
    say(question[:1].upper() + question[1:])
    for n, word in enumerate(words, 1):
        say(f"  {n:2} {word}" + (f": {about[word]}" if about else ""))


def _chosen(typed: str, words: Sequence[str]) -> list[str]:
    """The words that were chosen by number or by name; none where something among them is neither."""
    found = []
    for part in typed.replace(" ", ",").split(","):
        if part.isascii() and part.isdigit() and 1 <= int(part[:4]) <= len(words):
            found.append(words[int(part) - 1])
        elif part in words:
            found.append(part)
        elif part:
            return []
    return list(dict.fromkeys(found))


def _answer(question: str) -> str:
    try:
        return " ".join(input(question).split())
    except (EOFError, KeyboardInterrupt):
        say("")
        raise Failure(*STOPPED) from None
    except UnicodeDecodeError:
        return ""
