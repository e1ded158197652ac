"""Our own words about a line, as attributes of an HSDS service: the terms, what each means, and the
values of one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from site_config.exports.identity import identity
from site_config.helplines.basis import basis_of, newest_source
from site_config.model import Line

TAXONOMY = "handrail"


@dataclass(frozen=True)
class Term:
    """One word of the taxonomy: its ``code``, its name, and what its values mean."""

    code: str
    name: str
    means: str

    @property
    def id(self) -> str:
        return str(identity(f"term/{self.code}"))


TERMS = {
    term.code: term
    for term in (
        Term(
            "basis",
            "What the entry rests on",
            "checked: a person read the line's own page or called. shown: not checked, but the "
            "operator, an authority or two separate "
            "sources show the number. unconfirmed: anything less.",
        ),
        Term(
            "check",
            "How it was checked",
            "page: a person read the line's own page. call: a person called. Only with basis "
            "checked.",
        ),
        Term(
            "compiled",
            "Day it was gathered",
            "The day on which the entry was gathered from its sources, as YYYY-MM-DD.",
        ),
        Term(
            "newest-source",
            "Newest source",
            "The newest date that any source of the entry bears: a day, a month or a year.",
        ),
        Term(
            "audience",
            "For whom",
            "One word from the list of audiences; everyone where the line turns nobody away.",
        ),
        Term("topic", "About what", "One word from the list of topics."),
        Term(
            "country",
            "Country",
            "ISO 3166-1 code of the country or territory in which the numbers work.",
        ),
        Term(
            "time-zone",
            "Time zone",
            "IANA name of the zone on whose clock the hours of the schedules are.",
        ),
        Term(
            "display",
            "Number as people read it",
            "The number as the line's own sources write it. Show this, and do not rebuild it.",
        ),
        Term(
            "keyword", "Word to send first", "The word that a text message to the line begins with."
        ),
        Term("chat", "Chat", "Address of the page on which the line offers to write."),
        Term(
            "deaf-access",
            "Deaf access",
            "What a source says of access for Deaf and hard of hearing people.",
        ),
        Term(
            "name-basis", "Name", "Why the name is ours: the sources show the number without one."
        ),
    )
}


def attributes(line: Line) -> list[dict[str, Any]]:
    """What we know of a line that HSDS has no field for, each as an attribute with its term; what
    is not known is left out.
    """
    hours = line.hours if line.hours and line.hours != "24/7" else None
    values: list[tuple[str, str | None]] = [
        ("basis", basis_of(line)),
        ("check", line.checked.how if line.checked else None),
        ("compiled", line.compiled.isoformat()),
        ("newest-source", newest_source(line.sources)),
        *(("audience", name) for name in line.audience),
        *(("topic", name) for name in line.topics),
        ("country", line.id[:2].upper()),
        ("time-zone", hours.timezone if hours else None),
        ("display", line.display),
        ("keyword", line.sms.keyword if line.sms else None),
        ("chat", line.chat),
        ("deaf-access", line.deaf_access),
        ("name-basis", line.name_basis),
    ]
    return [_attribute(line, TERMS[code], value) for code, value in values if value]


def terms() -> list[dict[str, str]]:
    """The whole taxonomy, as HSDS writes taxonomy terms."""
    return [
        {
            "id": term.id,
            "code": term.code,
            "name": term.name,
            "description": term.means,
            "taxonomy": TAXONOMY,
        }
        for term in TERMS.values()
    ]


def _attribute(line: Line, term: Term, value: str) -> dict[str, Any]:
    return {
        "id": str(identity(f"{line.id}/{term.code}/{value}")),
        "link_entity": "service",
        "link_type": term.code,
        "taxonomy_term_id": term.id,
        "value": value,
    }
