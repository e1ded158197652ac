"""Walks the content folder: which files are pages, which may be published, and which do not belong
there.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from site_config.model.problems import Problem

UNPUBLISHED = ("care",)
# No SVG: opened by itself it is a page of its own, and may hold scripts.
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
PLAIN_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(\.[a-z0-9]+)?")
ODD_NAME = (
    "the name cannot stand in an address",
    "use small letters a to z, digits and single hyphens",
)
TRANSLATED = re.compile(r"\.[a-z]{2,3}(-[A-Za-z0-9]+)?\.md$")
# Addresses that the project makes itself.
TAKEN = re.compile(
    r"(x|portal|assets|search|crisis/data|(?:coping|challenges|groups|resources)/for|guidelines/words)(/|\.md$)"
    r"|404\.md$|about/specimen(/|\.md$)"
)


def is_published(relative: str) -> bool:
    """Whether a file below ``content/`` may become part of the site: Markdown and pictures, never
    notes or facts.
    """
    return (
        not _is_apart(relative)
        and not TRANSLATED.search(relative)
        and (relative.endswith(".md") or relative.lower().endswith(PICTURES))
    )


def files(
    content_dir: Path, problems: list[Problem], shown_as: str
) -> tuple[list[Path], list[Path]]:
    """The pages and the pictures of a content folder, sorted, with a Problem for everything in it
    that is neither read nor set apart.
    """
    if not content_dir.is_dir():
        problems.append(
            Problem(
                shown_as,
                1,
                "",
                "there is no content folder",
                "run this inside a copy of the project",
            )
        )
        return [], []

    def unreadable(error: OSError) -> None:
        shown = (Path(shown_as) / Path(error.filename).relative_to(content_dir)).as_posix()
        problems.append(
            Problem(
                shown,
                1,
                "",
                f"the folder cannot be read ({error.strerror})",
                "give yourself the right to read it",
            )
        )

    pages, pictures = [], []
    for folder, folders, files in os.walk(content_dir, onerror=unreadable):
        for path in (Path(folder) / name for name in [*folders, *files]):
            relative = path.relative_to(content_dir).as_posix()
            if _is_apart(relative):
                continue
            problem = _unfit(content_dir, path, f"{shown_as}/{relative}")
            if problem is not None:
                problems.append(problem)
            elif path.suffix == ".md":
                pages.append(path)
            elif path.suffix in PICTURES and is_published(relative):
                pictures.append(path)
    if not pages and not problems:
        problems.append(
            Problem(
                shown_as,
                1,
                "",
                "the content folder is empty",
                "restore its files, for example with git checkout",
            )
        )
    return sorted(pages), sorted(pictures)


def _is_apart(relative: str) -> bool:
    """Notes and facts that lie beside the pages and are neither read nor published."""
    parts = relative.split("/")
    return (
        parts[0] in UNPUBLISHED
        or parts[-1] == "README.md"
        or any(part.startswith(".") for part in parts)
        or relative.endswith((".yml", ".yaml"))
    )


def _unfit(content_dir: Path, path: Path, shown: str) -> Problem | None:
    """A link (to what is not for publishing, perhaps), a folder called like a page, or a file left
    out in silence.
    """
    if path.is_symlink():
        return Problem(
            shown, 1, "", "this is a link to another place", "put the files themselves here"
        )
    if path.is_dir():
        if path.suffix in {".md", *PICTURES}:
            what = "page" if path.suffix == ".md" else "picture"
            return Problem(
                shown,
                1,
                "",
                f"a folder is called like a {what}",
                f"take {path.suffix} out of its name",
            )
        return None if PLAIN_NAME.fullmatch(path.name) else Problem(shown, 1, "", *ODD_NAME)
    if path.exists() and not path.is_file():
        return Problem(shown, 1, "", "this is not a file that can be read", "take it away")
    return _unfit_name(path.relative_to(content_dir).as_posix(), shown)


def _unfit_name(relative: str, shown: str) -> Problem | None:
    if relative.endswith(".md") and TRANSLATED.search(relative):
        return Problem(
            shown,
            1,
            "",
            "is left out: pages in another language are not published yet",
            "keep it for later",
            "warning",
        )
    if relative.lower().endswith(".svg"):
        return Problem(
            shown,
            1,
            "",
            "is left out: a drawing in words (SVG) may hold a script",
            "save it as PNG or WebP",
            "warning",
        )
    if not is_published(relative):
        return Problem(
            shown,
            1,
            "",
            "is left out: it is neither a page nor a picture",
            "name a page with .md at the end",
            "warning",
        )
    if not PLAIN_NAME.fullmatch(relative.split("/")[-1]):
        return Problem(shown, 1, "", *ODD_NAME)
    if TAKEN.match(relative):
        return Problem(
            shown,
            1,
            "",
            "the project makes a page at this address itself",
            "give the file another name",
        )
    return None
