"""Verbs on members' remarks: write, change, withdraw."""

import datetime as dt

from django.db import transaction

from consultations.expertise.models import Importance
from consultations.process.models import Referral
from consultations.room.domain.words import RemarkWords
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.models import MemberRemark, RevisionAct
from consultations.room.services.authorship import authorship, change, keep, withdraw
from consultations.room.services.common import check_provision, is_late, open_room
from core.accounts.models import User
from drafts.models import Provision


@transaction.atomic
def write_remark(
    *,
    actor: User,
    referral: Referral,
    provision: Provision | None,
    data: RemarkWords,
    author: User | None = None,
    basis: str = "",
    now: dt.datetime,
) -> MemberRemark:
    """Records a remark on a provision (None: on the bill as a whole).

    `author` and `basis`: the secretary enters it for somebody who has told it. After the term of
    the referral it is kept and marked late. Raises RoomError (see `authorship`; adopted,
    concluded, foreign_provision, empty_remark).
    """
    current = open_room(referral.pk)
    whose = authorship(actor, current, author, basis, now)
    check_provision(provision, current)
    _check(data)
    made = MemberRemark.objects.create(
        referral=current,
        provision=provision,
        text=data.text.strip(),
        proposed_text=data.proposed_text.strip(),
        importance=Importance(data.importance),
        norm=data.norm.strip(),
        written_at=now,
        is_late=is_late(current, now),
        **whose,
    )
    keep(made, RevisionAct.WRITTEN, actor, now)
    return made


@transaction.atomic
def change_remark(
    *, actor: User, remark: MemberRemark, data: RemarkWords, revision: int, now: dt.datetime
) -> MemberRemark:
    """Saves other words over those with the number `revision`. Raises StaleWords with the present
    ones, and RoomError (as `write_remark`; not_yours, withdrawn)."""
    referral = open_room(remark.referral_id)
    current = MemberRemark.objects.select_for_update().get(pk=remark.pk)
    _check(data)
    change(actor, current, referral, data, revision, now)
    return current


@transaction.atomic
def withdraw_remark(*, actor: User, remark: MemberRemark, now: dt.datetime) -> MemberRemark:
    """Takes a remark back; the history keeps it. What stands in the draft of the opinion already
    stays there until the secretary takes it out. Raises RoomError (no_seat, term_ended,
    not_declared, not_yours, withdrawn, adopted, concluded)."""
    referral = open_room(remark.referral_id)
    current = MemberRemark.objects.select_for_update().get(pk=remark.pk)
    withdraw(actor, current, referral, now)
    return current


def _check(data: RemarkWords) -> None:
    if not data.text.strip():
        raise RoomError(RoomProblem.EMPTY_REMARK)
