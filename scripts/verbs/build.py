"""``build``: the site, made beside the old one and put in its place only when it is whole."""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
import shutil
from pathlib import Path

import click
from pydantic import ValidationError

from scripts.arguments import day_of
from scripts.bootstrap.console import Failure, Progress, doing, say
from scripts.bootstrap.environment import ROOT, WORK, alone, kindly
from site_config.model import Catalogue, manifest
from site_config.postbuild import BrokenLayout, ForeignCode, finish, short_names
from site_config.views import assets

SITE = ROOT / "site"
THEME = ROOT / "site_config/theme"
STAMP = WORK / "site.fingerprint"
MADE_FROM = ("content", "site_config", "mkdocs.yml", "requirements.txt")


@click.command("build")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=SITE,
    show_default="site",
    help="another folder to build into",
)
@click.option(
    "--today",
    metavar="YYYY-MM-DD",
    help="build as on this day: what has ended by then is left out",
)
def command(into: Path, today: str | None) -> None:
    """Build the site into site/."""
    into = into.resolve()
    if into.exists() and not (
        into.is_dir() and ((into / "404.html").is_file() or not any(into.iterdir()))
    ):
        raise Failure(
            f"{into.name} is not a folder that a build may replace.",
            "Name a new folder, or an older build.",
        )
    if manifest.path_of(into).is_dir():
        raise Failure(
            f"{manifest.path_of(into).name} is a folder, and the build writes a file of this name.",
            "Rename the folder.",
        )
    build(into, day_of(today) if today else None)
    say(f"Built {sum(1 for _ in into.rglob('*.html'))} pages into {into.name}/.")


def build(into: Path = SITE, today: datetime.date | None = None) -> None:
    """Builds the whole site, as on the day ``today``. The old one stands until the new one is
    complete. Raises ``Failure``.
    """
    with alone("Another build is running in this folder. Waiting for it …", "build.lock"), kindly():
        _build(into, today)


def _build(into: Path, today: datetime.date | None) -> None:
    fresh, old = into.with_name(f".{into.name}.new"), into.with_name(f".{into.name}.old")
    if old.exists() and not into.exists():
        old.rename(into)  # the last build was interrupted between its two renames
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    begun = datetime.datetime.now(tz=datetime.UTC)
    with doing("Building the site", "pages") as progress:
        catalogue = _mkdocs(fresh, today, progress)
    with doing("Making its pages lighter", "pages") as progress:
        try:
            names = short_names.read(THEME / "short_names.yml")
            finish(fresh, assets.served(THEME, names), names, progress)
        except BrokenLayout as error:
            raise Failure(str(error), "Put the mark back and build again.") from error
        except ForeignCode as error:
            raise Failure(str(error), "Take it out of the content.") from error
        made = _manifest(catalogue, fresh, begun)
    if into == SITE:
        STAMP.unlink(missing_ok=True)
    if into.exists():
        into.rename(old)
    fresh.rename(into)
    manifest.write(made, manifest.path_of(into))
    shutil.rmtree(old, ignore_errors=True)
    if into == SITE and today is None:
        STAMP.write_text(fingerprint(), encoding="utf-8")


def is_current() -> bool:
    """Whether ``site/`` was built today from what stands here now."""
    return (
        (SITE / "404.html").is_file()
        and manifest.path_of(SITE).is_file()
        and STAMP.is_file()
        and STAMP.read_text(encoding="utf-8") == fingerprint()
    )


def fingerprint() -> str:
    """A hash of everything that a build depends on: content, theme, code, settings, and the day."""
    seen = hashlib.sha256(
        f"{datetime.datetime.now(tz=datetime.UTC).date()} "
        f"{os.environ.get('HANDRAIL_SITE_URL', '')}".encode()
    )
    for name in MADE_FROM:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                seen.update(
                    path.relative_to(ROOT).as_posix().encode()
                    + b"\0"
                    + hashlib.sha256(path.read_bytes()).digest()
                )
    return seen.hexdigest()


def _manifest(catalogue: Catalogue, fresh: Path, built_at: datetime.datetime) -> manifest.Manifest:
    """What the portal is told of this build. Raises ``Failure`` for content that it cannot hold."""
    assert catalogue.organisation is not None  # noqa: S101 - the build stops without one
    layout = (fresh / manifest.LAYOUT).read_bytes()
    try:
        return manifest.of(catalogue, catalogue.organisation, layout, built_at)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Failure(
            f"The portal cannot be told of {'.'.join(str(step) for step in first['loc'])}: "
            f"{first['msg']}.",
            "Look at content/groups/ and content/about/organisation.md; the old site stands.",
        ) from error


def _mkdocs(into: Path, today: datetime.date | None, progress: Progress) -> Catalogue:
    """``mkdocs build --strict`` in this process, and the catalogue that it built from; what it warns
    of is what it stops for.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    from scripts.build_progress import PageCounter
    from site_config.hooks import KEY, TODAY

    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(into), strict=True)
        config.extra[TODAY] = today
        config.plugins["handrail/progress"] = PageCounter(progress)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
        catalogue: Catalogue = config.extra[KEY].catalogue
        return catalogue
    except (Abort, BuildError, ConfigurationError) as error:
        raise Failure(
            "The site could not be built; what was there before stands.",
            "\n  ".join([*said.lines, *error.format_message().splitlines()]),
        ) from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Failure(
            f"MkDocs stumbled over a page ({type(error).__name__}: {error}).",
            "Look at what changed last. python3 -m mkdocs build says where it happened.",
        ) from error
    finally:
        logger.removeHandler(said)


class _Said(logging.Handler):
    """Keeps what MkDocs warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
