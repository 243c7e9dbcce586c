"""Stage «lines»: paragraphs → lines with their look and the label that each may begin with.

Reads: paragraphs. Writes: ``SourceLine`` and ``Marker``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layout import signature_lines, stamp_lines
from .nodes import Figure, Note, Table
from .numbering import SUPERSCRIPTS, Number, Shape, any_number, arabic, letter, roman
from .paragraphs import Alignment, Paragraph, Repair

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_SUPER_OK = re.compile(r"^[\d\-–]+$")
_ENOUGH, _ALL_PARTED = 10, 0.7  # paragraphs; share of them that an empty one precedes
_STAMP_INDENT = 170.0  # points: the right half of an A4 page begins about there


@dataclass(frozen=True, slots=True)
class Marker:
    """A label at the beginning of a line. ``rest`` is the text after it.

    ``sure`` is False where only the place in a sequence can tell (lower case after «1.», no dot
    after «15.1»).
    """

    shape: Shape
    number: Number
    num: str
    rest: str
    sure: bool = True
    roman: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line; ``paragraph`` tells which lines came from one paragraph (soft breaks).

    ``repairs`` stand on the first line of the paragraph that was mended.
    """

    text: str
    paragraph: int = 0
    blank_before: bool = False
    centred: bool = False
    right: bool = False
    bold: bool = False
    block: Table | Figure | Note | None = None
    marker: Marker | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def source(self) -> int:
        """The number of the paragraph; a line that was glued to another one has the same."""
        return self.paragraph if self.paragraph >= 0 else -self.paragraph - 1

    @property
    def caps(self) -> bool:
        return self.text.upper() == self.text and any(char.isalpha() for char in self.text)

    @property
    def emphasised(self) -> bool:
        return self.centred or self.bold or self.caps


def tidy(text: str) -> str:
    """One line with plain single spaces and no invisible characters."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def flatten_runs(paragraph: Paragraph) -> str:
    """The text with superscript digits as Unicode superscripts: 5 + ¹."""
    pieces: list[str] = []
    for run in paragraph.runs:
        text = run.text
        if run.superscript and _SUPER_OK.match(text.strip()):
            text = text.replace("–", "-").translate(SUPERSCRIPTS)
        pieces.append(text)
    return re.sub(r"(?<=\d)\s+(?=[⁰¹²³⁴-⁹]+[.)])", "", "".join(pieces))


def source_lines(paragraphs: Iterable[Paragraph]) -> list[SourceLine]:
    """Lines in order; empty paragraphs only leave ``blank_before`` on the next line.

    Where an empty paragraph stands between all paragraphs alike, it parts nothing: more than one
    have to stand there.
    """
    paragraphs = list(paragraphs)
    usual = _usual_blanks(paragraphs)
    lines: list[SourceLine] = []
    blank = False
    blanks = 0
    for index, paragraph in enumerate(paragraphs):
        if _is_blank(paragraph):
            blanks += 1
            continue
        blank, blanks = blank or blanks > usual, 0
        if paragraph.block is not None:
            lines.extend(_block_lines(paragraph.block, index, blank))
            blank = isinstance(paragraph.block, Table)
            continue
        texts = [tidy(part) for part in _with_label(paragraph).split("\n")]
        bold = _is_bold(paragraph)
        repairs = paragraph.repairs
        for text in texts:
            if not text:
                blank = True
                continue
            lines.append(
                SourceLine(
                    text=text,
                    paragraph=index,
                    blank_before=blank,
                    centred=paragraph.alignment is Alignment.CENTRE,
                    right=paragraph.alignment is Alignment.RIGHT
                    or paragraph.indent >= _STAMP_INDENT,
                    bold=bold,
                    marker=find_marker(text),
                    repairs=repairs,
                )
            )
            blank, repairs = False, ()
    return lines


def _is_blank(paragraph: Paragraph) -> bool:
    return paragraph.block is None and not tidy(_with_label(paragraph).replace("\n", " "))


def _usual_blanks(paragraphs: Sequence[Paragraph]) -> int:
    """How many empty paragraphs stand between two others as a rule: 1 or none."""
    blanks = [_is_blank(paragraph) for paragraph in paragraphs]
    pairs = [(above, here) for above, here in pairwise(blanks) if not here]
    parted = sum(above for above, _here in pairs)
    return 1 if len(pairs) >= _ENOUGH and parted >= _ALL_PARTED * len(pairs) else 0


def _block_lines(block: Table | Figure | Note, index: int, blank: bool) -> list[SourceLine]:
    """The block itself, or its text where a table only places text on the sheet."""
    if isinstance(block, Table):
        stamp = stamp_lines(block)
        texts = stamp or signature_lines(block)
        if texts:
            return [
                SourceLine(text, index, blank and not number, right=bool(stamp))
                for number, text in enumerate(map(tidy, texts))
                if text
            ]
    return [SourceLine("", index, blank, block=block)]


def _with_label(paragraph: Paragraph) -> str:
    text = flatten_runs(paragraph)
    label = paragraph.label.strip()
    if not label:
        return text
    if label[-1].isdigit():
        label += "."
    return f"{label} {text.lstrip()}"


def _is_bold(paragraph: Paragraph) -> bool:
    written = [run for run in paragraph.runs if run.text.strip()]
    return bool(written) and all(run.bold for run in written)


# --- labels ---------------------------------------------------------------------------------

_S = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
# No repeated group may contain another repetition that matches the same text: such patterns take
# exponential time on hostile input.
_N = rf"\d+(?:[.\-–^_]\d+|[{_S}])*"
_R = rf"[IVXLCDMХСІ]+(?:[{_S}]|[.\-^_]\d+)*"
_W = r"[А-ЯЁа-яё]{4,14}"
_WORDS = {
    Shape.PART: "часть",
    Shape.SECTION: "раздел",
    Shape.SUBSECTION: "подраздел",
    Shape.CHAPTER: "глава",
    Shape.ARTICLE: "статья",
}
_HEADED = {
    shape: re.compile(
        rf"^(?P<num>{word}\s*(?P<n>{_N}|{_R}|{_W}))(?P<end>\s*[.:]|\s[–—-](?=\s)|)(?:\s+|$|(?<=[.:])(?=\S)|(?=\())(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    for shape, word in _WORDS.items()
}
_PROSE = re.compile(
    r"^(федерал|закона|кодекса|настоящ|устава|конституци|положени[яе]\b|правил\b|указ|постановл)",
    re.IGNORECASE,
)
_REPEALED = re.compile(r"^[(<]\s*(утратил|исключен|признан)", re.IGNORECASE)
_DIVISION = re.compile(rf"^(?P<num>§\s*(?P<n>{_N}))\.?\s*(?P<rest>.*)$")
_DOT = re.compile(rf"^(?P<num>(?P<n>{_N})\.)(?!\d)\s*(?P<rest>.*)$", re.DOTALL)
_BARE = re.compile(rf"^(?P<num>(?P<n>\d+(?:\.\d+|[{_S}])+))\s+(?P<rest>\S.*)$", re.DOTALL)
_PAREN = re.compile(rf"^(?P<num>(?P<n>{_N})\))\s*(?P<rest>.*)$", re.DOTALL)
_LETTER = re.compile(rf"^(?P<num>(?P<n>[а-яёa-z](?:\.?\d+|[{_S}]+)?)\))\s*(?P<rest>.*)$", re.DOTALL)
_ROMAN = re.compile(rf"^(?P<num>(?P<n>{_R})\.)\s*(?P<rest>.*)$", re.DOTALL)
_STARTS_SENTENCE = re.compile(r"^[«\"„“(\[<]*[А-ЯЁA-Z\d]")
_MAX_ROMAN = 60
_MAX_NUMBER = 2000


def find_marker(text: str) -> Marker | None:
    """The label that ``text`` begins with, if any. Only a candidate: its place decides."""
    first = text[0]
    if first.isdigit():
        return _numeric(text)
    if len(text) > 1 and (text[1] == ")" or (text[1] in _S + ".0123456789" and ")" in text[:6])):
        found = _LETTER.match(text)
        number = letter(found["n"]) if found else None
        if found and number:
            return Marker(Shape.LETTER, number, found["num"], found["rest"])
    if first == "§":
        found = _DIVISION.match(text)
        number = arabic(found["n"]) if found else None
        return (
            Marker(Shape.DIVISION, number, found["num"], found["rest"])
            if found and number
            else None
        )
    if first in "ЧчРрПпГгСс":
        headed = _headed(text)
        if headed:
            return headed
    return _roman_section(text) if first in "IVXLCХСІ" else None


def _numeric(text: str) -> Marker | None:
    for shape, pattern in ((Shape.DOT, _DOT), (Shape.PAREN, _PAREN), (Shape.DOT, _BARE)):
        found = pattern.match(text)
        number = arabic(found["n"]) if found else None
        if found is None or number is None:
            continue
        if max(number.key) >= _MAX_NUMBER - 100 or (shape is Shape.DOT and _is_date(found["n"])):
            return None
        sure = pattern is not _BARE and bool(_STARTS_SENTENCE.match(found["rest"]))
        return Marker(shape, number, found["num"], found["rest"], sure=sure)
    return None


def _is_date(written: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\.\d{2}\.\d{2,4}", written))


def _headed(text: str) -> Marker | None:
    for shape, pattern in _HEADED.items():
        found = pattern.match(text)
        if found is None or not found["num"][0].isupper():
            continue
        number = any_number(found["n"])
        if number is None:
            continue
        rest, ended = found["rest"].strip(), found["end"].strip() in tuple(".:–—-")
        if rest and not ended and not _heading_after_bare_number(rest, shape):
            return None
        if rest and ended and not _STARTS_SENTENCE.match(rest):
            return None
        return Marker(shape, number, _label(found), rest)
    return None


def _label(found: re.Match[str]) -> str:
    return found["num"] + found["end"].strip().strip("–—-")


def _heading_after_bare_number(rest: str, shape: Shape) -> bool:
    """«Статья 5 Полномочия» has a heading; «Статья 5 Федерального закона» and «Часть 2 статьи»
    are prose."""
    if _REPEALED.match(rest):
        return True
    if _PROSE.match(rest) or not _STARTS_SENTENCE.match(rest):
        return False
    return shape is not Shape.PART or rest.upper() == rest


def _roman_section(text: str) -> Marker | None:
    found = _ROMAN.match(text)
    number = roman(found["n"]) if found else None
    if found is None or number is None or number.key[0] > _MAX_ROMAN:
        return None
    rest = found["rest"]
    if rest and not _STARTS_SENTENCE.match(rest):
        return None
    return Marker(Shape.SECTION, number, found["num"], rest, sure=False, roman=True)
