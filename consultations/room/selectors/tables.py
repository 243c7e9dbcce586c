"""What the rows of a table of remarks mean in a room now."""

from typing import Final

from consultations.process.models import Referral
from consultations.room.domain.judging import JudgedRow, Known, RowFault, judge
from consultations.room.domain.names import Person
from consultations.room.domain.tables import TableRow
from consultations.room.domain.words import plain
from consultations.room.models import MemberRemark, RemarksTable
from consultations.room.selectors.seats import Seat, seats_in
from drafts.models import Provision

MAX_TEXT: Final = 20_000


def judged_rows(table: RemarksTable) -> list[JudgedRow]:
    """The rows of a table in their order; five queries, however many there are."""
    known = known_in(table.referral, default_author=table.default_author_id)
    return judge((TableRow(**row) for row in table.rows), known)


def known_in(referral: Referral, *, default_author: int | None = None) -> Known:
    """Provisions, people and standing remarks of a room."""
    units = Provision.objects.filter(version_id=referral.consultation.version_id)
    paths = units.order_by("-position").values_list("path", "pk")
    existing = MemberRemark.objects.standing().filter(referral=referral)
    rows = existing.values_list("author_id", "provision_id", "text")
    return Known(
        # The first unit of a path counts: a faulty draft may repeat one.
        provisions=dict(reversed(list(dict(paths).items()))),
        people=[_person(seat) for seat in seats_in(referral).values()],
        existing=frozenset((author, provision, plain(text)) for author, provision, text in rows),
        default_author=default_author,
        max_text=MAX_TEXT,
    )


def _person(seat: Seat) -> Person:
    refusal = ""
    if seat.has_conflict:
        refusal = RowFault.AUTHOR_CONFLICT
    elif not seat.has_declared:
        refusal = RowFault.AUTHOR_NOT_DECLARED
    return Person(seat.user_id, str(seat.user), str(refusal))
