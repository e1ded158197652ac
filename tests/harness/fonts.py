"""Letters for the browser. A run takes the machine's own fonts, and Lato where there is none; a test
may ask for one family. On Linux; elsewhere the system's fonts are always there.
"""

from __future__ import annotations

import importlib.util
import os
import struct
import sys
import zlib
from pathlib import Path

SYSTEM = "/etc/fonts/fonts.conf"
# Lato, under the Open Font License, comes with the theme "readthedocs" of MkDocs, packed for the web.
LATO = "themes/readthedocs/css/fonts"
FAMILIES = ("Lato", "DejaVu Sans", "Liberation Sans", "Noto Sans")
HEAD, TABLE = struct.Struct(">4s4sIHHI24x"), struct.Struct(">4sIIII")


def bring_a_font(folder: Path) -> None:
    """Every browser that is started from now on finds Lato behind the machine's own fonts."""
    if sys.platform == "linux":
        os.environ["FONTCONFIG_FILE"] = str(fontconfig(folder))


def fontconfig(folder: Path, family: str = "") -> Path:
    """A configuration of Fontconfig with the machine's own fonts and Lato. With a family, all is
    written in it, where it is at hand. See fonts.conf(5).
    """
    for file in (_mkdocs() / LATO).glob("lato-*.woff"):
        (folder / f"{file.stem}.ttf").write_bytes(unpacked(file.read_bytes()))
    all_in_it = (
        f'<match target="pattern"><edit name="family" mode="assign" binding="strong">'
        f"<string>{family}</string></edit></match>"
    )
    usual = os.environ.get("FONTCONFIG_FILE", SYSTEM)
    file = folder / "fonts.conf"
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f'<fontconfig><include ignore_missing="yes">{usual}</include><dir>{folder}</dir>'
        f"<cachedir>{folder}</cachedir>{all_in_it if family else ''}</fontconfig>",
        encoding="utf-8",
    )
    return file


def unpacked(woff: bytes) -> bytes:
    """A font as TrueType, from WOFF 1.0 (https://www.w3.org/TR/WOFF/): Chromium takes no other from
    the system.
    """
    signature, flavor, _, count, _, _ = HEAD.unpack_from(woff)
    assert signature == b"wOFF"
    largest = count.bit_length() - 1
    top = struct.pack(
        ">4sHHHH", flavor, count, 16 << largest, largest, 16 * count - (16 << largest)
    )
    entries, tables, at = b"", b"", len(top) + 16 * count
    for number in range(count):
        tag, offset, packed, length, checksum = TABLE.unpack_from(
            woff, HEAD.size + number * TABLE.size
        )
        table = woff[offset : offset + packed]
        table = zlib.decompress(table) if packed < length else table
        entries += struct.pack(">4sIII", tag, checksum, at + len(tables), length)
        tables += table + bytes(-length % 4)
    return top + entries + tables


def _mkdocs() -> Path:
    found = importlib.util.find_spec("mkdocs")
    assert found is not None and found.origin
    return Path(found.origin).parent
