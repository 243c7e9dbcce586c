"""Stage «asides»: what reference systems print between the lines of an act becomes notes.

Reads: lines. Writes: lines; notes of ConsultantPlus, GARANT and Kodeks are ``Note`` blocks, and an
editor's note that was broken into several lines is one line again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .lines import SourceLine
from .nodes import Note, Table

_SYSTEM = re.compile(
    r"^(?:Консультант\s?Плюс|ГАРАНТ(?:\.РУ)?|Кодекс|Техэксперт)\s*:\s*(?P<rest>.*)$"
)
_ANNOUNCES = re.compile(r"^(?:примечани[ея]\s*[.:]?)?$", re.IGNORECASE)
_CHANGES = re.compile(r"^Информация об изменениях(?: документа)?:\s*(?P<rest>.*)$")
_TELLS_CHANGE = re.compile(
    r"^(?:См\.\s|Федеральн\w+ закон|Закон|Постановлени|Указ|Приказ|Решени|Распоряжени|"
    r"(?:Стать|Част|Пункт|Подпункт|Абзац|Наименовани|Преамбул|Глав|Раздел|Приложени|Текст)\S*\s.*"
    r"(?:измен|дополн|излож|утрат|исключ|вступ))"
)
_ALONE = re.compile(
    r"^(?:См\.\s(?:предыдущ\w+ редакци|комментарии|текст\s|также\s|справк|схему|форму)|"
    r"Комментарий к (?:статье|пункту|части)\s|Открыть полный текст документа$|"
    r"\(см\.\s(?:текст|предыдущую)[^()]*\)$)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^[(<\[](?:в\s+ред|введен|дополнен|(?:стать|част|пункт|подпункт|абзац|п\.|ч\.|пп\.|преамбул|наимен|глав)"
    r"[^()]{0,40}\s(?:в\s+ред|введен|дополнен))[^()]*(?:\([^()]*\)[^()]*)*$",
    re.IGNORECASE,
)
_ANGLE = re.compile(r"^<[А-ЯЁ]")
_REPEALED = re.compile(r"тратил|тратив|сключен", re.IGNORECASE)
_LONGEST_NOTE = 60  # lines: an old law was amended so often


def mark_asides(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines with asides as notes."""
    result: list[SourceLine] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        stop = _broken_note(lines, index)
        if stop > index + 1:
            text = " ".join(part.text for part in lines[index:stop])
            result.append(replace(line, text=text, marker=None))
            index = stop
            continue
        stop = _angle_note(lines, index) or _aside(lines, index)
        if stop > index:
            result.extend(_note(part) for part in lines[index:stop])
            index = stop
            continue
        result.append(line)
        index += 1
    return result


def _note(line: SourceLine) -> SourceLine:
    text = _table_text(line) if isinstance(line.block, Table) else line.text
    return replace(line, text="", marker=None, block=Note(text))


def _aside(lines: Sequence[SourceLine], index: int) -> int:
    """The line after the aside that begins here; ``index`` itself if none does."""
    line = lines[index]
    if isinstance(line.block, Table):
        return index + 1 if _SYSTEM.match(_table_text(line)) else index
    if line.block is not None:
        return index
    if _ALONE.match(line.text):
        return index + 1
    announced = _SYSTEM.match(line.text)
    if announced:
        below = lines[index + 1] if index + 1 < len(lines) else None
        goes_on = bool(_ANNOUNCES.match(announced["rest"])) and below is not None
        return index + 2 if goes_on and below is not None and _is_prose(below) else index + 1
    if not _CHANGES.match(line.text):
        return index
    stop = index + 1
    while stop < len(lines) and _is_prose(lines[stop]) and _TELLS_CHANGE.match(lines[stop].text):
        stop += 1
    return stop


def _angle_note(lines: Sequence[SourceLine], index: int) -> int:
    """The line after «<Изменение: … / … >»; 0 if no such note begins here. That a unit was repealed
    is text of the unit."""
    if lines[index].block is not None or not _ANGLE.match(lines[index].text):
        return 0
    for place in range(index, min(index + _LONGEST_NOTE, len(lines))):
        part = lines[place]
        labelled = place > index and part.marker is not None and part.marker.sure
        if part.block is not None or labelled:
            return 0
        if place > index and _ANGLE.match(part.text):
            return place  # the bracket was never closed: the next note begins
        if part.text.rstrip(" .;").endswith(">"):
            whole = " ".join(line.text for line in lines[index : place + 1])
            return 0 if place == index and _REPEALED.search(whole[:40]) else place + 1
    return 0


def _is_prose(line: SourceLine) -> bool:
    return line.block is None and line.marker is None and not line.emphasised


def _broken_note(lines: Sequence[SourceLine], index: int) -> int:
    """The line after «(в ред. Законов от …, / от …)», if it is broken; else ``index``."""
    line = lines[index]
    if line.block is not None or not _OPENS.match(line.text):
        return index
    depth = 0
    for place in range(index, min(index + _LONGEST_NOTE, len(lines))):
        part = lines[place]
        if part.block is not None or (
            place > index and part.marker is not None and part.marker.sure
        ):
            return index
        depth += part.text.count("(") - part.text.count(")")
        if depth <= 0:
            return place + 1
    return index


def _table_text(line: SourceLine) -> str:
    """The text of a table of one filled cell: a box; empty for a table of data."""
    if not isinstance(line.block, Table) or len(line.block.rows) > 3:
        return ""
    filled = [cell for row in line.block.rows for cell in row if cell.lines]
    return " ".join(filled[0].lines) if len(filled) == 1 else ""
