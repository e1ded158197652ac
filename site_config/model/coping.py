"""A coping page: one skill that may help, and how sure we are of it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from site_config.model.entry import Entry, Short, Slug, Source, Words
from site_config.model.tags import Feeling

Where = Literal["in-public", "in-bed", "at-home", "outside"]
Evidence = Literal["strong", "some", "practice"]


class Coping(Entry):
    """One skill on one page.

    ``minutes`` is how long one go takes, where that means anything. ``caution`` says in one
    sentence who should be careful; it stands on the card, before anybody opens the page.
    ``evidence``: ``strong`` rests on a meta-analysis, ``some`` on trials, ``practice`` is taught
    but was not tested alone; ``evidence_note`` says so in one or two sentences. ``next`` names up
    to three pages.
    """

    folder: ClassVar[str] = "coping"

    kind: Literal["coping"]
    helps_with: Annotated[list[Feeling], Field(min_length=1, max_length=6)]
    minutes: Annotated[int, Field(ge=1, le=60)] | None = None
    where: Annotated[list[Where], Field(min_length=1, max_length=4)]
    cost: Words = "Free"
    caution: Short | None = None
    evidence: Evidence
    evidence_note: Words
    sources: Annotated[list[Source], Field(min_length=1)]
    next: list[Slug] = Field(default=[], max_length=3)
