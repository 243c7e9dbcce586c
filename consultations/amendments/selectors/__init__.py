from consultations.amendments.selectors.published import (
    edition_of,
    editions,
    lines_of_edition,
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

__all__ = [
    "PartCounts",
    "amendment",
    "amendment_of_group",
    "draft_lines",
    "edition_of",
    "editions",
    "groups_to_table",
    "lines_of_edition",
    "part_counts",
    "part_of",
    "row_of_group",
    "sponsor_suggestions",
]
