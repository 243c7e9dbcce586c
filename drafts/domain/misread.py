"""Stage «misread»: figures and letters of labels that recognition mixed up: «З)» for «3)», and
words of labels that it took apart: «Г лава 4».

Reads: lines. Writes: lines, each change with a ``Repair``. A label is changed only where its row
tells: «З)» after «2)» is 3, «6)» between «а)» and «в)» is б, «1О.» after «9.» is 10.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .lines import Marker, SourceLine, find_marker
from .numbering import Shape, succeeds
from .paragraphs import Repair

_LABEL = re.compile(r"^(?P<label>[\dОоOoЗзбБlIiчЧ]{1,3})(?P<end>[).])(?=\s*\S)")
_ARTICLE = re.compile(r"^(?P<word>Статья\s+)(?P<label>[\dОоOoЗзбБlI]{1,3})(?P<end>\.|$)")
# «Г лава 4», «С т а т ь я 5»: a word of a label with spaces inside, by recognition or for emphasis.
_SPACED = re.compile(
    r"^(?P<word>"
    + "|".join(" ?".join(word) for word in ("статья", "глава", "подраздел", "раздел", "приложение"))
    + r")(?=\s+(?:№\s*)?[\dIVXLC])",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("ОоOoЗзбБlIiчЧ", "0000336611144")
_LETTERS = {"3": "з", "6": "б", "4": "ч", "0": "о"}
_WINDOW = 60


def mend_labels(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines with misread labels mended; a mended line counts for those after it."""
    result = list(lines)
    for index, line in enumerate(result):
        if line.block is None and line.text:
            result[index] = _mended(_closed_up(line), result, index)
    return result


def _closed_up(line: SourceLine) -> SourceLine:
    """The word of a label without spaces inside."""
    found = _SPACED.match(line.text)
    if found is None or " " not in found["word"]:
        return line
    word = found["word"].replace(" ", "")
    text = word + line.text[found.end() :]
    marker = find_marker(text)
    if marker is None and not word.casefold().startswith("приложение"):
        return line
    repair = Repair("label_spaced", found["word"], word)
    return replace(line, text=text, marker=marker, repairs=(*line.repairs, repair))


def _mended(line: SourceLine, lines: Sequence[SourceLine], index: int) -> SourceLine:
    found = _ARTICLE.match(line.text) or _LABEL.match(line.text)
    if found is None:
        return line
    label = found["label"]
    as_digits = label.translate(_DIGITS)
    for candidate in (as_digits, _LETTERS.get(label, "")):
        if not candidate or candidate == label:
            continue
        start, end = found.span("label")
        text = line.text[:start] + candidate + line.text[end:]
        marker = find_marker(text)
        if marker is not None and _belongs(marker, line.marker, lines, index):
            repair = Repair("label_misread", found[0].strip(), text[: found.end()].strip())
            return replace(line, text=text, marker=marker, repairs=(*line.repairs, repair))
    return line


def _belongs(
    marker: Marker, written: Marker | None, lines: Sequence[SourceLine], index: int
) -> bool:
    """Whether ``marker`` fits its row and what is written does not."""
    before = _nearest(lines, range(index - 1, max(index - _WINDOW, -1), -1), marker.shape)
    if before is None or not succeeds(before.number.key, marker.number.key):
        return False
    if written is None:
        return True
    above = _previous(lines, index)
    if above is None or above.shape is not marker.shape:
        return False
    # «б)» right after «5)» and before «7)»: the row goes on with figures, so the letter is a slip.
    following = _nearest(lines, range(index + 1, min(index + _WINDOW, len(lines))), marker.shape)
    return following is not None and succeeds(marker.number.key, following.number.key)


def _nearest(lines: Sequence[SourceLine], places: range, shape: Shape) -> Marker | None:
    for place in places:
        marker = lines[place].marker
        if marker is not None and marker.shape is shape:
            return marker
    return None


def _previous(lines: Sequence[SourceLine], index: int) -> Marker | None:
    return next(
        (line.marker for line in reversed(lines[max(index - _WINDOW, 0) : index]) if line.marker),
        None,
    )
