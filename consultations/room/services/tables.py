"""Verbs on tables of remarks: keep one for a look, write its good rows."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction

from consultations.process.models import Referral
from consultations.room.domain.judging import JudgedRow
from consultations.room.domain.tables import Reading
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.models import Basis, MemberRemark, RemarksTable, Revision, RevisionAct
from consultations.room.selectors.tables import judged_rows
from consultations.room.selectors.words import content_of
from consultations.room.services.common import is_late, open_room, secretary_seat
from core.accounts.models import User


@dataclass(frozen=True, slots=True)
class TableFile:
    """What is noted of the file: its name and its fingerprint."""

    name: str
    sha256: str


@transaction.atomic
def keep_table(
    *,
    actor: User,
    referral: Referral,
    reading: Reading,
    file: TableFile,
    default_author: User | None = None,
    now: dt.datetime,
) -> RemarksTable:
    """Keeps what was read out of a file until the secretary confirms it; no remark is written.

    `default_author` is whose the rows without an author are. Raises RoomError (no_seat, term_ended,
    not_declared, not_secretary, adopted, concluded, nothing_to_write).
    """
    current = open_room(referral.pk)
    secretary_seat(actor, current, now)
    if not reading.rows:
        raise RoomError(RoomProblem.NOTHING_TO_WRITE)
    return RemarksTable.objects.create(
        referral=current,
        name=file.name[:200],
        sha256=file.sha256,
        rows=[asdict(row) for row in reading.rows],
        unused=list(reading.unused),
        default_author=default_author,
        uploaded_by=actor,
        uploaded_at=now,
    )


@transaction.atomic
def confirm_table(*, actor: User, table: RemarksTable, now: dt.datetime) -> RemarksTable:
    """Writes the rows that have no fault now as remarks of their authors, entered by the secretary
    out of a table; the others are left. Raises RoomError (as `keep_table`; already_confirmed)."""
    referral = open_room(table.referral_id)
    secretary_seat(actor, referral, now)
    current = RemarksTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    current.referral = referral
    if current.confirmed_at is not None:
        raise RoomError(RoomProblem.ALREADY_CONFIRMED)
    good = [row for row in judged_rows(current) if row.is_ok]
    if not good:
        raise RoomError(RoomProblem.NOTHING_TO_WRITE)
    _write(actor, referral, good, now)
    current.confirmed_at = now
    current.written = len(good)
    current.save(update_fields=["confirmed_at", "written"])
    return current


def _write(actor: User, referral: Referral, rows: list[JudgedRow], now: dt.datetime) -> None:
    """All rows at once: the judging under the lock has checked what `write_remark` checks."""
    late = is_late(referral, now)
    made = MemberRemark.objects.bulk_create(
        MemberRemark(
            referral=referral,
            author_id=judged.author_id,
            provision_id=judged.provision_id,
            text=judged.row.text.strip(),
            proposed_text=judged.row.proposed_text.strip(),
            importance=judged.importance,
            norm=judged.row.norm.strip(),
            written_at=now,
            is_late=late,
            entered_by=None if judged.author_id == actor.pk else actor,
            basis="" if judged.author_id == actor.pk else Basis.TABLE,
        )
        for judged in rows
        if judged.author_id is not None  # whoever is not named is a fault
    )
    Revision.objects.bulk_create(
        Revision(
            remark=remark,
            number=remark.revision,
            act=RevisionAct.WRITTEN,
            content=content_of(remark),
            at=now,
            by=actor,
        )
        for remark in made
    )
