from consultations.room.forms.people import DeclarationForm, OtherDeclarationForm, PreparationForm
from consultations.room.forms.table import TableForm
from consultations.room.forms.talk import AssemblyForm, FilterForm, JoinForm, MessageForm
from consultations.room.forms.words import PositionForm, RemarkForm, WordsForm

__all__ = [
    "AssemblyForm",
    "DeclarationForm",
    "FilterForm",
    "JoinForm",
    "MessageForm",
    "OtherDeclarationForm",
    "PositionForm",
    "PreparationForm",
    "RemarkForm",
    "TableForm",
    "WordsForm",
]
