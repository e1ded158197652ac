"""``new``: begins a page of content as a draft, with guidance in comments. A draft is never built into the site."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import unicodedata

from scripts.environment import ROOT
from scripts.says import Failure, say
from site_config.model import front_matter

COMMON = """kind: {kind}
title: {title}
# One or two plain sentences, up to 160 characters. Cards and search show them.
description: "FILL IN: one sentence on what a reader finds here."
keywords: []
# A draft is never built. Take this line away when the page is ready.
draft: true
written: {today}
# People outside the project who read it, by role: [{{role: "psychologist", date: 2026-12-01}}]
reviewed_by: []
"""
SOURCES = """# What it rests on. seen: full, excerpt or note says how much of the source you really read.
sources:
  - title: "FILL IN: who said it, and where"
    url: https://example.org/
    date: undated
    seen: note
"""
KINDS = {
    "coping": ("coping", SOURCES + """# Any of: panic worry sleep numb low anger urge lonely grief friend
helps_with: [worry]
minutes: 5
# Any of: in-public in-bed at-home outside
where: [at-home]
# strong: a meta-analysis. some: trials. practice: taught, not tested alone.
evidence: practice
evidence_note: "FILL IN: how sure we are, and why."
next: []
""", """FILL IN: two lines of what it is.

!!! care "Take care"

    FILL IN: who should leave it out, and when to stop.

## How to do it

1. **FILL IN.** One or two short sentences.

## If it does not help

FILL IN: what else to try.
"""),
    "challenge": ("challenges", SOURCES + """length: week
energy: low
# A week has seven steps, a month has four. Each has a gentler version.
steps:
""" + "".join(f"""  - name: "Day {n}: FILL IN"
    do: One short sentence.
    gentler: A smaller version of it.
""" for n in range(1, 8)), """FILL IN: two lines of what it is.

!!! care "Take care"

    FILL IN: who should leave it out, and when to stop.

## If you miss a day

Nothing is lost. Start again any time.
"""),
    "group": ("groups", """sources: []
for_whom: "FILL IN: adults, 18 and over, who …"
# Any of: panic worry sleep numb low anger urge lonely grief friend carers
topic: worry
weekday: tuesday
starts: "19:00"
minutes: 75
timezone: Europe/Dublin
place: online
# Never a meeting link or a private address: people with a place are told.
place_note: "FILL IN: such as Online. Camera and microphone can stay off."
capacity: 10
hosts: 2
# open waiting paused closed
signup: closed
languages: [en]
cost: Free
access: []
first_meeting:
  - at: "18:50"
    what: "FILL IN: the room opens, a host says hello."
""", """## What we do

FILL IN: what happens in a meeting.

## What stays here

FILL IN: what is told to nobody, and the one limit.

## Who hosts

FILL IN: how many hosts, and what they are and are not. No names.

## What it is not

It is not therapy and not a crisis service.
"""),
    "page": ("about", "sources: []\nshape: page\n", "FILL IN: write here, in short and plain sentences.\n"),
}


def main(arguments: list[str]) -> int:
    """Writes the file of a new draft and says where it is."""
    parser = argparse.ArgumentParser(prog="python3 -m scripts new", description="Begin a page as a draft.")
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("title", help='the title in quotes, such as "A walk at night"')
    options = parser.parse_args(arguments)
    path = begin(options.kind, options.title)
    say(f"Begun: {path}\nIt is a draft: fill it in, take away draft: true, then run python3 -m scripts check {path}")
    return 0


def begin(kind: str, title: str) -> str:
    """Writes a starter file and gives its path below the project. Raises ``Failure``; never writes over a file."""
    title = " ".join(title.split())
    if front_matter.HIDDEN.search(title):
        raise Failure("The title holds a hidden character.", "Type it again.")
    if not 1 <= len(title) <= 70:
        raise Failure("A title has 1 to 70 characters.", 'Give a shorter one, such as "A walk at night".')
    slug = _slug(title)
    if not slug:
        raise Failure("The title has no letters that can stand in an address.", "Begin with an English one; you can change it inside.")
    folder, keys, body = KINDS[kind]
    path = ROOT / "content" / folder / f"{slug}.md"
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    text = "---\n" + COMMON.format(kind=kind, title=json.dumps(title, ensure_ascii=False), today=today) + keys + "---\n" + body
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise Failure(f"There is already a file content/{folder}/{slug}.md.", "Give another title, or change that file.") from error
    return path.relative_to(ROOT).as_posix()


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-")
