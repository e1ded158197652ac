"""What is kept, as plain values: a record is a request for a group or a note; its words lie in an
envelope.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

REQUEST, NOTE = "request", "note"
Reach = Literal["code", "email", "text", "call"]
Leave = Literal["no", "first-name", "with-name"]
Topic = Literal["site", "group", "treated", "fact", "else"]


@dataclass(frozen=True)
class Answers:
    """What a newcomer told us. ``contact`` is empty for those who look with their code alone."""

    nickname: str
    reach: Reach
    contact: str = ""
    message: Leave = "no"
    needs: str = ""


@dataclass(frozen=True)
class Note:
    """What somebody wrote to us, and what it is about."""

    topic: Topic
    text: str


@dataclass(frozen=True)
class Sealed:
    """Words under seal: the envelope, and the number of the circle that can open it."""

    circle: int
    envelope: bytes


@dataclass(frozen=True)
class Submission:
    """One record as it stands in the database. ``lookup`` and ``code_key`` are 32 bytes each; a
    note without a code has no key.
    """

    id: int
    ref: str
    kind: str
    state: str
    code_key: bytes | None
    slug: str | None
    number: int | None
    until: datetime.datetime | None
    waits: bool
    consent: int | None
    made_on: datetime.date
    touched_on: datetime.date
    ends_on: datetime.date | None
    sealed: Sealed


@dataclass(frozen=True)
class Message:
    """One message of a record, by the person or by a host."""

    by_host: bool
    made_on: datetime.date
    sealed: Sealed
