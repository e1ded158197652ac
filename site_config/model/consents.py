"""Which associations agreed that their directory of lines is used here. One small file, ``crisis/consents.yml``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from site_config.model import front_matter, sentences
from site_config.model.entry import Part, Words, shaped
from site_config.model.problems import Problem

FILE = "crisis/consents.yml"


class Consent(Part):
    """The ``publisher`` of a directory (its host, without www.), the day on which it agreed, and to whose role it was said."""

    publisher: Annotated[str, shaped(r"[a-z0-9-]+(\.[a-z0-9-]+)+", "is not a host; write it as in the address, such as example.org")]
    date: datetime.date
    told_to: Words


class Consents(Part):
    """The whole file: a list of consents."""

    consents: list[Consent] = Field(default=[])


def read(content_dir: Path, problems: list[Problem], shown_as: str) -> list[Consent]:
    """The consents of a content folder; their Problems are added to the list. No file is no consent."""
    path = content_dir / FILE
    if not path.is_file():
        return []
    try:
        document = front_matter.read_list(path.read_bytes(), f"{shown_as}/{FILE}", "consents")
        return Consents.model_validate(document.fields).consents
    except front_matter.Unreadable as error:
        problems.append(error.problem)
    except OSError as error:
        problems.append(Problem(f"{shown_as}/{FILE}", 1, "", f"the file cannot be read ({error.strerror})",
                                "give yourself the right to read it"))
    except ValidationError as error:
        problems.extend(dict.fromkeys(sentences.problem(document, detail, Consents) for detail in error.errors(include_url=False)))
    return []
