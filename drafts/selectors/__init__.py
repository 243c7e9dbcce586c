"""What pages and upper floors read about bills; each in a constant number of queries."""

from drafts.domain.citations import citation
from drafts.selectors.bills import (
    BillPassport,
    bill_passport,
    desk_bills,
    drafts_of,
    forget_provisions,
    journal_bills,
    journal_subjects,
    namesakes,
    provision_by_eid,
    published_provision,
)
from drafts.selectors.doubts import unit_statistics, version_warnings
from drafts.selectors.names import provision_names
from drafts.selectors.structure import (
    FixLine,
    StructurePage,
    fix_lines,
    page_of,
    quotations,
    structure_page,
)
from drafts.selectors.text import (
    OwnWords,
    Tree,
    TreeNode,
    own_text,
    own_words,
    preamble_text,
    version_tree,
)

__all__ = [
    "BillPassport",
    "FixLine",
    "OwnWords",
    "StructurePage",
    "Tree",
    "TreeNode",
    "bill_passport",
    "citation",
    "desk_bills",
    "drafts_of",
    "fix_lines",
    "forget_provisions",
    "journal_bills",
    "journal_subjects",
    "namesakes",
    "own_text",
    "own_words",
    "page_of",
    "preamble_text",
    "provision_by_eid",
    "provision_names",
    "published_provision",
    "quotations",
    "structure_page",
    "unit_statistics",
    "version_tree",
    "version_warnings",
]
