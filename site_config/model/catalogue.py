"""Reads the whole content folder: everything that is understood, and every Problem."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from site_config.model import alerts, consents, folder, front_matter, pictures, sentences
from site_config.model.alerts import Alert
from site_config.model.challenge import Challenge
from site_config.model.consents import Consent
from site_config.model.coping import Coping
from site_config.model.country import Country
from site_config.model.entry import Entry
from site_config.model.event import Event
from site_config.model.group import Group
from site_config.model.guideline import Guideline
from site_config.model.line import Line
from site_config.model.organisation import Organisation
from site_config.model.page import Page
from site_config.model.pictures import Picture
from site_config.model.practice import Practice
from site_config.model.problems import Problem
from site_config.model.resource import Resource

KINDS: dict[str, type[Entry]] = {
    "organisation": Organisation,
    "country": Country,
    "group": Group,
    "coping": Coping,
    "challenge": Challenge,
    "guideline": Guideline,
    "resource": Resource,
    "practice": Practice,
    "event": Event,
    "page": Page,
}
ORGANISATION = "about/organisation.md"
HOME = "index.md"


@dataclass
class Catalogue:
    """What the content folder holds, by kind, each by its slug, and its pictures, each by its path.
    Drafts are apart and never built.
    """

    organisation: Organisation | None = None
    countries: dict[str, Country] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    coping: dict[str, Coping] = field(default_factory=dict)
    challenges: dict[str, Challenge] = field(default_factory=dict)
    guidelines: dict[str, Guideline] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    practices: dict[str, Practice] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    drafts: dict[str, Entry] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    alerts: list[Alert] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)

    def lines(self) -> dict[str, tuple[Country, Line]]:
        """Every line by its id, with the country on whose page it stands."""
        return {
            line.id: (country, line)
            for country in self.countries.values()
            for line in country.lines
        }

    def alerts_on(self, day: datetime.date) -> list[Alert]:
        """What is said of lines on a day, in the order of the file. There may be more than one of a
        line.
        """
        return [alert for alert in self.alerts if alert.is_shown(day)]

    def directories(self) -> set[str]:
        """The associations whose directory some line names as a source, each by its host."""
        return {
            source.publisher
            for _, line in self.lines().values()
            for source in line.sources
            if source.kind == "association"
        }

    def entries(self) -> list[Entry]:
        """Every entry that is built into the site, by slug."""
        found: list[Entry] = [
            entry for shelf in self._shelves().values() for entry in shelf.values()
        ]
        if self.organisation is not None:
            found.append(self.organisation)
        return sorted(found, key=lambda entry: entry.slug)

    def add(self, entry: Entry) -> None:
        """Puts one understood entry onto its shelf."""
        if entry.draft:
            self.drafts[entry.slug] = entry
        elif isinstance(entry, Organisation):
            self.organisation = entry
        else:
            self._shelves()[type(entry)][entry.slug] = entry

    def _shelves(self) -> dict[type[Entry], dict[str, Any]]:
        return {
            Country: self.countries,
            Group: self.groups,
            Coping: self.coping,
            Challenge: self.challenges,
            Guideline: self.guidelines,
            Resource: self.resources,
            Practice: self.practices,
            Event: self.events,
            Page: self.pages,
        }


def load(content_dir: Path, shown_as: str = "content") -> tuple[Catalogue, list[Problem]]:
    """The Catalogue of a content folder, and every Problem in it, by file and line.

    A broken file never hides another: what can be read is read. ``shown_as`` is how Problems name
    the folder. Raises nothing; a folder that is missing, empty or unreadable is a Problem.
    """
    catalogue = Catalogue()
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    pages, drawn = folder.files(content_dir, problems, shown_as)
    for path in pages:
        entry = _entry(content_dir, path, problems, shown_as)
        if entry is None:
            continue
        twin = taken.setdefault(entry.url, entry.path)
        if twin != entry.path:
            problems.append(
                Problem(
                    f"{shown_as}/{entry.path}",
                    1,
                    "",
                    f"has the same address as {twin}",
                    "rename one of them",
                )
            )
        else:
            catalogue.add(entry)
    for path in drawn:
        _add_picture(catalogue, content_dir, path, problems, shown_as)
    if catalogue.organisation is None and not any(
        problem.path == f"{shown_as}/{ORGANISATION}" for problem in problems
    ):
        what, write = ("there is no such file", "restore it: it says who runs this copy")
        if ORGANISATION.removesuffix(".md") in catalogue.drafts:
            what, write = (
                "it is a draft, and no copy can do without it",
                "take the line draft: true away",
            )
        problems.append(Problem(f"{shown_as}/{ORGANISATION}", 1, "", what, write))
    broken = {Path(problem.path).stem for problem in problems if problem.level == "error"}
    catalogue.alerts = alerts.read(content_dir, catalogue.lines(), broken, problems, shown_as)
    catalogue.consents = consents.read(content_dir, catalogue.directories(), problems, shown_as)
    return catalogue, sorted(problems)


def _add_picture(
    catalogue: Catalogue, content_dir: Path, path: Path, problems: list[Problem], shown_as: str
) -> None:
    relative = path.relative_to(content_dir).as_posix()
    try:
        catalogue.pictures[relative] = pictures.read_picture(path, relative)
    except OSError as error:
        problems.append(_closed(f"{shown_as}/{relative}", error))


def _closed(shown: str, error: OSError) -> Problem:
    return Problem(
        shown,
        1,
        "",
        f"the file cannot be read ({error.strerror})",
        "give yourself the right to read it",
    )


def _entry(content_dir: Path, path: Path, problems: list[Problem], shown_as: str) -> Entry | None:
    relative = path.relative_to(content_dir).as_posix()
    shown = f"{shown_as}/{relative}"
    try:
        with path.open("rb") as file:
            # One byte more than may be: what is far larger is not read whole.
            document = front_matter.read(file.read(front_matter.MOST_BYTES + 1), shown)
    except front_matter.Unreadable as error:
        problems.append(error.problem)
        return None
    except OSError as error:
        problems.append(_closed(shown, error))
        return None
    return entry_of(document, relative, problems)


def entry_of(
    document: front_matter.Document, relative: str, problems: list[Problem]
) -> Entry | None:
    """The entry that a document describes, or None with its Problems added to the list."""
    kind = document.fields.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        known = ", ".join(KINDS)
        what = "kind is missing" if kind is None else f"`{kind}` is not a kind of page"
        problems.append(
            Problem(
                document.path,
                document.place(("kind",)).line,
                "kind",
                what,
                f"write one of: {known}",
            )
        )
        return None
    try:
        entry = model.model_validate(document.fields)
    except ValidationError as error:
        problems.extend(
            dict.fromkeys(
                sentences.problem(document, detail, model)
                for detail in error.errors(include_url=False)
            )
        )
        return None
    entry.placed(relative, document.body, document.body_line, document.places, document.head)
    wrong = [*_converted(document), *_misplaced(entry, document)]
    problems.extend(wrong)
    return None if wrong else entry


def _converted(document: front_matter.Document) -> list[Problem]:
    """Numbers that YAML made of other letters: 10 seats of ``012``, 90 minutes of ``1:30``."""
    return [
        Problem(
            document.path,
            place.line,
            front_matter.dotted(where),
            f"`{place.raw}` is read as {place.read_as}",
            "write a plain number such as 12",
        )
        for where, place in document.places.items()
        if place.read_as
    ]


def _misplaced(entry: Entry, document: front_matter.Document) -> list[Problem]:
    home = type(entry).folder
    kind, shape = document.place(("kind",)).line, document.place(("shape",)).line
    if home and not entry.path.startswith(home + "/"):
        return [
            Problem(
                document.path,
                kind,
                "kind",
                f"a {entry.kind} belongs into {home}/",
                f"move the file to {home}/",
            )
        ]
    if isinstance(entry, Country) and entry.path != f"crisis/{entry.country.lower()}.md":
        return [
            Problem(
                document.path,
                document.place(("country",)).line,
                "country",
                "the file and the country do not agree",
                f"name the file {entry.country.lower()}.md",
            )
        ]
    if isinstance(entry, Organisation) and entry.path != ORGANISATION:
        return [
            Problem(
                document.path,
                kind,
                "kind",
                "there is one organisation",
                f"keep it in {ORGANISATION}",
            )
        ]
    if entry.path == HOME and not (isinstance(entry, Page) and entry.shape == "home"):
        return [
            Problem(
                document.path,
                shape,
                "shape",
                "the first page has its own shape",
                "write kind: page and shape: home",
            )
        ]
    return []
