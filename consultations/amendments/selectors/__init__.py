from consultations.amendments.selectors.published import (
    edition_of,
    editions,
    lines_of_edition,
    row_counts,
    row_of_comment,
    row_of_group,
)
from consultations.amendments.selectors.tables import (
    PartCounts,
    amendment,
    amendment_of_group,
    draft_lines,
    groups_to_table,
    part_counts,
    part_of,
    sponsor_suggestions,
)
from consultations.amendments.selectors.units import BillUnits, bill_units

__all__ = [
    "BillUnits",
    "PartCounts",
    "amendment",
    "amendment_of_group",
    "bill_units",
    "draft_lines",
    "edition_of",
    "editions",
    "groups_to_table",
    "lines_of_edition",
    "part_counts",
    "part_of",
    "row_counts",
    "row_of_comment",
    "row_of_group",
    "sponsor_suggestions",
]
