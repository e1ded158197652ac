"""What a page claims, and whether a source that somebody has read stands behind it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from site_config.lint.markdown.blocks import Block
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at, problem_in
from site_config.model import Challenge, Coping, Entry, Page, Problem

COUNT = r"(?:\d[\d,.]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten)"
FIGURE = re.compile(
    rf"""\b(?:
      \d{{1,3}}(?:[.,]\d{{1,3}})?\s?(?:%|per\s?cent\b)
    | {COUNT}\s(?:in|out\sof)\s(?:every\s)?{COUNT}\b
      (?!\s(?:minutes?|hours?|days?|weeks?|months?|years?|times?|breaths?|counts?|seconds?)\b|[ ]?[:.-]\d)
    | {COUNT}\s(?:million|billion)\b
    | (?:twice|{COUNT}\stimes)\s(?:as|more|less|higher|lower|likelier)\b
    )""",
    re.X | re.I,
)
LINKED = re.compile(
    r"\]\(\s{0,3}<?https?://|\]\[|<https?://|href\s{0,3}=\s{0,3}[\"']?https?://", re.I
)
READ = frozenset({"full", "excerpt"})
SEEN = "no source was read"
WRITE = "read one, at least in part, and say how much under seen: full or excerpt; or leave out what rests on it"


def figure(text: Text, rule: Rule) -> Iterator[Problem]:
    """A figure that no source carries: neither a link in the same paragraph, nor a source of the
    page that somebody has read.
    """
    if text.kind == "country" or _has_read(text.fields):
        return
    lines = dict(text.prose)
    for block in text.blocks:
        said = FIGURE.search(block.text) if not block.quoted else None
        if said and not _is_linked(block, lines):
            what = rule.params["only_notes"] if text.fields.get("sources") else ""
            yield problem_in(text, rule, block, said.start(), f"“{said[0]}”", what)


def stale(text: Text, rule: Rule) -> Iterator[Problem]:
    """A page that nobody has looked at for long, on the day that the rule names for its examples.

    A page of the catalogue is never judged here: what was right yesterday must not stop a build
    today. ``check --stale`` asks ``too_old`` for it and knows the day.
    """
    if text.entry is None and too_old(text.fields, rule, rule.params["example_day"]):
        yield problem_at(text, rule, 1, 1)


def too_old(fields: Mapping[str, Any], rule: Rule, today: datetime.date) -> str:
    """Why a page is due for a look on a day, as words behind its name; empty where it is not. Of
    what others made, the day counts on which its facts were gathered.
    """
    said = {
        "compiled" if fields.get("compiled") else "written": fields.get("compiled")
        or fields.get("written")
    }
    days = {_day(day): how for how, day in said.items() if day}
    days |= {_day(review["date"]): "reviewed" for review in fields.get("reviewed_by") or []}
    most: int = rule.params[
        "crisis_days" if fields.get("shape") in {"guide", "countries"} else "max_days"
    ]
    if not days or (today - max(days)).days <= most:
        return ""
    return f"{days[max(days)]} {(today - max(days)).days} days ago, more than {most}"


def resource(text: Text, rule: Rule) -> Iterator[Problem]:
    """Something that others made, without what it costs, where data goes, or when somebody looked."""
    missing = [key for key in rule.params["required"] if text.fields.get(key) in (None, "")]
    if text.fields.get("kind") == "resource" and missing:
        yield problem_at(text, rule, 1, 1, ", ".join(missing))


def instructions(entry: Entry) -> Iterator[Problem]:
    """What a page tells people to do rests on a source that somebody has read, and so does an
    effect that is called strong.
    """
    teaches = isinstance(entry, Coping | Challenge) or (
        isinstance(entry, Page) and entry.shape == "guide"
    )
    if teaches and not any(source.seen in READ for source in entry.sources):
        what = f"the page says what to do, and {SEEN}"
        if isinstance(entry, Coping) and entry.evidence == "strong":
            what = f"the page calls its evidence strong, and {SEEN}"
        yield Problem(f"content/{entry.path}", entry.line_of("sources"), "sources", what, WRITE)


def _has_read(fields: Mapping[str, Any]) -> bool:
    sources = fields.get("sources")
    return isinstance(sources, list) and any(
        isinstance(source, dict) and source.get("seen") in READ for source in sources
    )


def _is_linked(block: Block, lines: Mapping[int, str]) -> bool:
    if block.kind == "value":
        return False
    first, last = block.place(0)[0], block.place(max(0, len(block.text) - 1))[0]
    return any(LINKED.search(lines.get(number, "")) for number in range(first, last + 1))


def _day(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


CHECKS = {"stat_source": figure, "stale_review": stale, "resource_fields": resource}
