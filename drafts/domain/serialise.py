"""The tree as plain dictionaries (JSON), and back.

Empty fields are left out. ``from_dict(to_dict(act)) == act`` for every act.
"""

from collections.abc import Callable, Iterable
from typing import Any

from .nodes import (
    Act,
    Alinea,
    Block,
    Cell,
    Figure,
    Kind,
    Line,
    Link,
    Note,
    NoteKind,
    ParserWarning,
    QuotedStructure,
    Role,
    Table,
    Unit,
)

Json = dict[str, Any]


def _compact(**fields: Any) -> Json:
    return {key: value for key, value in fields.items() if value not in ("", [], False, None)}


def cell_to_json(cell: Cell) -> Json:
    spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    return _compact(lines=list(cell.lines)) | {k: v for k, v in spans.items() if v != 1}


def block_to_dict(block: Block) -> Json:
    match block:
        case Alinea(text, links):
            written = [[link.start, link.end, link.eid] for link in links]
            return {"type": "alinea", "text": text} | _compact(links=written)
        case Note(text, kind, inline):
            return {"type": "note", "text": text, "kind": str(kind)} | _compact(inline=inline)
        case Table(rows):
            return {"type": "table", "rows": [[cell_to_json(c) for c in row] for row in rows]}
        case Figure(name, description):
            return {"type": "figure", "name": name} | _compact(description=description)
        case QuotedStructure():
            return {"type": "quoted"} | _compact(
                opening=block.opening,
                closing=block.closing,
                intro=blocks_to_list(block.intro),
                units=[unit_to_dict(unit) for unit in block.units],
                wrap_up=blocks_to_list(block.wrap_up),
                inline=block.inline,
            )


def blocks_to_list(blocks: Iterable[Block]) -> list[Json]:
    return [block_to_dict(block) for block in blocks]


def unit_to_dict(unit: Unit) -> Json:
    return (
        {"kind": str(unit.kind), "number": unit.number}
        | _compact(
            num=unit.num,
            heading=unit.heading,
            stamp=list(unit.stamp),
            intro=blocks_to_list(unit.intro),
            children=[unit_to_dict(child) for child in unit.children],
            wrap_up=blocks_to_list(unit.wrap_up),
        )
        | ({"source": unit.source} if unit.source >= 0 else {})
    )


def _lines_to_list(lines: Iterable[Line]) -> list[Json]:
    return [{"role": str(line.role), "text": line.text} for line in lines]


def to_dict(act: Act) -> Json:
    """``act`` as JSON-able values."""
    return _compact(
        front=_lines_to_list(act.front),
        preamble=blocks_to_list(act.preamble),
        units=[unit_to_dict(unit) for unit in act.units],
        back=_lines_to_list(act.back),
    )


def _cell(data: Json) -> Cell:
    return Cell(tuple(data.get("lines", ())), data.get("colspan", 1), data.get("rowspan", 1))


_BLOCKS: dict[str, Callable[[Json], Block]] = {
    "alinea": lambda d: Alinea(d["text"], tuple(Link(*link) for link in d.get("links", ()))),
    "note": lambda d: Note(d["text"], NoteKind(d["kind"]), d.get("inline", False)),
    "table": lambda d: Table(tuple(tuple(_cell(c) for c in row) for row in d["rows"])),
    "figure": lambda d: Figure(d["name"], d.get("description", "")),
    "quoted": lambda d: QuotedStructure(
        opening=d.get("opening", ""),
        closing=d.get("closing", ""),
        intro=blocks_from_list(d.get("intro", ())),
        units=tuple(unit_from_dict(unit) for unit in d.get("units", ())),
        wrap_up=blocks_from_list(d.get("wrap_up", ())),
        inline=d.get("inline", False),
    ),
}


def block_from_dict(data: Json) -> Block:
    return _BLOCKS[data["type"]](data)


def blocks_from_list(data: Iterable[Json]) -> tuple[Block, ...]:
    return tuple(block_from_dict(item) for item in data)


def unit_from_dict(data: Json) -> Unit:
    return Unit(
        kind=Kind(data["kind"]),
        number=data["number"],
        num=data.get("num", ""),
        heading=data.get("heading", ""),
        stamp=tuple(data.get("stamp", ())),
        intro=blocks_from_list(data.get("intro", ())),
        children=tuple(unit_from_dict(child) for child in data.get("children", ())),
        wrap_up=blocks_from_list(data.get("wrap_up", ())),
        source=data.get("source", -1),
    )


def _lines(data: Iterable[Json]) -> tuple[Line, ...]:
    return tuple(Line(Role(item["role"]), item["text"]) for item in data)


def from_dict(data: Json) -> Act:
    """The inverse of ``to_dict``; KeyError or ValueError if ``data`` was not made by it."""
    return Act(
        front=_lines(data.get("front", ())),
        preamble=blocks_from_list(data.get("preamble", ())),
        units=tuple(unit_from_dict(unit) for unit in data.get("units", ())),
        back=_lines(data.get("back", ())),
    )


def warning_to_dict(warning: ParserWarning) -> Json:
    return {"code": warning.code} | _compact(place=warning.place, params=dict(warning.params))


def warning_from_dict(data: Json) -> ParserWarning:
    return ParserWarning(data["code"], data.get("place", ""), dict(data.get("params", {})))
