"""The structure beside its source: what a clerk compares and mends."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from drafts.domain import fixes, serialise
from drafts.domain.citations import citation
from drafts.domain.display import text_lines
from drafts.domain.nodes import Line
from drafts.messages import fix_message, fix_problem_message
from drafts.models import BillVersion, Provision, SourceText, StructureFix
from drafts.selectors.doubts import version_warnings
from drafts.selectors.text import Tree, TreeNode, version_tree

ROWS_PER_PAGE = 120
PREAMBLE = "-"  # stands for what is before the first unit


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph of the file; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class StructureRow:
    """A unit and the paragraphs that it was read from (none where they stand with the unit before
    it); `node` is None for what stands before the first unit. `closing` are the lines printed after
    the body, on the row of its last unit."""

    node: TreeNode | None
    source: tuple[SourceParagraph, ...]
    doubts: tuple[str, ...] = ()
    closing: tuple[Line, ...] = ()

    @property
    def eid(self) -> str:
        """Its place in addresses."""
        return self.node.eid if self.node else PREAMBLE


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of the structure and the unit that it begins with."""

    number: int
    place: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StructurePage:
    """A stretch of the structure, with links to the others."""

    tree: Tree
    rows: tuple[StructureRow, ...]
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class FixLine:
    """A fix in words. `problem` says why it no longer fits; `is_undone`: it was taken back."""

    order: int
    place: str
    text: str
    problem: str
    made_by: str
    fix: StructureFix

    @property
    def is_undone(self) -> bool:
        return self.fix.undone_at is not None


def structure_page(version: BillVersion, number: int = 1, *, only: str = "") -> StructurePage:
    """Page `number` of the structure, or the row `only` (an eId) alone; two queries."""
    tree = version_tree(version)
    texts = _paragraphs(version)
    rows = _rows(version, tree, texts)
    if only:
        return StructurePage(tree, tuple(row for row in rows if row.eid == only), ())
    count = max(1, -(-len(rows) // ROWS_PER_PAGE))
    current = min(max(number, 1), count)
    pages = tuple(
        PageLink(page, _first_place(rows[(page - 1) * ROWS_PER_PAGE]), page == current)
        for page in range(1, count + 1)
    )
    start = (current - 1) * ROWS_PER_PAGE
    return StructurePage(tree, tuple(rows[start : start + ROWS_PER_PAGE]), pages)


def page_of(tree: Tree, eid: str) -> int:
    """The page on which a unit stands."""
    places = (index for index, node in enumerate(tree.nodes, start=1) if node.eid == eid)
    return next(places, 0) // ROWS_PER_PAGE + 1


def _first_place(row: StructureRow) -> str:
    return citation(row.node.path, short=True) if row.node else ""


def _paragraphs(version: BillVersion) -> list[str]:
    kept = SourceText.objects.filter(version=version).values_list("paragraphs", flat=True).first()
    return list(kept or ())


def _rows(version: BillVersion, tree: Tree, texts: list[str]) -> list[StructureRow]:
    nodes = tree.nodes
    doubts: dict[str, list[str]] = defaultdict(list)
    for warning in version_warnings(version, tree):
        doubts[warning.eid].append(warning.text)
    starts = sorted({node.source for node in nodes})
    stops = dict(zip(starts, [*starts[1:], len(texts)], strict=True))
    head = _slice(texts, 0, starts[0] if starts else len(texts))
    rows = [StructureRow(None, head, tuple(doubts.get("", ())))]
    last_of_body = len(tree.body) - 1
    for index, node in enumerate(nodes):
        closing = tree.back if index == last_of_body else ()
        # Of several units in one paragraph the first has it.
        source = _slice(texts, node.source, stops.pop(node.source, node.source))
        rows.append(StructureRow(node, source, tuple(doubts.get(node.eid, ())), closing))
    return rows


def _slice(texts: list[str], start: int, stop: int) -> tuple[SourceParagraph, ...]:
    return tuple(
        SourceParagraph(index + 1, texts[index]) for index in range(start, stop) if texts[index]
    )


def quotations(node: TreeNode) -> list[str]:
    """The first words of every quotation in a unit, in order; one query."""
    content = Provision.objects.values_list("content", flat=True).get(pk=node.id)
    blocks = (*content.get("intro", ()), *content.get("wrap_up", ()))
    quoted = (serialise.block_from_dict(b) for b in blocks if b["type"] == "quoted")
    first = (text_lines([block])[0] for block in quoted)
    return [" ".join(part for part in (line.number, line.text) if part) for line in first]


def fix_lines(version: BillVersion) -> list[FixLine]:
    """All that was mended in the file of a version, undone fixes included; one query."""
    kept: QuerySet[StructureFix] = (
        StructureFix.objects.filter(bill=version.bill_id, source_sha256=version.source_sha256)
        .select_related("made_by")
        .order_by("order")
    )
    return [
        FixLine(
            order=item.order,
            place=citation(item.path),
            text=fix_message(fixes.from_dict(item.data)),
            problem=fix_problem_message(item.problem) if item.problem else "",
            made_by=str(item.made_by or ""),
            fix=item,
        )
        for item in kept
    ]
