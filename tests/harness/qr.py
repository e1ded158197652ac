"""Reads a QR code back, by ISO/IEC 18004 and by none of the code that draws it: from the lines of
its picture to its words.

What a camera does before that (finding it in a photograph, mending what is dirty) is not here.
"""

from __future__ import annotations

import re

# By version, for error correction M: blocks, data codewords in each, error correction codewords in
# each. Source: ISO/IEC 18004, table 9.
BLOCKS = {
    1: (1, 16, 10),
    2: (1, 28, 16),
    3: (1, 44, 26),
    4: (2, 32, 18),
    5: (2, 43, 24),
    6: (4, 27, 16),
}
EDGE = 4
MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
Dots = list[list[bool]]


def words_of(svg: str) -> str:
    """The words in a square that is drawn as strokes one unit thick, with the quiet edge around it.
    Raises ``AssertionError``.
    """
    dots = drawn(svg)
    size = len(dots)
    version = (size - 17) // 4
    blocks, data, correction = BLOCKS[version]
    code = _codewords(dots, version)[: blocks * (data + correction)]
    whole = [
        code[n : blocks * data : blocks] + code[blocks * data + n :: blocks] for n in range(blocks)
    ]
    assert all(_is_sound(block, correction) for block in whole), "the dots do not go together"
    bits = "".join(f"{word:08b}" for block in whole for word in block[:data])
    assert bits[:4] == "0100", "not words, byte by byte"
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode()


def drawn(svg: str) -> Dots:
    """The dots inside the quiet edge, row by row."""
    box, path = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg), re.search(r' d="([^"]+)"', svg)
    assert box is not None and path is not None and box[1] == box[2]
    size = int(box[1]) - 2 * EDGE
    dots = [[False] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, words in re.findall(r"([Mmh])([^Mmh]*)", path[1]):
        numbers = [float(word) for word in re.findall(r"-?[\d.]+", words)]
        if command == "h":
            for n in range(int(numbers[0])):
                row, column = int(y - EDGE), int(x + n - EDGE)
                assert 0 <= row < size and 0 <= column < size, "something stands in the quiet edge"
                dots[row][column] = True
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return dots


def _codewords(dots: Dots, version: int) -> list[int]:
    size = len(dots)
    mask = MASKS[_format(dots) & 7]
    bits = []
    columns = [column for column in reversed(range(size)) if column != 6]
    for n in range(0, len(columns), 2):
        rows = range(size) if n // 2 % 2 else range(size - 1, -1, -1)
        bits += [
            dots[y][x] != (not mask(y, x))
            for y in rows
            for x in columns[n : n + 2]
            if not _is_pattern(y, x, size, version)
        ]
    return [
        sum(bit << (7 - n) for n, bit in enumerate(bits[at : at + 8]))
        for at in range(0, len(bits) - 7, 8)
    ]


def _format(dots: Dots) -> int:
    """The five bits beside the finder above left: two of the error correction, which must be M, and
    three of the mask.
    """
    places = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4)]
    found = sum(dots[y][x] << (4 - n) for n, (y, x) in enumerate(places)) ^ 0b10101
    assert found >> 3 == 0, "error correction is not M"
    return found


def _is_pattern(y: int, x: int, size: int, version: int) -> bool:
    """Whether a dot belongs to what every such square bears: finders with what stands beside them,
    dotted lines, and one small square.
    """
    if (y < 9 and (x < 9 or x >= size - 8)) or (y >= size - 8 and x < 9) or 6 in (y, x):
        return True
    return version > 1 and abs(y - (size - 7)) <= 2 and abs(x - (size - 7)) <= 2


def _is_sound(block: list[int], correction: int) -> bool:
    """Whether a block is a whole word of its Reed-Solomon code: zero at each of the first powers of
    2.
    """
    for power in range(correction):
        value = 0
        for word in block:
            value = _times(value, _power(power)) ^ word
        if value:
            return False
    return True


def _power(n: int) -> int:
    value = 1
    for _ in range(n):
        value = _times(value, 2)
    return value


def _times(a: int, b: int) -> int:
    """A product in the field of 256 with the polynomial 0x11D."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product
