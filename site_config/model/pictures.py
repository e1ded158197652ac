"""Pictures of the content: how large they are, of which format, and what they tell of whoever took
them.

Only the parts at the beginning of a file are read, each by its name and its length: what the
picture shows is of no interest here.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

# Parts of a file that are looked at, and bytes of one of them: a picture of more parts was made to
# keep us busy.
MOST_PARTS = 20_000
MOST_OF_A_PART = 300_000
SUFFIXES = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
}
TELLING_WORDS = (b"XML:com.adobe.xmp", b"Raw profile type", b"Creation Time", b"Source", b"GPS")


@dataclass(frozen=True)
class Picture:
    """One picture: its ``path`` below ``content/``, its weight in ``bytes``, its ``width`` and
    ``height`` in pixels.

    ``format`` is PNG, JPEG, GIF, WebP or AVIF, ``page`` for a web page or a drawing in words (SVG),
    or empty where nobody can tell, or where the file breaks off. ``moves`` is true of more than one
    frame. ``notes`` are the sorts of notes that travel with it, such as Exif: they may say where,
    when and with which device it was taken.
    """

    path: str
    bytes: int
    format: str = ""
    width: int = 0
    height: int = 0
    moves: bool = False
    notes: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """The format that the name of the file promises."""
        return SUFFIXES.get(Path(self.path).suffix.lower(), "")


def read_picture(file: Path, path: str) -> Picture:
    """The picture in a file. Raises ``OSError`` where the file cannot be read, and nothing else,
    whatever is in it.
    """
    picture = Picture(path, file.stat().st_size)
    with file.open("rb") as opened:
        start = opened.read(64)
        kind = _kind(start)
        if kind not in READERS:
            return replace(picture, format=kind)
        opened.seek(0)
        try:
            found = READERS[kind](opened, picture)
        except (struct.error, IndexError, ValueError):
            return picture
    return replace(found, format=kind) if found.width and found.height else picture


def _kind(start: bytes) -> str:
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start[:6] in {b"GIF87a", b"GIF89a"}:
        return "GIF"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WebP"
    if start[4:8] == b"ftyp" and start[8:12] in {b"avif", b"avis", b"mif1", b"msf1"}:
        return "AVIF"
    return "page" if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else ""


def _png(file: BinaryIO, picture: Picture) -> Picture:
    file.seek(8)
    for _ in range(MOST_PARTS):
        length, name = struct.unpack(">I4s", file.read(8))
        if name == b"IHDR":
            width, height = struct.unpack(">II", file.read(8))
            picture, length = replace(picture, width=width, height=height), length - 8
        elif name == b"acTL":
            picture = replace(picture, moves=True)
        elif name == b"eXIf":
            picture = _with(picture, "Exif")
        elif name in {b"tEXt", b"zTXt", b"iTXt"}:
            words = file.read(min(length, 80))
            length -= len(words)
            if words.startswith(TELLING_WORDS):
                picture = _with(picture, "XMP" if b"xmp" in words else "notes in words")
        elif name == b"IEND":
            return picture
        file.seek(length + 4, 1)
    raise ValueError("too many parts")


def _jpeg(file: BinaryIO, picture: Picture) -> Picture:
    file.seek(2)
    for _ in range(MOST_PARTS):
        mark, code = struct.unpack("BB", file.read(2))
        if mark != 0xFF:
            raise ValueError("no mark where one must be")
        if code == 0xFF:
            file.seek(-1, 1)
            continue
        if code in {0xD9, 0xDA}:
            return picture
        length = struct.unpack(">H", file.read(2))[0] - 2
        part = file.read(length)
        if 0xC0 <= code <= 0xCF and code not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">xHH", part[:5])
            picture = replace(picture, width=width, height=height)
        elif code == 0xE1 and part.startswith(b"Exif\0"):
            picture = _with(picture, "Exif")
        elif code == 0xE1 and part.startswith(
            (b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/")
        ):
            picture = _with(picture, "XMP")
        elif code == 0xED and b"8BIM\x04\x04" in part:
            picture = _with(picture, "IPTC")
    raise ValueError("too many parts")


def _gif(file: BinaryIO, picture: Picture) -> Picture:
    file.seek(6)
    width, height, flags = struct.unpack("<HHBxx", file.read(7))
    file.seek(3 << (flags & 7) + 1 if flags & 0x80 else 0, 1)
    picture, frames, parts = replace(picture, width=width, height=height), 0, 0
    while parts < MOST_PARTS and frames < 2:
        code = file.read(1)
        if code == b"!":
            kind = file.read(1)[0]
            if kind == 0xFF:
                name = file.read(file.read(1)[0])
                picture = _with(picture, "XMP") if name.startswith(b"XMP Data") else picture
        elif code == b",":
            frames += 1
            flags = struct.unpack("8xB", file.read(9))[0]
            file.seek((3 << (flags & 7) + 1 if flags & 0x80 else 0) + 1, 1)
        else:
            break
        while parts < MOST_PARTS and (size := file.read(1)[0]):
            file.seek(size, 1)
            parts += 1
    return replace(picture, moves=frames > 1)


def _webp(file: BinaryIO, picture: Picture) -> Picture:
    file.seek(12)
    for _ in range(MOST_PARTS):
        head = file.read(8)
        if not head:
            return picture
        name, length = struct.unpack("<4sI", head)
        part = file.read(min(length, 16))
        if name == b"VP8X":
            width, height = (int.from_bytes(part[n : n + 3], "little") + 1 for n in (4, 7))
            picture = replace(
                picture, width=width, height=height, moves=picture.moves or bool(part[0] & 2)
            )
        elif name == b"VP8 " and not picture.width:
            width, height = struct.unpack("<HH", part[6:10])
            picture = replace(picture, width=width & 0x3FFF, height=height & 0x3FFF)
        elif name == b"VP8L" and not picture.width:
            bits = int.from_bytes(part[1:5], "little")
            picture = replace(picture, width=(bits & 0x3FFF) + 1, height=(bits >> 14 & 0x3FFF) + 1)
        elif name in {b"ANIM", b"ANMF"}:
            picture = replace(picture, moves=True)
        elif name == b"EXIF":
            picture = _with(picture, "Exif")
        elif name == b"XMP ":
            picture = _with(picture, "XMP")
        file.seek(length + (length & 1) - len(part), 1)
    raise ValueError("too many parts")


def _avif(file: BinaryIO, picture: Picture) -> Picture:
    for _ in range(MOST_PARTS):
        head = file.read(8)
        if not head:
            return picture
        length, name = struct.unpack(">I4s", head)
        length = (
            struct.unpack(">Q", file.read(8))[0] - 8 if length == 1 else length or picture.bytes
        )
        part = file.read(min(length - 8, MOST_OF_A_PART)) if name in {b"ftyp", b"meta"} else b""
        if length < 8:
            raise ValueError("a part of no length")
        if name == b"ftyp" and b"avis" in part:
            picture = replace(picture, moves=True)
        elif name == b"meta":
            # Sizes of the whole and of its parts: the largest is the picture.
            sizes = [struct.unpack(">II", part[at + 8 : at + 16]) for at in _places(part, b"ispe")]
            width, height = max(sizes, default=(0, 0), key=lambda size: int(size[0]) * int(size[1]))
            turned = any(part[at + 4] & 1 for at in _places(part, b"irot"))
            picture = replace(
                picture, width=height if turned else width, height=width if turned else height
            )
            picture = _with(picture, "Exif") if b"Exif" in part else picture
            picture = _with(picture, "XMP") if b"application/rdf+xml" in part else picture
        file.seek(max(0, length - 8 - len(part)), 1)
    raise ValueError("too many parts")


def _places(part: bytes, name: bytes) -> list[int]:
    """Where a part of that name begins inside another."""
    found: list[int] = []
    at = part.find(name)
    while at >= 0 and len(found) < 100:
        found.append(at)
        at = part.find(name, at + 4)
    return found


def _with(picture: Picture, note: str) -> Picture:
    return picture if note in picture.notes else replace(picture, notes=(*picture.notes, note))


READERS: dict[str, Callable[[BinaryIO, Picture], Picture]] = {
    "PNG": _png,
    "JPEG": _jpeg,
    "GIF": _gif,
    "WebP": _webp,
    "AVIF": _avif,
}
