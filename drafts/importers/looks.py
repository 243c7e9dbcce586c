"""What styles say of a paragraph or a run, in any word processor's format."""

from dataclasses import dataclass
from typing import TypeVar

from drafts.domain.paragraphs import Alignment

_T = TypeVar("_T")

ALIGNMENTS = {
    "center": Alignment.CENTRE,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "both": Alignment.JUSTIFY,
    "justify": Alignment.JUSTIFY,
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a style (with its ancestors) says; None means nothing. ``indent`` is in points.

    ``num_id`` and ``level`` name the automatic number that the style brings (DOCX only).
    """

    name: str = ""
    bold: bool | None = None
    superscript: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    alignment: Alignment | None = None
    indent: float | None = None
    num_id: str = ""
    level: int | None = None


def overlay(below: Look, above: Look) -> Look:
    """``above`` wins wherever it says anything."""
    return Look(
        name=above.name or below.name,
        bold=_pick(above.bold, below.bold),
        superscript=_pick(above.superscript, below.superscript),
        caps=_pick(above.caps, below.caps),
        hidden=_pick(above.hidden, below.hidden),
        alignment=_pick(above.alignment, below.alignment),
        indent=_pick(above.indent, below.indent),
        num_id=above.num_id or below.num_id,
        level=_pick(above.level, below.level),
    )


def _pick(own: _T | None, inherited: _T | None) -> _T | None:
    return inherited if own is None else own
