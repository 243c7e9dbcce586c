from core.accounts.forms.councils import (
    AbsenceForm,
    CardForm,
    EndForm,
    HideNoteForm,
    MemberForm,
    NoteForm,
    RenewForm,
    SeatForm,
)
from core.accounts.forms.people import SignupForm

__all__ = [
    "AbsenceForm",
    "CardForm",
    "EndForm",
    "HideNoteForm",
    "MemberForm",
    "NoteForm",
    "RenewForm",
    "SeatForm",
    "SignupForm",
]
