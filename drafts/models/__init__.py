from drafts.models.bills import Bill, BillStatus
from drafts.models.mending import SourceText, StructureFix, VersionFigure
from drafts.models.provisions import Provision
from drafts.models.topics import Topic
from drafts.models.versions import BillVersion, Stage, VersionStatus

__all__ = [
    "Bill",
    "BillStatus",
    "BillVersion",
    "Provision",
    "SourceText",
    "Stage",
    "StructureFix",
    "Topic",
    "VersionFigure",
    "VersionStatus",
]
