"""Stage «wrapping»: lines that a program broke at a width become paragraphs again.

Reads: paragraphs of which each may be one line. Writes: paragraphs, with what was mended at the
joints: words broken by a hyphen, page numbers that fell inside a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from .lines import find_marker, tidy
from .numbering import Shape
from .paragraphs import Alignment, Paragraph, Repair, Run, merged

_SENTENCE_END = re.compile(r"[.;:!?][»\")]*$")
_MIN_WIDTH, _MAX_WIDTH = 45, 130
_BROKEN_WORD = re.compile(r"([А-Яа-яЁё]+)[-\u00ad\u2010]$")
_COMPOUND = re.compile(r"(?:[а-яё]|\d)-$")
_CONJUNCTIONS = frozenset({"и", "или"})  # «радио- и телепередачи»
_FIRST_WORD = re.compile(r"^[а-яё]+")
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_PARTICLES = frozenset({"то", "либо", "нибудь", "таки", "ка", "за", "под"})
# First halves after which a hyphen is written: «информационно-телекоммуникационный».
_FIRST_HALVES = frozenset(
    {
        "административно", "военно", "жилищно", "информационно", "историко", "контрольно",
        "кредитно", "культурно", "лечебно", "материально", "научно", "нормативно", "общественно",
        "оперативно", "организационно", "профессионально", "санаторно", "санитарно", "служебно",
        "социально", "судебно", "товарно", "уголовно", "учебно", "физкультурно", "финансово",
    }
)  # fmt: skip
_STARTS_BLOCK = re.compile(r"^(УТВЕРЖД|Утвержд|ПРИЛОЖЕНИЕ|Приложение|г\.\s|№|от\s\d|[-–—•]\s)")
_FIRST_INDENT = range(2, 13)
_TAIL = 80  # characters that a word never exceeds
_PAGE_NUMBER = re.compile(r"^[-–—]?\s*\d{1,4}\s*[-–—]?$")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """``width``: the column at which the lines had been broken; 0 if they had not."""

    paragraphs: list[Paragraph]
    width: int


class Vocabulary:
    """The words of a document, to tell a broken word from one that is written with a hyphen."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        for text in texts:
            self.words.update(word.lower() for word in _WORD.findall(text))

    def __contains__(self, word: str) -> bool:
        return word.lower() in self.words

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether «left-right» is how the word is written, and not a word broken in two."""
        if f"{left}{right}" in self:
            return False
        if f"{left}-{right}" in self or right in _PARTICLES:
            return True
        if left.lower() in _FIRST_HALVES and len(right) > 3:
            return True
        return left in self and right in self and len(left) > 3 and len(right) > 3


def unwrap(paragraphs: Sequence[Paragraph]) -> Unwrapped:
    """The paragraphs with broken lines joined, where the document was broken at all."""
    whole = list(_without_page_numbers(paragraphs))
    width = wrap_width([paragraph.text if _is_line(paragraph) else "" for paragraph in whole])
    vocabulary = Vocabulary(whole_words([item.text.strip() for item in whole if _is_line(item)]))
    if width:
        whole = _joined(whole, width, vocabulary)
    return Unwrapped(_rejoined(whole, vocabulary), width)


def whole_words(lines: Sequence[str]) -> Iterator[str]:
    """The lines without the pieces of words that are broken between them."""
    broken = False
    for line in lines:
        text = _FIRST_WORD.sub("", line) if broken else line
        broken = bool(_BROKEN_WORD.search(line))
        yield _BROKEN_WORD.sub("", text)


def _is_line(paragraph: Paragraph) -> bool:
    return paragraph.block is None and "\n" not in paragraph.text.strip("\n")


def wrap_width(lines: Sequence[str]) -> int:
    """The column at which the lines were broken; 0 if they were not.

    Evidence: no line is long, most lines inside a block nearly reach the same width, and many
    lines begin in lower case although the one above ended no sentence.
    """
    written = [line.rstrip() for line in lines if line.strip()]
    if len(written) < 8:
        return 0
    lengths = [len(line.strip()) for line in written]
    width = int(quantiles(lengths, n=20)[-1])
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or max(lengths) > width * 1.35:
        return 0
    pairs = [
        (above.rstrip(), below.strip())
        for above, below in pairwise(lines)
        if above.strip() and below.strip()
    ]
    broken = [pair for pair in pairs if _runs_on(*pair)]
    full = [above for above, _below in broken if len(above.strip()) >= width * 0.7]
    if len(broken) < 3 or len(broken) < len(pairs) * 0.3 or len(full) < len(broken) * 0.6:
        return 0
    return width


def _runs_on(above: str, below: str) -> bool:
    return below[0].islower() and not _SENTENCE_END.search(above) and find_marker(below) is None


# --- joining --------------------------------------------------------------------------------


def _joined(paragraphs: list[Paragraph], width: int, words: Vocabulary) -> list[Paragraph]:
    pieces: list[list[Paragraph]] = []
    last_piece = ""
    indented = _indents(paragraphs)
    for here, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip() if _is_line(paragraph) else ""
        starts = bool(indented) and _leading(paragraph) in indented
        if text and last_piece and not starts and _continues(last_piece, paragraph, width):
            pieces[-1].append(paragraph)
        elif (
            not text
            and _is_line(paragraph)
            and _runs_over(last_piece, paragraphs[here + 1 : here + 2], width)
        ):
            continue  # an empty line inside a sentence
        else:
            pieces.append([_stripped(paragraph) if text else paragraph])
        last_piece = text
    return [join(group, words) for group in pieces]


def _leading(paragraph: Paragraph) -> int:
    return len(paragraph.text) - len(paragraph.text.lstrip())


def _indents(paragraphs: Sequence[Paragraph]) -> range:
    """The spaces that first lines begin with, where the text tells paragraphs so; else nothing.

    Evidence: many lines begin at the edge and many a few spaces after it, and hardly any of these
    goes on with a small letter.
    """
    lines = [item for item in paragraphs if _is_line(item) and item.text.strip()]
    first = [item.text.strip() for item in lines if _leading(item) in _FIRST_INDENT]
    flush = sum(_leading(item) == 0 for item in lines)
    if len(first) < 5 or flush < len(lines) * 0.25:
        return range(0)
    lower = sum(text[0].islower() and find_marker(text) is None for text in first)
    return _FIRST_INDENT if lower <= len(first) * 0.2 else range(0)


def _runs_over(above: str, following: Sequence[Paragraph], width: int) -> bool:
    """Whether an empty line only parts two pieces of one sentence."""
    below = next((item for item in following if _is_line(item)), None)
    text = below.text.strip() if below is not None else ""
    return (
        bool(text) and len(above) >= width * 0.7 and above[-1].isalnum() and _runs_on(above, text)
    )


def _rejoined(paragraphs: list[Paragraph], words: Vocabulary) -> list[Paragraph]:
    """Sentences between whose pieces a page number stood, where lines had not been broken."""
    pieces: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        begins = paragraph.repairs[:1]
        if begins and begins[0].code == "page_number_removed" and pieces:
            pieces[-1].append(paragraph)
        else:
            pieces.append([paragraph])
    return [join(group, words) for group in pieces]


def _stripped(paragraph: Paragraph) -> Paragraph:
    """Without the spaces at the beginning of the line."""
    first = replace(paragraph.runs[0], text=paragraph.runs[0].text.lstrip())
    return replace(paragraph, runs=(first, *paragraph.runs[1:]))


def join(pieces: Sequence[Paragraph], words: Vocabulary) -> Paragraph:
    """The pieces as one paragraph with the look of the first; words broken by a hyphen are whole.

    Raises IndexError when there are no pieces.
    """
    first = pieces[0]
    if len(pieces) == 1:
        return first
    runs, repairs = list(first.runs), list(first.repairs)
    for piece in pieces[1:]:
        repairs.extend(piece.repairs)
        below = _stripped(piece)
        above = _tail(runs)
        broken = _BROKEN_WORD.search(above)
        rest = _FIRST_WORD.match(below.text)
        if _parts_a_compound(above, below.text):
            _trim(runs)
        elif broken and rest and rest[0] not in _CONJUNCTIONS:
            _trim(runs)
            if not words.keeps_hyphen(broken[1], rest[0]):
                runs[-1] = replace(runs[-1], text=runs[-1].text[:-1])
                before = f"{broken[1]}-{rest[0]}"
                repairs.append(Repair("hyphen_joined", before, broken[1] + rest[0]))
        else:
            runs.append(Run(" "))
        runs.extend(below.runs)
    return replace(first, runs=tuple(merged(runs)), repairs=tuple(repairs))


def _tail(runs: Sequence[Run]) -> str:
    """The end of what is joined so far, long enough to show its last word."""
    taken = ""
    for run in reversed(runs):
        taken = run.text + taken
        if len(taken.rstrip()) >= _TAIL:
            break
    return taken.rstrip()[-_TAIL:]


def _parts_a_compound(above: str, below: str) -> bool:
    """«Волго-» + «Каспийский», «№ 120-» + «ФЗ»: the hyphen stays, and no space follows it."""
    return bool(_COMPOUND.search(above)) and below[:1].isupper()


def _trim(runs: list[Run]) -> None:
    """Takes spaces and empty runs from the end."""
    while runs and not runs[-1].text.rstrip():
        runs.pop()
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())


def _continues(above: str, paragraph: Paragraph, width: int) -> bool:
    line = paragraph.text
    below = line.strip()
    marker = find_marker(below)
    if paragraph.label or paragraph.alignment in (Alignment.CENTRE, Alignment.RIGHT):
        return False
    if _STARTS_BLOCK.match(below):
        # «… Федеральным законом» + «от 1 декабря 2014 года № 419-ФЗ …»
        return below.startswith(("№", "от")) and len(above) >= width * 0.7
    if marker is not None and marker.sure:
        return False
    indented = len(line) - len(line.lstrip()) >= 2 and not above.startswith(" ")
    if indented and _SENTENCE_END.search(above):
        return False
    if below[0].islower():
        return True
    # A line was broken because the next word had no room in it; otherwise it ended by itself.
    needed = len(above) + 1 + len(below.split()[0])
    if _SENTENCE_END.search(above):
        return needed >= width * 0.92 and above[-1] not in ";:"
    heading = find_marker(above)
    if heading is not None and heading.shape not in (Shape.DOT, Shape.PAREN, Shape.LETTER):
        return needed >= width * 0.95
    return needed >= width * 0.82


# --- page numbers ---------------------------------------------------------------------------


def _without_page_numbers(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Drops a number on a line of its own between two pieces of one sentence, with the empty lines
    around it."""
    filled = [i for i, item in enumerate(paragraphs) if item.block is not None or item.text.strip()]
    skipped: set[int] = set()
    removed: dict[int, str] = {}
    for above, here, below in zip(filled, filled[1:], filled[2:], strict=False):
        if _is_page_number(paragraphs[above], paragraphs[here], paragraphs[below]):
            skipped.update(range(above + 1, below))
            removed[below] = tidy(paragraphs[here].text)
    for index, paragraph in enumerate(paragraphs):
        if index in removed:
            repair = Repair("page_number_removed", before=removed[index])
            yield replace(paragraph, repairs=(*paragraph.repairs, repair))
        elif index not in skipped:
            yield paragraph


def _is_page_number(above: Paragraph, here: Paragraph, below: Paragraph) -> bool:
    if any(paragraph.block is not None for paragraph in (above, here, below)) or here.label:
        return False
    if not _PAGE_NUMBER.match(here.text.strip()):
        return False
    return _runs_on(above.text.strip(), below.text.strip())
