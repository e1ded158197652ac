"""Built sites that a test may change: what the portal reads of one, with a manifest of any content."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from site_config.model import errors, load, manifest
from tests.harness.paths import ROOT


def copy_site(site: Path, into: Path) -> Path:
    """A whole built site in another folder, with its manifest beside it."""
    shutil.copytree(site, into)
    shutil.copy(manifest.path_of(site), manifest.path_of(into))
    return into


def copy_layout(site: Path, into: Path) -> Path:
    """The little of a built site that the portal reads, with its manifest beside it."""
    into.mkdir()
    shutil.copy(site / manifest.LAYOUT, into)
    shutil.copy(manifest.path_of(site), manifest.path_of(into))
    return into


def write_manifest(
    site: Path, content: Path = ROOT / "content", built_at: datetime.datetime | None = None
) -> Path:
    """Writes the manifest of a folder of content for a site, as a build at a moment (now) does;
    gives its path.
    """
    catalogue, problems = load(content)
    assert catalogue.organisation is not None and not errors(problems), problems
    moment = built_at or datetime.datetime.now(tz=datetime.UTC)
    made = manifest.of(
        catalogue, catalogue.organisation, (site / manifest.LAYOUT).read_bytes(), moment
    )
    manifest.write(made, manifest.path_of(site))
    return manifest.path_of(site)
