"""What a number rests on, said in one plain sentence: who shows it, and how fresh that is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal

from site_config.i18n import N_, Words, _, day
from site_config.model import Line, LineSource

# Where a number was seen, by the kind of its source.
SEEN_ON = Words(
    {
        "official": N_("its own pages"),
        "public-body": N_("an authority’s page"),
        "association": N_("an association’s list"),
        "wikipedia": N_("Wikipedia"),
        "dataset": N_("an open list"),
        "press": N_("a news page or another website"),
    }
)
# In years: what was shown longer ago than that, when it was gathered, is said to be old.
OLD = 5


def basis_of(line: Line) -> Literal["checked", "shown", "unconfirmed"]:
    """The state of a line in one word: a person checked it, those who should know show it, or
    neither.
    """
    if line.checked:
        return "checked"
    return "shown" if line.is_confirmed else "unconfirmed"


def known_on(line: Line) -> datetime.date:
    """The day on which a line was last known to be so: when a person checked it, else when it was
    compiled.
    """
    return line.checked.date if line.checked else line.compiled


def rests_on(line: Line) -> str:
    """What a line's number rests on: checked by a person, shown by those who should know, or not
    confirmed and why.

    The date is the newest that the sources named in the sentence bear, and of no others.
    """
    name = " " + _("The name is ours.") if line.name_basis else ""
    if line.checked:
        how = (
            _("a person read the line’s own page")
            if line.checked.how == "page"
            else _("a person called")
        )
        return (
            _("Checked on {day}: {how}.").format(day=day(line.checked.date.isoformat()), how=how)
            + name
        )
    compiled = _("Compiled {day}").format(day=day(line.compiled.isoformat()))
    if line.confidence == "high":
        who, sources = _confirmed_by(line)
        return (
            _("{compiled}, and shown {who} ({when}).").format(
                compiled=compiled, who=who, when=_when(sources, line.compiled)
            )
            + name
        )
    places = listed(
        [
            SEEN_ON[kind]
            for kind in dict.fromkeys(source.kind for source in line.sources if source.kind)
        ]
    )
    return (
        _("Seen on {places} alone ({when}). {compiled}, not confirmed yet.").format(
            compiled=compiled, places=places, when=_when(line.sources, line.compiled)
        )
        + name
    )


def newest_source(sources: Iterable[LineSource]) -> str:
    """The newest date that any of the sources bears, or an empty string."""
    return max(_dates(sources), default="")


def _dates(sources: Iterable[LineSource]) -> list[str]:
    return [
        source.date for source in sources if source.date[:4].isdigit() and "." not in source.date
    ]


def listed(words: list[str], last: str = "") -> str:
    """Words as a sentence lists them: ``a``, ``a and b``, ``a, b and c``."""
    return (
        words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" {last or _('and')} " + words[-1]
    )


def _when(sources: Iterable[LineSource], compiled: datetime.date) -> str:
    dated = _dates(sources)
    if not dated:
        return _("undated")
    newest = max(dated)
    old = compiled.year - int(newest[:4]) >= OLD
    words = _("{day}, an old date") if old else "{day}"
    return (words if len(dated) == 1 else _("newest: {day}").format(day=words)).format(
        day=day(newest)
    )


def _confirmed_by(line: Line) -> tuple[str, list[LineSource]]:
    for kind, who in (("official", _("on its own pages")), ("public-body", _("by an authority"))):
        sources = [source for source in line.sources if source.kind == kind and source.is_enough]
        if sources:
            return who, sources
    return _("by two separate sources"), line.sources
