"""What pages and upper floors read about bills; each in a constant number of queries."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.journal.subjects import SubjectLink
from drafts.domain import serialise
from drafts.domain.citations import citation
from drafts.domain.display import LineType, TextLine, text_lines
from drafts.domain.nodes import Kind, Line
from drafts.messages import KIND_PLURALS, warning_message
from drafts.models import Bill, BillVersion, Provision

__all__ = [
    "BillPassport",
    "Tree",
    "TreeNode",
    "bill_passport",
    "citation",
    "desk_bills",
    "drafts_of",
    "journal_bills",
    "journal_subjects",
    "namesakes",
    "own_text",
    "provision_by_eid",
    "unit_statistics",
    "version_tree",
    "version_warnings",
]


# --- The text ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tail:
    """Text of a unit that stands after the units inside it; `level` is that of the unit."""

    eid: str
    level: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A provision ready to be printed. Nodes come flat, in document order: print each, and after
    it its `tails`, the closing lines of this unit and of those above that end here.

    `num_label` is the number as written («Статья 5¹.», «2.1)»); `lines` the own text before the
    units inside; the first of them continues the line of the number if it `runs_on`. `depth` is
    the place in the tree, `level` (0 to 4) the indent below an article or an annex, `captions` (0
    to 3) how many units above have a caption of their own.
    """

    id: int
    lineage: uuid.UUID
    parent_id: int | None
    eid: str
    path: str
    kind: str
    depth: int
    level: int
    captions: int
    number: str
    num_label: str
    heading: str
    text: str
    stamp: tuple[str, ...]
    lines: tuple[TextLine, ...]
    tails: tuple[Tail, ...]
    has_children: bool

    @property
    def citation(self) -> str:
        """«пункт 2 части 1 статьи 5»."""
        return citation(self.path)

    @property
    def is_container(self) -> bool:
        """A part, section or chapter: a caption over other units."""
        return self.kind in _CONTAINERS

    @property
    def has_caption(self) -> bool:
        """Whether the number and the heading stand on a line of their own."""
        return _has_caption(self)

    @property
    def runs_on(self) -> bool:
        """Whether the first line belongs on the line of the number."""
        return (
            not self.has_caption
            and bool(self.lines)
            and self.lines[0].type is LineType.ALINEA
            and not self.lines[0].is_quoted
        )


def _has_caption(unit: "TreeNode | Provision") -> bool:
    return bool(unit.heading) or unit.kind in _CAPTIONED


_CONTAINERS = frozenset(
    {Kind.PART_OF_ACT, Kind.SECTION, Kind.SUBSECTION, Kind.CHAPTER, Kind.DIVISION}
)
_CAPTIONED = _CONTAINERS | {Kind.ARTICLE, Kind.ANNEX}
_MAX_LEVEL, _MAX_CAPTIONS = 4, 3


@dataclass(frozen=True)
class Tree:
    """The whole text of a version: lines before the units, the units, lines after them."""

    front: tuple[Line, ...]
    preamble: tuple[TextLine, ...]
    nodes: tuple[TreeNode, ...]
    back: tuple[Line, ...]

    @property
    def body(self) -> tuple[TreeNode, ...]:
        """The units before the signature."""
        return self.nodes[: self._first_annex]

    @property
    def annexes(self) -> tuple[TreeNode, ...]:
        """The annexes with all that is in them, which follow the signature."""
        return self.nodes[self._first_annex :]

    @cached_property
    def _first_annex(self) -> int:
        places = (i for i, node in enumerate(self.nodes) if node.kind == Kind.ANNEX)
        return next(places, len(self.nodes))

    @cached_property
    def by_eid(self) -> dict[str, TreeNode]:
        return {node.eid: node for node in self.nodes}

    @cached_property
    def by_path(self) -> dict[str, TreeNode]:
        """The first node of each path (a faulty draft may repeat one)."""
        return {node.path: node for node in reversed(self.nodes)}


def version_tree(version: BillVersion) -> Tree:
    """The text of a version; one query, whatever its size."""
    rows = list(Provision.objects.filter(version=version).order_by("position"))
    act = serialise.from_dict({k: version.front.get(k, []) for k in ("front", "preamble", "back")})
    return Tree(act.front, text_lines(act.preamble), tuple(_nodes(rows)), act.back)


@dataclass(slots=True)
class _Open:
    """A unit whose end has not come yet."""

    row: Provision
    level: int
    captions: int


def _nodes(rows: Sequence[Provision]) -> Iterator[TreeNode]:
    parents = {row.parent_id for row in rows}
    stack: list[_Open] = []
    for index, row in enumerate(rows):
        following = rows[index + 1].depth if index + 1 < len(rows) else 0
        opened = _open(row, stack[-1] if stack else None)
        stack.append(opened)
        tails: list[Tail] = []
        while stack and stack[-1].row.depth >= following:
            tails.extend(_tail(stack.pop()))
        yield _node(opened, tuple(tails), row.pk in parents)


def _open(row: Provision, above: _Open | None) -> _Open:
    if above is None:
        return _Open(row, 0, 0)
    is_base = row.kind in _CAPTIONED or above.row.kind in _CONTAINERS
    level = 0 if is_base else min(above.level + 1, _MAX_LEVEL)
    return _Open(row, level, min(above.captions + _has_caption(above.row), _MAX_CAPTIONS))


def _tail(unit: _Open) -> Iterator[Tail]:
    lines = text_lines(serialise.blocks_from_list(unit.row.content.get("wrap_up", ())))
    if lines:
        yield Tail(unit.row.eid, unit.level, lines)


def _node(unit: _Open, tails: tuple[Tail, ...], has_children: bool) -> TreeNode:
    row = unit.row
    return TreeNode(
        id=row.pk,
        lineage=row.lineage,
        parent_id=row.parent_id,
        eid=row.eid,
        path=row.path,
        kind=row.kind,
        depth=row.depth,
        level=unit.level,
        captions=unit.captions,
        number=row.number,
        num_label=row.num_label,
        heading=row.heading,
        text=row.text,
        stamp=tuple(row.content.get("stamp", ())),
        lines=text_lines(serialise.blocks_from_list(row.content.get("intro", ()))),
        tails=tails,
        has_children=has_children,
    )


def own_text(provision: Provision) -> str:
    """All of a unit's own words as plain text, a line per абзац: its heading, the text before and
    after the units inside it, quotations included; without its number and without those units."""
    blocks = serialise.blocks_from_list(
        [*provision.content.get("intro", ()), *provision.content.get("wrap_up", ())]
    )
    return "\n".join([*filter(None, [provision.heading]), *_plain(text_lines(blocks))])


def _plain(lines: Iterable[TextLine]) -> Iterator[str]:
    for line in lines:
        if line.type is LineType.TABLE:
            for row in line.rows:
                yield "\t".join(" ".join(cell.lines) for cell in row)
        elif text := " ".join(filter(None, [line.number, line.text])):
            yield text


# --- Bills ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BillPassport:
    """A bill with its versions, newest first."""

    bill: Bill
    versions: tuple[BillVersion, ...]

    @property
    def latest(self) -> BillVersion | None:
        return self.versions[0] if self.versions else None


def bill_passport(slug: str, *, with_drafts: bool = False) -> BillPassport | None:
    """The bill at an address, or None if there is none (or none to be shown); two queries."""
    bill = Bill.objects.select_related("committee").filter(slug=slug).first()
    if bill is None:
        return None
    versions = BillVersion.objects.filter(bill=bill).order_by("-number")
    found = tuple(versions if with_drafts else versions.published())
    if not found and not with_drafts:
        return None
    for version in found:
        version.bill = bill
    return BillPassport(bill, found)


def provision_by_eid(version: BillVersion, eid: str) -> Provision | None:
    """The unit with this anchor, or None."""
    return Provision.objects.filter(version=version, eid=eid).first() if eid else None


def desk_bills(bodies: Iterable[int] | None) -> QuerySet[Bill]:
    """Bills of these committees (None: of all) for the desk, newest first.

    Annotated with `draft_number` and `published_number` (None if there is none), `latest_number`
    and the `unit_total` of that version: one query for a page of any length.
    """
    bills = Bill.objects.select_related("committee").order_by("-created_at", "-pk")
    if bodies is not None:
        bills = bills.of_committees(list(bodies))
    newest = BillVersion.objects.filter(bill=OuterRef("pk")).order_by("-number")
    return bills.annotate(
        draft_number=Subquery(newest.filter(status="draft").values("number")[:1]),
        published_number=Subquery(newest.published().values("number")[:1]),
        unit_total=Subquery(newest.values("unit_count")[:1]),
        latest_number=Subquery(newest.values("number")[:1]),
    )


def drafts_of(bodies: Iterable[int]) -> QuerySet[BillVersion]:
    """Versions of these committees that wait to be published, the oldest first."""
    return (
        BillVersion.objects.filter(status="draft", bill__committee_id__in=list(bodies))
        .select_related("bill")
        .order_by("created_at", "pk")
    )


# --- What the clerk checks --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A doubt of the parser in words, with the unit that it concerns (`eid` is empty if none)."""

    text: str
    place: str
    eid: str


def version_warnings(version: BillVersion, tree: Tree) -> list[WarningLine]:
    """The doubts about a version, in the order in which the parser had them."""
    found = []
    for item in version.warnings:
        warning = serialise.warning_from_dict(item)
        node = _place(tree, warning.code, warning.place, warning.params.get("number", ""))
        place = node.citation if node else ""
        eid = node.eid if node else ""
        found.append(WarningLine(warning_message(warning.code, warning.params), place, eid))
    return found


def _place(tree: Tree, code: str, place: str, number: str) -> TreeNode | None:
    """The unit that a warning speaks of: the child of `place` with this number (of several, the
    one that repeats it), else `place`, else the nearest unit above (a place inside a quotation is
    not in the tree)."""
    if code == "duplicate_path":
        return next((node for node in reversed(tree.nodes) if node.path == place), None)
    parent = tree.by_path.get(place)
    if number and (parent is not None or not place):
        parent_id = parent.id if parent else None
        same = [n for n in tree.nodes if n.parent_id == parent_id and n.number == number]
        if same:
            return same[-1 if code == "number_repeated" else 0]
    while place and place not in tree.by_path:
        place = place.rpartition("/")[0]
    return tree.by_path.get(place)


def unit_statistics(tree: Tree) -> list[tuple[str, int]]:
    """(kind in the plural, how many), the outermost kinds first, only those that occur."""
    counts = Counter(node.kind for node in tree.nodes)
    return [(str(words), counts[kind]) for kind, words in KIND_PLURALS.items() if counts[kind]]


def namesakes(bill: Bill) -> QuerySet[Bill]:
    """Other bills with the same number: one of the numbers must be a slip."""
    if not bill.number:
        return Bill.objects.none()
    return Bill.objects.filter(number=bill.number).exclude(pk=bill.pk)


def journal_bills(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about published bills are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    bills = Bill.objects.filter(pk__in=wanted, versions__status="published").distinct()
    return {str(bill.pk): SubjectLink(bill.title, bill.get_absolute_url()) for bill in bills}


def journal_subjects(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about published versions are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    versions = BillVersion.objects.published().filter(pk__in=wanted).select_related("bill")
    return {
        str(version.pk): SubjectLink(
            _("%(bill)s, version %(number)d")
            % {"bill": version.bill.title, "number": version.number},
            version.get_absolute_url(),
        )
        for version in versions
    }
