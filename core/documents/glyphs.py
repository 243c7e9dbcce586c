"""Which characters the fonts inside the typst wheel can draw.

PDF/UA-1 forbids a character without a glyph, and typst then refuses the whole document. People
write emoji and rare scripts in proposals, so such a character is printed as its Unicode number,
«[U+1F44D]»; the HTML and DOCX of the same document keep the character itself.

`glyphs.txt` lists the ranges (hexadecimal, both ends included) of all fonts of typst 0.15. A test
compiles every character of it. After an upgrade of typst:
`python -m core.documents.glyphs > core/documents/glyphs.txt`.
"""

import json
import re
import struct
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import typst

from core.documents.domain.text import clean

RANGES_FILE: Final = Path(__file__).with_name("glyphs.txt")
# Joiners, variation selectors and tags: alone they say nothing once their neighbour is a number.
_INVISIBLE: Final = re.compile("[\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff]")


@cache
def _bounds() -> tuple[list[int], list[int]]:
    ranges = [token.split("-") for token in RANGES_FILE.read_text(encoding="ascii").split()]
    return [int(r[0], 16) for r in ranges], [int(r[-1], 16) for r in ranges]


def ranges() -> Iterator[range]:
    """The covered code points, ascending."""
    return (range(start, end + 1) for start, end in zip(*_bounds(), strict=True))


def covered(char: str) -> bool:
    """Can typst's own fonts draw this character (or is it white space)?"""
    starts, ends = _bounds()
    place = bisect_right(starts, ord(char)) - 1
    return char.isspace() or (place >= 0 and ord(char) <= ends[place])


@cache
def _unknown() -> re.Pattern[str]:
    """Finds what may not be covered: the quick look at a long text."""
    return re.compile(
        "[^" + "".join(f"\\U{r.start:08x}-\\U{r.stop - 1:08x}" for r in ranges()) + r"\s]"
    )


def plain(char: str) -> bool:
    """Is it Latin, Greek, Cyrillic or common punctuation, and no combining mark? The font of the
    text has all of these, so they never fail, whatever stands beside them."""
    return covered(char) and (
        (ord(char) < _END_OF_CYRILLIC and not unicodedata.combining(char)) or char in _PUNCTUATION
    )


_END_OF_CYRILLIC: Final = 0x530
_PUNCTUATION: Final = frozenset("–—‘’‚“”„†‡•…‰′″№€₽−")


def drawable(text: str, *, cautious: bool = False) -> str:
    """`text` with every character that cannot be drawn as `[U+XXXX]`.

    `cautious` admits only `plain` characters.
    """
    if not cautious and not _unknown().search(text):
        return text
    admitted = plain if cautious else covered
    if all(map(admitted, text)):
        return text
    text = _INVISIBLE.sub("", text)
    return "".join(char if admitted(char) else f"[U+{ord(char):04X}]" for char in text)


# --- making glyphs.txt ------------------------------------------------------------------------


def embedded_characters(binary: bytes) -> set[int]:
    """Code points of all OpenType fonts found inside a binary (their `cmap`, formats 4 and 12)."""
    found: set[int] = set()
    for match in re.finditer(rb"(?:\x00\x01\x00\x00|OTTO)\x00[\x05-\x40]", binary):
        start = match.start()
        (count,) = struct.unpack_from(">H", binary, start + 4)
        if start + 12 + 16 * count > len(binary):
            continue
        records = [
            struct.unpack_from(">4sIII", binary, start + 12 + 16 * index) for index in range(count)
        ]
        tables = {tag: offset for tag, _checksum, offset, _length in records}
        if b"cmap" in tables and b"head" in tables:
            found |= _cmap(binary, start + tables[b"cmap"])
    return found


def _cmap(binary: bytes, start: int) -> set[int]:
    found: set[int] = set()
    (count,) = struct.unpack_from(">H", binary, start + 2)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", binary, start + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", binary, start + offset)
        if (platform, encoding) in {(3, 1), (0, 3)} and form == 4:
            found |= set(_segments(binary, start + offset))
        elif (platform, encoding) in {(3, 10), (0, 4), (0, 6)} and form == 12:
            found |= set(_groups(binary, start + offset))
    return found


def _segments(binary: bytes, start: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", binary, start + 6)
    count = double // 2
    arrays = [
        struct.unpack_from(f">{count}H", binary, start + place)
        for place in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    ]
    for index, (last, first, delta, offset) in enumerate(zip(*arrays, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (code + delta) & 0xFFFF
            if offset:
                place = start + 16 + 3 * double + 2 * index + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", binary, place)
            if glyph:
                yield code


def _groups(binary: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", binary, start + 12)
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", binary, start + 16 + 12 * index)
        yield from (code for code in range(first, last + 1) if glyph + code - first)


def drawn(characters: list[str], draws: Callable[[list[str]], bool]) -> list[str]:
    """Those that can be drawn, by halving the list wherever `draws` says no."""
    if not characters or draws(characters):
        return characters
    if len(characters) == 1:
        return []
    middle = len(characters) // 2
    return drawn(characters[:middle], draws) + drawn(characters[middle:], draws)


def typst_draws(characters: list[str]) -> bool:
    """Does typst make a PDF/UA-1 of these characters, each in a paragraph of its own?"""
    source = '#set document(title: "-")\n#for it in json(bytes(sys.inputs.them)) { par(text(it)) }'
    try:
        typst.compile(
            source.encode(),
            sys_inputs={"them": json.dumps(characters)},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            format="pdf",
        )
    except typst.TypstError:
        return False
    return True


def as_ranges(codes: Iterable[int]) -> str:
    """Ascending hexadecimal ranges in lines of at most 98 characters."""
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    lines = [""]
    for first, last in spans:
        token = f"{first:x}" if first == last else f"{first:x}-{last:x}"
        if len(lines[-1]) + len(token) > 97:
            lines.append("")
        lines[-1] = f"{lines[-1]} {token}".strip()
    return "\n".join(lines)


def _main() -> None:
    library = next(Path(typst.__file__).parent.glob("*.so"))
    candidates = map(chr, sorted(embedded_characters(library.read_bytes())))
    # A `cmap` promises a little more than typst keeps; private-use characters mean nothing.
    wanted = [c for c in candidates if clean(c) == c and unicodedata.category(c) != "Co"]
    sys.stdout.write(as_ranges(map(ord, drawn(wanted, typst_draws))) + "\n")


if __name__ == "__main__":
    _main()
