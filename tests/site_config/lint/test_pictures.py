"""Pictures: what is read of each format, what is wrong with one, and how it stands in a page."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from site_config.lint import links, pictures
from site_config.lint.markdown.text import texts_of
from site_config.model import Picture, Problem, load
from site_config.model.pictures import read_picture
from site_config.views.page_html import sized
from tests.harness.content_folders import write

FRONT = "---\nkind: page\ntitle: A page\ndescription: What it is.\nwritten: 2026-11-21\n"


def png(width: int = 20, height: int = 30, *more: bytes, size: int = 0) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + b"".join(more)
        + chunk(b"IDAT", bytes(size))
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + b"\0\0\0\0"


def jpeg(*more: bytes) -> bytes:
    return (
        b"\xff\xd8"
        + b"".join(more)
        + part(0xC0, struct.pack(">BHHB", 8, 30, 20, 1))
        + b"\xff\xda\0\x02 rest \xff\xd9"
    )


def part(code: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(content) + 2) + content


def gif(*more: bytes, frames: int = 1) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", 20, 30, 0x80, 0, 0)
        + bytes(6)
        + b"".join(more)
        + b",\0\0\0\0\x02\0\x02\0\0\x02\x01\0\0" * frames
        + b";"
    )


def webp(*more: bytes) -> bytes:
    found = b"".join(more)
    return b"RIFF" + struct.pack("<I", len(found) + 4) + b"WEBP" + found


def piece(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def avif(brand: bytes = b"avif", inside: bytes = b"", turned: int = 0) -> bytes:
    sizes = b"".join(
        struct.pack(">I4sIII", 20, b"ispe", 0, width, height)
        for width, height in ((10, 15), (20, 30))
    )
    meta = b"\0\0\0\0" + inside + sizes + struct.pack(">I4sB", 9, b"irot", turned)
    return (
        struct.pack(">I4s4sI4s", 20, b"ftyp", b"avif", 0, brand)
        + struct.pack(">I4s", 8 + len(meta), b"meta")
        + meta
        + b"\0\0\0\x10mdat12345678"
    )


EXTENDED = b"\0\0\0\0" + (19).to_bytes(3, "little") + (29).to_bytes(3, "little")
READ = {
    "a.png": png(),
    "b.jpg": jpeg(),
    "c.jpeg": jpeg(b"\xff", part(0xE0, b"JFIF\0")),
    "d.gif": gif(),
    "e.webp": webp(piece(b"VP8X", EXTENDED), piece(b"VP8 ", bytes(20))),
    "f.webp": webp(piece(b"VP8L", b"\x2f" + struct.pack("<I", 19 | 29 << 14))),
    "g.webp": webp(piece(b"VP8 ", bytes(6) + struct.pack("<HH", 20, 30) + bytes(3))),
    "h.avif": avif(),
}
FORMATS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
}


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes], Picture]:
    def picture(name: str, raw: bytes) -> Picture:
        (tmp_path / name).write_bytes(raw)
        return read_picture(tmp_path / name, name)

    return picture


@pytest.mark.parametrize("name", READ)
def test_a_picture_of_each_format_is_read(read: Callable[[str, bytes], Picture], name: str) -> None:
    found = read(name, READ[name])
    assert (found.format, found.width, found.height) == (FORMATS[Path(name).suffix], 20, 30)
    assert (found.named, found.bytes, found.moves, found.notes) == (
        found.format,
        len(READ[name]),
        False,
        (),
    )


TOLD = {
    "Exif in PNG": ("a.png", png(20, 30, chunk(b"eXIf", b"MM\0*")), ("Exif",)),
    "XMP in PNG": (
        "a.png",
        png(20, 30, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>")),
        ("XMP",),
    ),
    "a time in PNG": (
        "a.png",
        png(20, 30, chunk(b"tEXt", b"Creation Time\0a day")),
        ("notes in words",),
    ),
    "the program and the author of a PNG": (
        "a.png",
        png(20, 30, chunk(b"tEXt", b"Software\0A program"), chunk(b"tEXt", b"Author\0Somebody")),
        (),
    ),
    "Exif in JPEG": ("a.jpg", jpeg(part(0xE1, b"Exif\0\0MM\0*")), ("Exif",)),
    "XMP and IPTC in JPEG": (
        "a.jpg",
        jpeg(
            part(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            part(0xED, b"Photoshop 3.0\0008BIM\x04\x04\0\0"),
        ),
        ("XMP", "IPTC"),
    ),
    "colours in JPEG": ("a.jpg", jpeg(part(0xE2, b"ICC_PROFILE\0")), ()),
    "XMP in GIF": ("a.gif", gif(b"!\xff\x0bXMP DataXMP\x03<x>\0"), ("XMP",)),
    "Exif and XMP in WebP": (
        "a.webp",
        webp(piece(b"VP8X", EXTENDED), piece(b"EXIF", b"MM\0*x"), piece(b"XMP ", b"<x/>")),
        ("Exif", "XMP"),
    ),
    "Exif in AVIF": ("a.avif", avif(inside=b"infe\0Exif\0"), ("Exif",)),
    "XMP in AVIF": ("a.avif", avif(inside=b"mime\0application/rdf+xml\0"), ("XMP",)),
}


@pytest.mark.parametrize("name", TOLD)
def test_notes_that_travel_with_a_picture_are_seen(
    read: Callable[[str, bytes], Picture], name: str
) -> None:
    path, raw, notes = TOLD[name]
    assert read(path, raw).notes == notes


MOVING = {
    "a.gif": gif(frames=2),
    "b.gif": gif(b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", b"!\xf9\x04\0\0\0\0\0", frames=3),
    "c.png": png(20, 30, chunk(b"acTL", bytes(8))),
    "d.webp": webp(piece(b"VP8X", b"\x02" + EXTENDED[1:])),
    "e.webp": webp(piece(b"VP8X", EXTENDED), piece(b"ANIM", bytes(6))),
    "f.avif": avif(b"avis"),
}


@pytest.mark.parametrize("name", MOVING)
def test_a_picture_that_moves_is_seen(read: Callable[[str, bytes], Picture], name: str) -> None:
    found = read(name, MOVING[name])
    assert found.moves and (found.width, found.height) == (20, 30)


def test_a_picture_that_is_turned_is_as_wide_as_it_is_shown(
    read: Callable[[str, bytes], Picture],
) -> None:
    found = read("a.avif", avif(turned=1))
    assert (found.width, found.height) == (30, 20)


@pytest.mark.parametrize("name", READ)
def test_a_picture_that_breaks_off_anywhere_never_breaks_the_reading(
    read: Callable[[str, bytes], Picture], name: str
) -> None:
    raw = READ[name]
    for end in range(len(raw)):
        found = read(name, raw[:end])
        assert found.format in {"", FORMATS[Path(name).suffix]}
        assert not found.format or found.width


PAGES = [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
    b"\xef\xbb\xbf\n <!doctype html>",
    b"<?xml version='1.0'?><svg/>",
]


@pytest.mark.parametrize("raw", PAGES)
def test_a_page_or_a_drawing_under_the_name_of_a_picture_is_seen(
    read: Callable[[str, bytes], Picture], raw: bytes
) -> None:
    assert read("a.png", raw).format == "page"


BUSY = {
    "a.png": png(20, 30, *[chunk(b"tEXt", b"")] * 600_000),
    "b.gif": gif(b"!\xfe" + b"\x01a" * 4_000_000 + b"\0"),
    "c.png": png(size=8_000_000),
    "d.jpg": jpeg(*[part(0xFE, b"")] * 2_000_000),
    "e.webp": webp(*[piece(b"xxxx", b"")] * 1_000_000),
    "f.avif": b"\0\0\0\x08ftypavif" + b"\0\0\0\x08free" * 1_000_000,
}


def test_a_picture_of_countless_parts_is_given_up(read: Callable[[str, bytes], Picture]) -> None:
    """After so many parts; how long that takes stands in the bench."""
    formats = {name: read(name, raw).format for name, raw in BUSY.items()}
    # A GIF and a PNG say their size at the beginning.
    sized = {"b.gif": "GIF", "c.png": "PNG"}
    assert formats == {name: sized.get(name, "") for name in BUSY}


def found(folder: Path, files: dict[str, bytes], page: str = "") -> list[Problem]:
    write(folder, {"about/page.md": FRONT + "---\n" + page, **files})
    catalogue, problems = load(folder)
    assert problems == []
    return pictures.problems(catalogue, links.pictures(catalogue, texts_of(catalogue)))


SHOWN = "![A bench](bench{})\n"
WRONG = {
    "too heavy": (
        ".png",
        png(size=200_000),
        "the picture weighs 201 kB; 150 is the most",
        "WebP",
        "error",
    ),
    "too wide": (
        ".png",
        png(1_601, 10),
        "the picture is 1,601 pixels wide",
        "1,600 are enough",
        "warning",
    ),
    "moving": (
        ".gif",
        gif(frames=2),
        "the picture moves, and nobody can stop it",
        "keep one frame",
        "error",
    ),
    "telling": (
        ".jpg",
        jpeg(part(0xE1, b"Exif\0\0")),
        "notes travel with the picture (Exif): they may say where, when and with which device it "
        "was taken",
        "save it again",
        "error",
    ),
    "another format": (
        ".png",
        jpeg(),
        "the name says PNG, and it is JPEG",
        "ends with .jpg",
        "error",
    ),
    "a page": (
        ".png",
        PAGES[0],
        "this is a web page or a drawing in words (SVG), and no picture",
        "take it away",
        "error",
    ),
    "empty": (".png", b"", "this cannot be read as a picture", "save it anew", "error"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_picture_with_a_fault_is_one_problem(tmp_path: Path, name: str) -> None:
    ending, raw, what, write_, level = WRONG[name]
    (problem,) = found(tmp_path, {f"about/bench{ending}": raw}, SHOWN.format(ending))
    assert (problem.path, problem.line, problem.what, problem.level) == (
        f"content/about/bench{ending}",
        1,
        what,
        level,
    )
    assert write_ in problem.write


def test_a_picture_of_the_greatest_weight_and_width_is_in_order(tmp_path: Path) -> None:
    most = png(1_600, 10, size=150_000 - len(png()))
    assert found(tmp_path, {"about/bench.png": most}, SHOWN.format(".png")) == []


def test_a_picture_that_no_page_shows_is_a_warning(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, {"about/bench.png": png()}, "`![A bench](bench.png)`\n")
    assert (problem.what, problem.level) == ("no page shows this picture", "warning")


@pytest.mark.parametrize(
    "page",
    [
        "[A bench](bench.png)\n",
        '<img alt="A bench" src="bench.png">\n',
        "![A bench][1]\n\n[1]: bench.png\n",
    ],
)
def test_a_picture_may_be_shown_in_each_of_the_ways_to_write_it(tmp_path: Path, page: str) -> None:
    assert found(tmp_path, {"about/bench.png": png()}, page) == []


def test_a_picture_of_a_draft_waits_with_it(tmp_path: Path) -> None:
    draft = f"{FRONT}draft: true\n---\n![A bench](bench.png)\n".encode()
    assert found(tmp_path, {"about/bench.png": png(), "about/draft.md": draft}) == []


KNOWN = {
    "about/bench.png": Picture("about/bench.png", 1, "PNG", 20, 30),
    "about/broken.png": Picture("about/broken.png", 1),
}
SIZES = {
    '<p><img alt="A &gt; B" src="../bench.png"></p>': '<p><img loading="lazy" width="20" '
    'height="30" alt="A &gt; B" '
    'src="../bench.png"></p>',
    '<img alt="A > B" src=\'../bench.png\' title="x">': '<img loading="lazy" width="20" '
    'height="30" alt="A > B" '
    "src='../bench.png' title=\"x\">",
    '<img src="../bench.png" width="10">': '<img loading="lazy" src="../bench.png" width="10">',
    '<img src="/about/bench.png" />': '<img loading="lazy" width="20" height="30" '
    'src="/about/bench.png" />',
    '<img src="../broken.png"><img src="gone.png">': '<img loading="lazy" '
    'src="../broken.png"><img loading="lazy" '
    'src="gone.png">',
    '<p>&lt;img src="../bench.png"&gt; <image></p><img>': '<p>&lt;img src="../bench.png"&gt; '
    "<image></p><img>",
}


@pytest.mark.parametrize("html", SIZES)
def test_a_picture_in_a_page_says_its_size_and_waits(html: str) -> None:
    assert sized(html, "about/page/", KNOWN) == SIZES[html]
