from consultations.expertise.models.ballots import Attendance, Ballot, Choice
from consultations.expertise.models.checklist import Assessment, CorruptionFinding, Verdict
from consultations.expertise.models.considered import Consideration, ConsideredComment
from consultations.expertise.models.files import FileRole, OpinionFile
from consultations.expertise.models.opinions import (
    MeetingForm,
    Opinion,
    OpinionStatus,
    Recommendation,
)
from consultations.expertise.models.remarks import Dissent, Importance, Remark
from consultations.expertise.models.revisions import OpinionRevision

__all__ = [
    "Assessment",
    "Attendance",
    "Ballot",
    "Choice",
    "Consideration",
    "ConsideredComment",
    "CorruptionFinding",
    "Dissent",
    "FileRole",
    "Importance",
    "MeetingForm",
    "Opinion",
    "OpinionFile",
    "OpinionRevision",
    "OpinionStatus",
    "Recommendation",
    "Remark",
    "Verdict",
]
