"""Pictures: light enough for an old phone, still, of the format that their name says, and silent
about whoever took them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from site_config.model import Catalogue, Picture, Problem

MOST_BYTES = 150_000
WIDEST = 1_600
LIGHTER = "make it smaller (1,200 pixels wide at most) and save it as WebP: most image programs have both under Export"


def problems(catalogue: Catalogue, used: Collection[str]) -> list[Problem]:
    """What is wrong with the pictures of the content. ``used`` are the paths of those that some
    page shows, drafts among them.
    """
    return [
        problem
        for picture in catalogue.pictures.values()
        for problem in _of(picture, picture.path in used)
    ]


def _of(picture: Picture, used: bool) -> Iterator[Problem]:
    path = f"content/{picture.path}"
    if picture.format == "page":
        yield Problem(
            path,
            1,
            "",
            "this is a web page or a drawing in words (SVG), and no picture",
            "save it as PNG or WebP, or take it away",
        )
        return
    if not picture.format:
        yield Problem(
            path, 1, "", "this cannot be read as a picture", "save it anew as PNG, JPEG or WebP"
        )
        return
    if picture.format != picture.named:
        yield Problem(
            path,
            1,
            "",
            f"the name says {picture.named}, and it is {picture.format}",
            f"give it a name that ends with .{picture.format.lower()}".replace("jpeg", "jpg"),
        )
    if picture.moves:
        yield Problem(
            path, 1, "", "the picture moves, and nobody can stop it", "keep one frame of it"
        )
    if picture.bytes > MOST_BYTES:
        yield Problem(
            path,
            1,
            "",
            f"the picture weighs {_kilobytes(picture.bytes)} kB; {_kilobytes(MOST_BYTES)} is the "
            f"most",
            LIGHTER,
        )
    if picture.notes:
        yield Problem(
            path,
            1,
            "",
            f"notes travel with the picture ({', '.join(picture.notes)}): they may say where, "
            f"when and with which "
            "device it was taken",
            "save it again without them; a screenshot of it has none",
        )
    if picture.width > WIDEST:
        yield Problem(
            path,
            1,
            "",
            f"the picture is {picture.width:,} pixels wide",
            f"{WIDEST:,} are enough for any screen",
            "warning",
        )
    if not used:
        yield Problem(
            path, 1, "", "no page shows this picture", "use it, or take it away", "warning"
        )


def _kilobytes(count: int) -> str:
    return f"{-(-count // 1000):,}"
