"""Refusals and faults of tables in words: what is wrong and what to do."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.room.domain.judging import RowFault
from consultations.room.domain.seats import SeatKind
from consultations.room.domain.tables import Column
from consultations.room.errors import ConflictedAuthors, RoomError, RoomProblem

SEATS: Final[dict[SeatKind, Promise]] = {
    SeatKind.CHAIR: _("chair"),
    SeatKind.MEMBER: _("member of the council"),
    SeatKind.SECRETARY: _("secretary"),
    SeatKind.EXPERT: _("public expert"),
    SeatKind.OBSERVER: _("representative of a non-profit organisation"),
}

PROBLEMS: Final[dict[RoomProblem, Promise]] = {
    RoomProblem.NO_SEAT: _(
        "You have no seat in this room. Members of the council and appointed experts work here."
    ),
    RoomProblem.TERM_ENDED: _(
        "Your term in the council or your appointment has ended. If this is a mistake, ask the "
        "secretary of the council."
    ),
    RoomProblem.NOT_DECLARED: _(
        "First say whether you have a conflict of interest: then the room opens."
    ),
    RoomProblem.CONFLICT: _(
        "You have declared a conflict of interest: you may read and speak in the discussion, but "
        "not write positions and remarks, nor decide what goes into the opinion. If the conflict "
        "is over, renew your declaration."
    ),
    RoomProblem.CONFLICT_WITHOUT_TEXT: _("Say in a few words what the conflict consists in."),
    RoomProblem.ADOPTED: _(
        "The council has adopted its opinion: the room can be read, but nothing is written in it."
    ),
    RoomProblem.CONCLUDED: _(
        "The summary conclusion is signed: the room can be read, but nothing is written in it."
    ),
    RoomProblem.CLOSED: _(
        "The council has declined to give an opinion, or the referral is withdrawn: the room can "
        "be read, but nothing is written in it."
    ),
    RoomProblem.NOT_LEADING: _("Only the secretary or the chair of the council may do this."),
    RoomProblem.NOT_SECRETARY: _("Only the secretary of the council may do this."),
    RoomProblem.NOT_PREPARING: _(
        "The opinion is assembled by the secretary, the chair or the rapporteur."
    ),
    RoomProblem.NOT_YOURS: _("These are another person's words: only their author changes them."),
    RoomProblem.AUTHOR_NO_SEAT: _("This person has no seat in the room. Choose another one."),
    RoomProblem.AUTHOR_TERM_ENDED: _(
        "The term or the appointment of this person has ended: nothing can be entered for them. "
        "What they have to say may come as a citizen's proposal."
    ),
    RoomProblem.AUTHOR_NOT_DECLARED: _(
        "This person has not yet said whether there is a conflict of interest. Ask them and record "
        "the declaration on the page of participants."
    ),
    RoomProblem.AUTHOR_CONFLICT: _(
        "This person has declared a conflict of interest: positions and remarks cannot be entered "
        "for them. If the conflict is over, record a new declaration on the page of participants."
    ),
    RoomProblem.NO_BASIS: _("Say how the person told it: by letter, by telephone, at a sitting."),
    RoomProblem.RAPPORTEUR_NO_SEAT: _("The rapporteur must have a seat in this room."),
    RoomProblem.RAPPORTEUR_OBSERVER: _(
        "A representative of an organisation cannot be the rapporteur: choose a member or an "
        "appointed expert."
    ),
    RoomProblem.RAPPORTEUR_CONFLICT: _(
        "This person has declared a conflict of interest and cannot be the rapporteur."
    ),
    RoomProblem.PERSON_NO_SEAT: _("One of the people has no seat in this room."),
    RoomProblem.PERSON_CONFLICT: _(
        "One of the people has declared a conflict of interest and cannot prepare the opinion."
    ),
    RoomProblem.FOREIGN_PROVISION: _("This provision is of another text."),
    RoomProblem.EMPTY_POSITION: _("Explain in a few words what should be changed or why not."),
    RoomProblem.POSITION_TWICE: _(
        "There is a position on this provision already: change it instead of writing a second one."
    ),
    RoomProblem.EMPTY_REMARK: _("The remark has no text."),
    RoomProblem.WITHDRAWN: _("This has been withdrawn by its author."),
    RoomProblem.STALE: _("Somebody has saved other words in the meantime."),
    RoomProblem.EMPTY_MESSAGE: _("The message has no text."),
    RoomProblem.FOREIGN_REMARK: _("This belongs to another room."),
    RoomProblem.REPLY_TO_REPLY: _("One replies to messages, not to replies."),
    RoomProblem.MESSAGE_SETTLED: _(
        "A message may be mended within 15 minutes. You may strike it and write a new one."
    ),
    RoomProblem.STRUCK: _("This message has been struck by its author."),
    RoomProblem.ALREADY_CONFIRMED: _("The remarks of this table have been written already."),
    RoomProblem.NOTHING_TO_WRITE: _("There is no row that can be written as a remark."),
    RoomProblem.NOTHING_CHOSEN: _("Choose at least one remark."),
    RoomProblem.ALREADY_TAKEN: _("One of the chosen remarks stands in the opinion already."),
    RoomProblem.ONE_CHOSEN: _("Choose at least two remarks to join them."),
    RoomProblem.DIFFERENT_PROVISIONS: _(
        "The chosen remarks speak on different provisions: only remarks on one can be joined."
    ),
    RoomProblem.AUTHORS_CONFLICT: _(
        "An author of the chosen remarks has declared a conflict of interest since: these remarks "
        "cannot be taken into the opinion. Leave them out with a reason."
    ),
    RoomProblem.NO_REASON: _("Say why the remarks are left out: everybody in the room reads it."),
}

ROW_FAULTS: Final[dict[RowFault, Promise]] = {
    RowFault.MISSING_TEXT: _("the remark has no text"),
    RowFault.TOO_LONG: _("the text is too long"),
    RowFault.UNKNOWN_PROVISION: _("there is no such provision, or it is not clear which is meant"),
    RowFault.NO_AUTHOR: _("no author is named"),
    RowFault.UNKNOWN_AUTHOR: _("the author has no seat in this room"),
    RowFault.SEVERAL_AUTHORS: _("several authors: one row for each is needed"),
    RowFault.AUTHOR_UNCLEAR: _("the name fits several people: write it in full"),
    RowFault.AUTHOR_CONFLICT: _("the author has declared a conflict of interest"),
    RowFault.AUTHOR_NOT_DECLARED: _("the author has not said whether there is a conflict"),
    RowFault.DUPLICATE: _("such a remark of this author stands in the room already"),
}

COLUMNS: Final[dict[Column, Promise]] = {
    Column.PLACE: pgettext_lazy("column", "Provision"),
    Column.TEXT: pgettext_lazy("column", "Remark"),
    Column.WORDING: pgettext_lazy("column", "Proposed wording"),
    Column.IMPORTANCE: pgettext_lazy("column", "Importance"),
    Column.NORM: pgettext_lazy("column", "Norm"),
    Column.AUTHOR: pgettext_lazy("column", "Author"),
}


def problem_message(code: RoomProblem) -> str:
    """One sentence that says why nothing was done and what to do."""
    return str(PROBLEMS[code])


def error_message(error: RoomError) -> str:
    """The same, with the names that the error brings."""
    words = problem_message(error.code)
    if isinstance(error, ConflictedAuthors):
        return f"{words} ({', '.join(error.names)})"
    return words
