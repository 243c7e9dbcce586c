"""Forms of an opinion. Drafts may lack anything; what adoption needs is judged by the service."""

from consultations.expertise.forms.considering import ChooseForm, ConsiderForm
from consultations.expertise.forms.editor import Lists, OpinionEditor
from consultations.expertise.forms.merging import MergeForm, MergeState, is_editable
from consultations.expertise.forms.rows import DissentForm
from consultations.expertise.forms.signing import CorrectForm, FilesForm, SignForm

__all__ = [
    "ChooseForm",
    "ConsiderForm",
    "CorrectForm",
    "DissentForm",
    "FilesForm",
    "Lists",
    "MergeForm",
    "MergeState",
    "OpinionEditor",
    "SignForm",
    "is_editable",
]
