"""Published editions."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from consultations.amendments.domain.editions import PARTS, Line
from consultations.amendments.models import AmendmentTable, TableRow
from consultations.process.models import Consultation

_WORDS = (
    "part",
    "number",
    "place",
    "sponsor",
    "original",
    "text",
    "resulting",
    "decision",
    "reason",
)


def editions(consultation: Consultation) -> QuerySet[AmendmentTable]:
    """The newest first."""
    return AmendmentTable.objects.filter(consultation=consultation).newest_first()


def edition_of(consultation: Consultation, edition: int) -> AmendmentTable | None:
    return editions(consultation).filter(edition=edition).first()


def lines_of_edition(table: AmendmentTable) -> list[Line]:
    """All rows of the three tables; one query."""
    found = table.rows.order_by("part", "number").values(*_WORDS)
    return [Line(**values) for values in found]


def row_counts(table: AmendmentTable) -> dict[int, int]:
    """Number of the table → how many rows it has; one query."""
    counted = table.rows.order_by().values_list("part").annotate(n=Count("pk"))
    return dict.fromkeys(PARTS.values(), 0) | dict(counted)


def row_of_group(group_id: int) -> TableRow | None:
    """Where the newest edition prints what has become of a group; one query."""
    return _newest_row(group=group_id)


def row_of_comment(comment_id: int) -> TableRow | None:
    """Where the newest edition prints what has become of a proposal; one query."""
    return _newest_row(group__items__comment=comment_id)


def _newest_row(**wanted: int) -> TableRow | None:
    newest = AmendmentTable.objects.filter(
        consultation=OuterRef("table__consultation")
    ).newest_first()
    return (
        TableRow.objects.filter(**wanted)
        .annotate(newest=Subquery(newest.values("pk")[:1]))
        .filter(table=F("newest"))
        .select_related("table__consultation")
        .first()
    )
