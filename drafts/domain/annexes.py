"""Stage «annexes»: where annexes begin, what they are called, which belongs to which.

Reads: lines. Writes: ``AnnexHead`` values.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .editorial import is_note
from .lines import SourceLine
from .nodes import Note, NoteKind
from .numbering import arabic, roman

_S = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_ANNEX = re.compile(
    rf"^(?P<num>(?:ПРИЛОЖЕНИЕ|Приложение)(?:\s*(?:№|N|No|номер)?\s*(?P<n>\d+(?:[.\-_^]\d+)*[{_S}]*|[IVX]+(?=\s|$)))?)"
    r"\s*(?P<rest>.*)$",
    re.DOTALL,
)
_APPROVED = re.compile(r"^(?P<num>УТВЕРЖД[ЕЁ]Н[АОЫ]?|Утвержд[её]н[аоы]?)\b[:.]?\s*(?P<rest>.*)$")
_INSTRUMENT = re.compile(
    r"^(?:\w+\s+){0,2}(постановлени|указ|приказ|решени|распоряжени|закон|протокол|правлени|президент)",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"излож|дополн|исключ|призна|утрат|замен|являет|считать|содерж|включ|разработ|вступ",
    re.IGNORECASE,
)
_STAMP_LINE = re.compile(
    r"^(к|ко|от|на|о|об|и|в|за|по|из|при)\s|^[а-яё(№\"«]|^\d{1,2}[. ]|^N\s", re.IGNORECASE
)
_STAMP_END = re.compile(r"(?:№|\bN)\s*[\w/\-]*\d[\w/\-]*\.?$")
_ADJECTIVE_ENDS = ("ому", "ему", "ой", "ым", "им")
_STEM = 5
_MAX_HEAD = 500
_MAX_TITLE = 1200
_MAX_STAMP_LINES = 14


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """``start`` is the line of «Приложение», ``body`` the first line after the title.

    ``number`` is empty where the annex has none («УТВЕРЖДЕНО»).
    """

    start: int
    body: int
    number: str
    num: str
    stamp: tuple[str, ...]
    title: str
    belongs_to: str
    notes: tuple[str, ...] = ()


def is_annex_start(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether «Приложение № 1 к …» or «УТВЕРЖДЕНО …» stands at this line."""
    line = lines[index]
    if line.block is not None or line.text[0] not in "ПУ" or len(line.text) > _MAX_HEAD:
        return False
    if line.text[-1] in ";:":
        return False
    found = _ANNEX.match(line.text)
    if found:
        return _annex_rest_fits(line, found["rest"].strip())
    approved = _APPROVED.match(line.text)
    return bool(approved) and _approved_by(lines, index, approved["rest"] if approved else "")


def _annex_rest_fits(line: SourceLine, rest: str) -> bool:
    if not rest:
        return True
    if _VERBS.search(rest) and not line.right:
        return False
    if re.match(r"^ко?\s", rest, re.IGNORECASE):
        return not rest.endswith(".") or line.right
    if rest[0] == "(":
        return True
    return rest[0] in ".–-—" and (line.emphasised or line.right)


def _approved_by(lines: Sequence[SourceLine], index: int, rest: str) -> bool:
    if rest:
        return bool(_INSTRUMENT.match(rest)) and not rest.endswith(".")
    if index + 1 >= len(lines) or lines[index + 1].block is not None:
        return False
    return bool(_INSTRUMENT.match(lines[index + 1].text))


def read_head(lines: Sequence[SourceLine], start: int, stop: int) -> AnnexHead:
    """The head of the annex that begins at ``start``; ``stop`` bounds the search."""
    line = lines[start]
    found = _ANNEX.match(line.text) or _APPROVED.match(line.text)
    if found is None:
        raise ValueError("no annex begins here")
    named = found.re is _ANNEX
    written = (found["n"] or "") if named else ""
    number = arabic(written) or roman(written) if written else None
    rest = found["rest"].strip()
    stamp = [rest] if rest else []
    index = start + 1
    if not named:
        stamp.insert(0, found["num"])
    while index < stop and len(stamp) < _MAX_STAMP_LINES and _is_stamp(lines, index, start):
        stamp.append(lines[index].text)
        index += 1
    notes: list[str] = []
    while index < stop and (aside := _aside(lines[index])):
        block = lines[index].block
        text = block.text if isinstance(block, Note) else lines[index].text
        (notes if aside == "note" else stamp).append(text)
        index += 1
    title, body = _title(lines, index, stop)
    return AnnexHead(
        start=start,
        body=body,
        number=number.text if number else "",
        num=found["num"].strip() if named else "",
        stamp=tuple(stamp),
        title=title,
        belongs_to=_belongs_to(" ".join(stamp)),
        notes=tuple(notes),
    )


def _aside(line: SourceLine) -> str:
    """«(форма)» and editors' notes between the stamp and the title."""
    if isinstance(line.block, Note) and line.block.kind is NoteKind.EDITORIAL:
        return "note"
    if line.block is not None or line.text[0] != "(":
        return ""
    if is_note(line.text):
        return "note"
    return "stamp" if len(line.text) < 60 and line.text[-1] == ")" else ""


def _is_stamp(lines: Sequence[SourceLine], index: int, start: int) -> bool:
    line = lines[index]
    if line.block is not None:
        return False
    if line.paragraph == lines[start].paragraph:
        return True
    if _APPROVED.match(line.text) and is_annex_start(lines, index):
        return True
    if line.marker is not None and not line.right:
        return False
    if line.right:
        return True
    if line.centred or line.blank_before or (line.caps and not lines[start].right):
        return False
    if _STAMP_END.search(lines[index - 1].text) and line.text[0].isupper():
        return False  # the number of the act was the last word of the stamp
    if line.bold and not lines[start].bold:
        return False
    return bool(_STAMP_LINE.match(line.text)) or not _looks_like_title(line)


def _looks_like_title(line: SourceLine) -> bool:
    return len(line.text) > 120 or line.text[-1] in ".:;"


def _title(lines: Sequence[SourceLine], index: int, stop: int) -> tuple[str, int]:
    """The title that begins at ``index`` and the line after it; no title is possible."""
    first = lines[index] if index < stop else None
    if first is None or not _may_be_title(first):
        return "", index
    if not first.emphasised and any(line.centred for line in lines[index : min(index + 12, stop)]):
        return "", index  # a form: the addressee stands above the centred title
    pieces: list[str] = []
    cursor = index
    while cursor < stop and _in_title(lines[cursor], first, lines[cursor - 1], pieces):
        pieces.append(lines[cursor].text)
        cursor += 1
    title = " ".join(pieces)
    if not first.emphasised and (title[-1:] in (".", ";", ":", "") or len(pieces) > 8):
        return "", index
    return title, cursor


def _may_be_title(line: SourceLine) -> bool:
    if line.block is not None or line.marker is not None or is_note(line.text):
        return False
    return line.text[-1] not in ";:" and line.text[0] not in "_–-"


def _in_title(line: SourceLine, first: SourceLine, above: SourceLine, pieces: list[str]) -> bool:
    if not pieces:
        return True
    if not _may_be_title(line) or sum(map(len, pieces)) > _MAX_TITLE:
        return False
    if line.paragraph == above.paragraph:
        return True
    if first.centred:
        return line.centred and not (line.blank_before and line.text[0] == "(")
    if first.bold:
        return line.bold
    if line.blank_before:
        return first.caps and line.caps
    return not (first.caps and not line.caps and line.text[-1] == ".")


def _belongs_to(stamp: str) -> str:
    """The words after «к»: what the annex is an annex to."""
    found = re.search(r"(?:^|\s)ко?\s+(.{3,80})", stamp, re.IGNORECASE)
    return found[1] if found else ""


def is_annex_of(head: AnnexHead, title: str) -> bool:
    """Whether ``head`` names the document titled ``title``: «к Правилам …» and «ПРАВИЛА …»."""
    if not head.belongs_to or not title:
        return False
    wanted = [word for word in _words(head.belongs_to, 3) if not word.startswith("настоящ")]
    if wanted and wanted[0].endswith(_ADJECTIVE_ENDS):
        wanted.pop(0)  # «к Административному регламенту»
    have = [word[:_STEM] for word in _words(title, 3)]
    return bool(wanted) and wanted[0][:_STEM] in have


def _words(text: str, count: int) -> list[str]:
    return [word.lower() for word in re.findall(r"[А-Яа-яЁё]{3,}", text)[:count]]
