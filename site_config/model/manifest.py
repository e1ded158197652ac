"""The manifest of a build: all that the portal knows of the content, in one JSON file beside the
built site.

``scripts build`` writes it from the catalogue that it has checked; ``portal`` reads nothing else of
the content. For ``site/`` it is ``site.manifest.json`` in the same folder. It is never inside the
site, since everything there is served.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from site_config.model.catalogue import Catalogue
from site_config.model.entry import Language, Part, Shaped, WebAddress, Words
from site_config.model.front_matter import HIDDEN
from site_config.model.group import TimeZone
from site_config.model.organisation import Organisation

ENDING = ".manifest.json"
LARGEST = 4 * 2**20
MOST_GROUPS = 2000
LAYOUT = "404.html"
REMEDY = "run python3 -m scripts build"


def _visible(text: str) -> str:
    if HIDDEN.search(text):
        raise ValueError("a control character stands in it")
    return text


def _no_truth_value(number: object) -> object:
    # In Python ``True == 1``.
    if isinstance(number, bool):
        raise ValueError("a truth value stands in place of a number")
    return number


Visible = AfterValidator(_visible)
GroupSlug = Annotated[
    str,
    StringConstraints(max_length=120),
    Shaped("[a-z0-9]+(?:[-/][a-z0-9]+)*", "is not the name of a group"),
]
Address = Annotated[
    str,
    StringConstraints(max_length=200),
    Shaped("(?:[a-z0-9]+(?:[-/][a-z0-9]+)*/)?", "is not an address of this site"),
]


class ManifestError(Exception):
    """The manifest cannot be used, said as one sentence with the remedy."""


class ManifestOrganisation(Part):
    """Who runs this copy, so far as the portal says it. ``language`` is a BCP 47 tag."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60), Visible]
    contact: Annotated[Words, Visible]
    reading_hours: Annotated[Words, Visible]
    exit_target: Annotated[WebAddress, StringConstraints(max_length=2000, pattern="^https://")]
    language: Language


class ManifestGroup(Part):
    """A group as sign-up needs it. ``slug`` is the name of its file (``carers``), ``url`` its page
    below the site's root (``groups/carers/``), ``capacity`` how many people have room.
    """

    slug: GroupSlug
    title: Annotated[str, StringConstraints(min_length=1, max_length=70), Visible]
    url: Address
    signup: Literal["open", "waiting", "paused", "closed"]
    capacity: Annotated[int, Field(ge=2, le=200)]
    timezone: TimeZone
    place_note: Annotated[Words, Visible]


class Manifest(Part):
    """One build. ``layout_sha256`` is the hash of its 404.html in hexadecimal digits, by which the
    two find each other; ``built_at`` the moment of the build in UTC, in whole seconds.
    """

    format: Annotated[Literal[1], BeforeValidator(_no_truth_value)]
    layout_sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    built_at: datetime.datetime
    organisation: ManifestOrganisation
    groups: Annotated[list[ManifestGroup], Field(max_length=MOST_GROUPS)]

    @model_validator(mode="after")
    def a_moment_in_utc_and_each_group_once(self) -> Self:
        if self.built_at.utcoffset() != datetime.timedelta(0) or self.built_at.microsecond:
            raise ValueError("built_at is not a moment in UTC in whole seconds")
        if not 2020 <= self.built_at.year <= 2999:
            raise ValueError("built_at is not a moment at which this could be built")
        if len({group.slug for group in self.groups}) != len(self.groups):
            raise ValueError("a group stands in it twice")
        return self


def path_of(site_dir: Path) -> Path:
    """The manifest of a built site: ``site.manifest.json`` for ``site/``. A link is followed."""
    folder = site_dir.resolve()
    return folder.with_name(f"{folder.name}{ENDING}")


def of(
    catalogue: Catalogue, organisation: Organisation, layout: bytes, built_at: datetime.datetime
) -> Manifest:
    """The manifest of a checked catalogue and of the ``layout`` (404.html) that was built from it."""
    return Manifest(
        format=1,
        layout_sha256=hashlib.sha256(layout).hexdigest(),
        built_at=built_at.astimezone(datetime.UTC).replace(microsecond=0),
        organisation=ManifestOrganisation(
            name=organisation.name,
            contact=organisation.contact,
            reading_hours=organisation.reading_hours,
            exit_target=organisation.exit_target,
            language=organisation.languages[0],
        ),
        groups=[
            ManifestGroup(
                slug=slug.removeprefix("groups/"),
                title=group.title,
                url=group.url,
                signup=group.signup,
                capacity=group.capacity,
                timezone=group.timezone,
                place_note=group.place_note,
            )
            for slug, group in sorted(catalogue.groups.items())
        ],
    )


def write(manifest: Manifest, path: Path) -> None:
    """Writes a manifest atomically: whoever reads finds the old one or the new one, whole."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(manifest.model_dump_json(indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read(site_dir: Path) -> Manifest:
    """The manifest of the site that lies in ``site_dir``.

    Raises ``ManifestError`` if it is missing, cannot be read, has another format, or belongs to
    another build than the 404.html of the site.
    """
    path = path_of(site_dir)
    try:
        # Opening a pipe would wait for whoever writes into it.
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is no file")
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        layout = (site_dir / LAYOUT).read_bytes()
    except FileNotFoundError as error:
        raise ManifestError(
            f"There is no {path.name} beside {path.name.removesuffix(ENDING)}/, so the forms are "
            f"closed; {REMEDY}"
        ) from error
    except OSError as error:
        raise ManifestError(
            f"{path.name} cannot be read ({error.strerror}), so the forms are closed; {REMEDY}"
        ) from error
    found = _parsed(raw, path.name)
    if found.layout_sha256 != hashlib.sha256(layout).hexdigest():
        raise ManifestError(
            f"{path.name} belongs to another build than {path.name.removesuffix(ENDING)}/, so the "
            f"forms are closed; {REMEDY}"
        )
    return found


def _parsed(raw: bytes, name: str) -> Manifest:
    if len(raw) > LARGEST:
        raise ManifestError(
            f"{name} is larger than {LARGEST:,} bytes, so the forms are closed; {REMEDY}"
        )
    try:
        return Manifest.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(step) for step in first["loc"])[:80] or "the file"
        what = "".join(sign for sign in f"{where}: {first['msg'][:160]}" if sign.isprintable())
        raise ManifestError(
            f"{name} cannot be used ({what}), so the forms are closed; {REMEDY}"
        ) from error
