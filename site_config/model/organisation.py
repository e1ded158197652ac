"""Who runs this copy of the site."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from site_config.model.entry import CountryCode, Entry, Language, WebAddress, Within, Words

EXAMPLE = "Example community"


class Organisation(Entry):
    """The people behind this copy: said once, shown wherever it matters.

    ``country`` is an ISO 3166 code in capitals; ``exit_target`` the plain site that Exit leads to;
    ``languages`` are BCP 47 tags, the first is the site's own. While the name is *Example
    community*, every page says that nobody runs this copy.
    """

    folder: ClassVar[str] = "about"

    kind: Literal["organisation"]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    controller: Words
    contact: Words
    country: CountryCode
    reading_hours: Words
    safeguarding_role: Words
    exit_target: WebAddress
    languages: Annotated[list[Language], Field(min_length=1)]

    @model_validator(mode="after")
    def exit_leads_away(self) -> Self:
        if not self.exit_target.startswith("https://"):
            raise Within(
                "Exit must lead to a site with https; write one that begins with https://",
                "exit_target",
            )
        return self

    @property
    def is_example(self) -> bool:
        return self.name == EXAMPLE
