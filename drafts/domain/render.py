"""An act as plain text that parses to the same tree again.

One line per абзац; an empty line before whatever has a caption. Tables become lines with bars and
figures a line in square brackets: of these the text survives, not the structure.
"""

from collections.abc import Iterable, Iterator

from .nodes import Act, Alinea, Block, Figure, Kind, Line, Note, QuotedStructure, Table, Unit

_CAPTIONED = frozenset(Kind) - {Kind.PARAGRAPH, Kind.POINT, Kind.SUBPOINT}


def render(act: Act) -> str:
    """The whole act, lines ended by ``\\n``."""
    lines: list[str] = [*_matter(act.front)]
    if act.preamble:
        lines += ["", *_blocks(act.preamble)]
    body = [unit for unit in act.units if unit.kind is not Kind.ANNEX]
    annexes = [unit for unit in act.units if unit.kind is Kind.ANNEX]
    if body:
        lines.append("")
    for unit in body:
        lines += unit_lines(unit)
    if act.back:
        lines += ["", *(line.text for line in act.back)]
    for annex in annexes:
        lines += unit_lines(annex)
    text = "\n".join(lines).strip("\n")
    return text + "\n" if text else ""


def _matter(lines: Iterable[Line]) -> Iterator[str]:
    before: Line | None = None
    for line in lines:
        if before is not None and before.role is not line.role:
            yield ""
        yield line.text
        before = line


def unit_lines(unit: Unit) -> list[str]:
    """The lines of a unit with all it holds."""
    if unit.kind is Kind.ANNEX:
        lines = _annex_head(unit)
    else:
        lines = [""] if unit.kind in _CAPTIONED else []
        lines += _with_label(unit)
    for child in unit.children:
        lines += unit_lines(child)
    return lines + _blocks(unit.wrap_up)


def _with_label(unit: Unit) -> list[str]:
    """The label with the heading, or with the first абзац where there is no heading."""
    label = unit.num or unit.number
    if unit.heading or not unit.intro:
        return _with_notes([f"{label} {unit.heading}".rstrip()], unit.intro)
    first = unit.intro[0]
    on_own_line = unit.kind in _CAPTIONED and not _starts_on_label(unit)
    if on_own_line or not isinstance(first, (Alinea, Note)):
        return _with_notes([label], unit.intro)
    return _with_notes([f"{label} {first.text}"], unit.intro[1:])


def _starts_on_label(unit: Unit) -> bool:
    """«Статья 2. Настоящий Закон вступает…»: the text stands on the line of the number."""
    first = unit.intro[0]
    if unit.kind is not Kind.ARTICLE or not unit.num.endswith("."):
        return False
    return isinstance(first, Alinea) and first.text.endswith((".", ":", ";"))


def _with_notes(lines: list[str], blocks: tuple[Block, ...]) -> list[str]:
    return _continue(lines, blocks)


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    return _continue([], blocks)


def _continue(lines: list[str], blocks: Iterable[Block]) -> list[str]:
    for block in blocks:
        match block:
            case Note(text=text, inline=True) if lines:
                lines[-1] = f"{lines[-1]} {text}"
            case Alinea(text=text) | Note(text=text):
                lines.append(text)
            case QuotedStructure():
                quoted = quoted_lines(block)
                if block.inline and lines:
                    lines[-1] = f"{lines[-1]} {quoted.pop(0)}"
                lines += quoted
            case Table(rows=rows):
                lines += [" | ".join(" ".join(cell.lines) for cell in row) for row in rows]
            case Figure(name=name, description=description):
                lines.append(f"[{description or name}]")
    return lines


def quoted_lines(structure: QuotedStructure) -> list[str]:
    """The lines of a quotation within its quotation marks."""
    lines = _blocks(structure.intro)
    for unit in structure.units:
        lines += unit_lines(unit)
    lines += _blocks(structure.wrap_up)
    while lines and not lines[0]:
        lines.pop(0)
    if not lines:
        return [structure.opening + structure.closing]
    lines[0] = structure.opening + lines[0]
    lines[-1] += structure.closing
    return lines


def _annex_head(unit: Unit) -> list[str]:
    lines = ["", unit.num] if unit.num else [""]
    lines += unit.stamp
    if unit.heading:
        lines += ["", unit.heading]
    return [*lines, "", *_blocks(unit.intro)]
