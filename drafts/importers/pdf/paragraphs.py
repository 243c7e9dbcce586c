"""Lines of a page → paragraphs, by what the eye goes by: indents, gaps, lines left short."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafts.domain.lines import find_marker, tidy
from drafts.domain.paragraphs import Alignment, Paragraph, Run
from drafts.domain.wrapping import Vocabulary, join, whole_words

from .shapes import DrawnTable, Line

_SAME = 3.0  # points: two edges nearer than this are one edge
_MIN_INDENT, _MAX_INDENT = 8.0, 90.0
_WIDE_GAP = 1.3  # in usual distances of lines
_EMPTY = 1.7
_COMMON, _COMMON_SHARE = 3, 0.005
_RAGGED = 0.2
_FULL = 0.12  # share of the width that a full line may leave free
_FAR_RIGHT = 0.33  # share of the width from which an inset block is a stamp
_ENDS = (".", ";", ":", "!", "?")


def words_of(lines: Sequence[Line]) -> Vocabulary:
    """The words of the text, without halves of words at the ends of lines."""
    return Vocabulary(whole_words([line.text for line in lines if line.block is None]))


def one_text(lines: Sequence[Line], vocabulary: Vocabulary) -> str:
    """The lines of one paragraph as its text."""
    pieces = [Paragraph(runs=_runs(line)) for line in lines]
    return tidy(join(pieces, vocabulary).text) if pieces else ""


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Paragraphs, tables, figures and notes in reading order."""
    vocabulary = words_of(lines)
    measures = _Measures.of(lines)
    current: _Open | None = None
    for line in lines:
        if line.block is not None:
            if current is not None:
                yield from current.close(vocabulary)
                current = None
            block = line.block.table if isinstance(line.block, DrawnTable) else line.block
            yield Paragraph(block=block)
        elif current is None or not current.goes_on(line, measures):
            if current is not None:
                yield from current.close(vocabulary)
                if measures.is_far(current.lines[-1], line):
                    yield Paragraph()
            current = _Open([line], measures.placing(line))
        else:
            current.lines.append(line)
    if current is not None:
        yield from current.close(vocabulary)


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in the document: distance of lines by type size, indent of first lines."""

    leading: dict[float, float] = field(default_factory=dict)
    indent: float = 0.0
    edges: Counter[int] = field(default_factory=Counter)  # insets of lines that are not centred

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Measures":
        steps: dict[float, Counter[float]] = {}
        edges = Counter(
            round(line.inset) for line in lines if line.block is None and not _is_centred(line)
        )
        insets: Counter[float] = Counter()
        for above, below in pairwise(lines):
            if above.block is not None or below.block is not None or above.page != below.page:
                continue
            step = below.base - above.base
            if above.zone == below.zone and 0 < step < 4 * max(below.size, 1.0):
                steps.setdefault(round(below.size), Counter())[round(step * 2) / 2] += 1
            is_full = above.room <= _FULL * (above.right - above.left)
            if is_full and below.inset < _SAME and _MIN_INDENT <= above.inset <= _MAX_INDENT:
                insets[round(above.inset)] += 1
        usual = {size: _smallest_frequent(found) for size, found in steps.items()}
        most = insets.most_common(1)
        return cls(usual, most[0][0] if most and most[0][1] > 1 else 0.0, edges)

    def placing(self, line: Line) -> Alignment:
        """Where the line stands: across the page, in its middle, or on its right side."""
        width = line.right - line.left
        if width <= 0:
            return Alignment.JUSTIFY
        if _is_centred(line) and line.inset > 0.03 * width and not self._is_edge(line.inset):
            return Alignment.CENTRE
        if line.inset > _FAR_RIGHT * width:
            return Alignment.RIGHT
        return Alignment.JUSTIFY

    def _is_edge(self, inset: float) -> bool:
        """Whether lines of plain text begin here: first lines, items of lists."""
        at = round(inset)
        here = sum(self.edges[near] for near in (at - 1, at, at + 1))
        return here >= max(_COMMON, self.edges.total() * _COMMON_SHARE)

    def is_apart(self, above: Line, below: Line) -> bool:
        """Whether more than the usual distance lies between two lines of one page."""
        return below.base - above.base > _WIDE_GAP * self._usual(below)

    def is_far(self, above: Line, below: Line) -> bool:
        """Whether about a line is left empty between two lines of one page."""
        return above.page == below.page and below.base - above.base > _EMPTY * self._usual(below)

    def _usual(self, line: Line) -> float:
        return self.leading.get(round(line.size), 1.2 * line.size)


def _smallest_frequent(steps: Counter[float]) -> float:
    """The distance of lines inside a paragraph: the smallest of those that are common."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= max(most / 4, 1))


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    lines: list[Line]
    placing: Alignment

    def goes_on(self, line: Line, measures: _Measures) -> bool:
        """Whether ``line`` belongs to the paragraph."""
        above = self.lines[-1]
        if above.notes and _ends_sentence(above):
            return False
        same_place = above.page == line.page and above.zone == line.zone
        if same_place and (measures.is_apart(above, line) or line.base < above.base):
            return False
        if abs(above.size - line.size) > 0.15 * above.size:
            return False
        placing = measures.placing(line)
        if placing is Alignment.CENTRE and self._may_be_heading():
            self.placing = Alignment.CENTRE  # its first line fills the page
        if self.placing is Alignment.CENTRE:
            return same_place and _is_centred(line) and self._is_one_heading(line)
        if self.placing is Alignment.RIGHT:
            return same_place and placing is Alignment.RIGHT and not _has_marker(line)
        return self._is_one_text(line, placing, measures)

    def _may_be_heading(self) -> bool:
        first = self.lines[0]
        stands_out = first.bold or first.inset > _SAME / 2
        return len(self.lines) == 1 and _is_centred(first) and stands_out

    def _is_one_heading(self, line: Line) -> bool:
        return self.lines[-1].bold == line.bold and not _has_marker(line)

    def _is_one_text(self, line: Line, placing: Alignment, measures: _Measures) -> bool:
        above = self.lines[-1]
        if placing is Alignment.RIGHT and not line.text[:1].islower():
            return False
        if not _is_full(above, line) or (_has_marker(line) and _ends_sentence(above)):
            return False
        if len(self.lines) > 1 and abs(line.inset - above.inset) <= _SAME:
            return True
        step = line.inset - above.inset
        if len(self.lines) > 1 and abs(step) > _SAME:
            return False
        if step < -_SAME:
            return True  # the first line was indented
        if step > _SAME:  # a number hangs before the text
            return _has_marker(above) and step < _MAX_INDENT
        is_first = measures.indent > 0 and abs(line.inset - measures.indent) <= _SAME
        return not is_first

    def close(self, vocabulary: Vocabulary) -> Iterator[Paragraph]:
        """The paragraph, and the notes that its lines refer to."""
        rows = [[self._paragraph(self.lines[0])]]
        for above, line in pairwise(self.lines):
            is_centred = self.placing is Alignment.CENTRE and not _is_full(above, line)
            if is_centred or self.placing is Alignment.RIGHT:
                rows.append([])
            rows[-1].append(self._paragraph(line))
        whole, *others = [join(row, vocabulary) for row in rows]
        runs = [run for row in others for run in (Run("\n"), *row.runs)]
        yield replace(whole, runs=(*whole.runs, *runs))
        for line in self.lines:
            for note in line.notes:
                yield Paragraph(block=note)

    def _paragraph(self, line: Line) -> Paragraph:
        indent = 0.0 if self.placing is Alignment.CENTRE else max(line.inset, 0.0)
        return Paragraph(runs=_runs(line), alignment=self.placing, indent=indent)


def _runs(line: Line) -> tuple[Run, ...]:
    runs = [Run(piece.text, piece.raised, piece.bold) for piece in line.pieces]
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)


def _is_full(above: Line, below: Line) -> bool:
    """Whether the first word of ``below`` had no room at the end of ``above``; where the right
    edge is ragged, the words themselves must go on."""
    first = below.text.split(maxsplit=1)[0] if below.text.strip() else ""
    letter = below.width / max(len(below.text), 1)
    if above.room < (len(first) + 1) * letter * 1.05 + 1:
        return True
    is_ragged = above.room < _RAGGED * (above.right - above.left)
    return is_ragged and below.text[:1].islower() and above.text[-1:].isalnum()


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip('»")').endswith(_ENDS)


def _is_centred(line: Line) -> bool:
    width = line.right - line.left
    return abs(line.inset - line.room) <= max(0.025 * width, 2 * _SAME)


def _has_marker(line: Line) -> bool:
    return find_marker(tidy(line.text)) is not None
