"""The text of a new page: the starter of its kind, with its title, the day, and what was said of it
beforehand.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path

from scripts.scaffold.options import Choice, choices

STARTERS = Path(__file__).with_name("starters")
KINDS = tuple(sorted(path.stem for path in STARTERS.glob("[a-z]*.md")))
WHEN = re.compile(r"(?ms)^\{\{if (\w+) ([^}]+)\}\}\n(.*?)^\{\{end\}\}\n")
VALUE = re.compile(r"\{\{value of (\w+)\}\}")
WORDS = re.compile(r"\{\{words of (\w+)\}\}")


def text(kind: str, title: str, today: datetime.date, said: Mapping[str, str]) -> str:
    """A draft of this kind. ``said`` are keys of its front matter with their values as they were
    typed, words of a list with commas.
    """
    known = {choice.key: choice for choice in choices(kind)}
    whole = _starter(kind)
    for part in ("common", "sources"):
        whole = whole.replace(f"{{{{{part}}}}}\n", _starter(f"_{part}"))
    for key, value in said.items():
        whole = _said(whole, known[key], value)
    whole = WHEN.sub(
        lambda when: when[3] if _value(whole, when[1]) in when[2].split() else "", whole
    )
    whole = VALUE.sub(lambda mark: _value(whole, mark[1]), whole)
    whole = WORDS.sub(lambda mark: " ".join(known[mark[1]].words), whole)
    return whole.replace("{{today}}", today.isoformat()).replace(
        "{{title}}", json.dumps(title, ensure_ascii=False)
    )


def holds(whole: str, key: str) -> bool:
    """Whether a key stands in a starter, and not behind a ``#``."""
    return bool(re.search(rf"(?m)^{key}: ", whole))


def default(kind: str, choice: Choice) -> str:
    """What the starter says of a key, as it would be typed; empty where it says nothing."""
    return ",".join(re.findall(r"[\w-]+", _value(_starter(kind), choice.key)))


def _starter(name: str) -> str:
    return (STARTERS / f"{name}.md").read_text(encoding="utf-8")


def _value(whole: str, key: str) -> str:
    found = re.search(rf"(?m)^{key}: *([^#\n]*)", whole)
    return found[1].strip() if found else ""


def _said(whole: str, choice: Choice, value: str) -> str:
    """The starter with one line changed, which may stand behind a ``#``; its remark goes with what
    was to be filled in.
    """
    one = str if choice.bare else lambda word: json.dumps(word, ensure_ascii=False)
    parts = [part.strip() for part in value.split(",")] if choice.several else [value]
    written = (
        f"[{', '.join(one(part) for part in parts if part)}]"
        if choice.several
        else one(value.strip())
    )
    line = re.compile(rf"(?m)^(?:# )?{choice.key}: .*$")
    return line.sub(lambda _: f"{choice.key}: {written}", whole, count=1)
