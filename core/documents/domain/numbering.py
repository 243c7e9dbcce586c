"""Numbers of headings and tables, counted once for all renderers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.documents.domain.blocks import MAX_HEADING_LEVEL, Block, Chart, Heading, Table


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block with its printed number: «2.1.» for a numbered heading, «3» for a captioned table
    or a chart, otherwise empty. `anchor` is unique among the headings, tables and charts.
    `continued`: the block is the rest of a table whose beginning stands before it."""

    block: Block
    number: str = ""
    anchor: str = ""
    continued: bool = False


def numbered(blocks: Iterable[Block]) -> Iterator[Numbered]:
    """The blocks in order, each with its number; a heading restarts the counts below its level."""
    counts = [0] * (MAX_HEADING_LEVEL + 1)
    headings = captioned = tables = charts = 0
    for block in blocks:
        if isinstance(block, Heading):
            headings += 1
            number = ""
            counts[block.level + 1 :] = [0] * (MAX_HEADING_LEVEL - block.level)
            if block.numbered:
                counts[block.level] += 1
                number = ".".join(str(n) for n in counts[1 : block.level + 1] if n) + "."
            yield Numbered(block, number, f"section-{headings}")
        elif isinstance(block, Table):
            tables += 1
            if block.caption:
                captioned += 1
            number = str(captioned) if block.caption else ""
            yield Numbered(block, number, f"table-{tables}")
        elif isinstance(block, Chart):
            charts += 1
            yield Numbered(block, str(charts), f"chart-{charts}")
        else:
            yield Numbered(block)
