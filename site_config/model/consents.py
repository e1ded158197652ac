"""Which associations agreed that their directory of lines is used here. One small file,
``crisis/consents.yml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from site_config.model import front_matter, sentences
from site_config.model.entry import Part, Shaped, Words
from site_config.model.problems import Level, Problem, errors

FILE = "crisis/consents.yml"


class Consent(Part):
    """The ``publisher`` of a directory (its host, without www.), the day on which it agreed, and to
    whose role it was said.
    """

    publisher: Annotated[
        str,
        Shaped(
            r"[a-z0-9-]+(\.[a-z0-9-]+)+",
            "is not a host; write it as in the address, such as example.org",
        ),
    ]
    date: datetime.date
    told_to: Words


class Consents(Part):
    """The whole file: a list of consents."""

    consents: list[Consent] = Field(default=[])


def read(
    content_dir: Path, directories: Collection[str], problems: list[Problem], shown_as: str
) -> list[Consent]:
    """The consents of a content folder; their Problems are added to the list. No file is no
    consent.

    ``directories`` are the hosts of associations that some line names as a source. A consent of
    another one is a warning: it may be a slip of the finger, or its lines have sources of their own
    by now.
    """
    path = content_dir / FILE
    if not path.is_file():
        return []
    try:
        document = front_matter.read_list(path.read_bytes(), f"{shown_as}/{FILE}", "consents")
        consents = Consents.model_validate(document.fields).consents
    except front_matter.Unreadable as error:
        problems.append(error.problem)
        return []
    except OSError as error:
        problems.append(
            Problem(
                f"{shown_as}/{FILE}",
                1,
                "",
                f"the file cannot be read ({error.strerror})",
                "give yourself the right to read it",
            )
        )
        return []
    except ValidationError as error:
        problems.extend(
            dict.fromkeys(
                sentences.problem(document, detail, Consents)
                for detail in error.errors(include_url=False)
            )
        )
        return []
    found = _twice(document, consents)
    if not errors(
        problems
    ):  # else the line that names it may stand in a file that could not be read
        found += _unknown(document, consents, directories)
    problems.extend(found)
    return [] if errors(found) else consents


def _twice(document: front_matter.Document, consents: list[Consent]) -> list[Problem]:
    first: dict[str, int] = {}
    return [
        _problem(
            document,
            n,
            f"{consent.publisher} agreed already in consent {first[consent.publisher] + 1}",
            "keep one of them",
        )
        for n, consent in enumerate(consents)
        if first.setdefault(consent.publisher, n) != n
    ]


def _unknown(
    document: front_matter.Document, consents: list[Consent], directories: Collection[str]
) -> list[Problem]:
    found = []
    for n, consent in enumerate(consents):
        if consent.publisher not in directories:
            near = sentences.near(consent.publisher, directories)
            found.append(
                _problem(
                    document,
                    n,
                    f"no line has a source of kind association at {consent.publisher}",
                    f"did you mean {near}?"
                    if near
                    else "compare it with the url: of such a source",
                    "warning",
                )
            )
    return found


def _problem(
    document: front_matter.Document, n: int, what: str, write: str, level: Level = "error"
) -> Problem:
    where: front_matter.Where = ("consents", n, "publisher")
    return Problem(
        document.path, document.place(where).line, front_matter.dotted(where), what, write, level
    )
