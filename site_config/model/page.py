"""A page: anything that is not an entry of a catalogue."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from site_config.model.entry import Entry


class Page(Entry):
    """Words on a page. ``shape`` chooses the template; a ``listing`` says what it ``lists``, a
    ``guide`` stands beside the crisis lines.
    """

    kind: Literal["page"]
    shape: Literal["page", "home", "listing", "countries", "guide"] = "page"
    lists: (
        Literal["coping", "challenges", "groups", "guidelines", "resources", "practice", "events"]
        | None
    ) = None

    @model_validator(mode="after")
    def listing_lists(self) -> Self:
        if (self.shape == "listing") != (self.lists is not None):
            raise ValueError("shape: listing and lists: belong together; write both or neither")
        return self
