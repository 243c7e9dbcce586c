"""The signature under an adopted opinion, the scan of the signed paper, annexes."""

import datetime as dt
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from consultations.comments.services.attaching import written_files
from consultations.expertise.errors import ExpertiseError, ExpertiseProblem
from consultations.expertise.events import OPINION_FILE_KIND, OPINION_SIGNED_KIND
from consultations.expertise.models import FileRole, Opinion, OpinionFile
from consultations.expertise.services.checking import check_members
from consultations.expertise.services.saving import role_of
from core.accounts.models import User
from core.journal import services as journal
from core.uploads.intake import CheckedFile
from core.uploads.storage import private_storage

MAX_FILES: Final = 30


@transaction.atomic
def sign_off(
    *,
    actor: User | None,
    opinion: Opinion,
    signatory_id: int,
    signed_on: dt.date,
    now: dt.datetime,
) -> Opinion:
    """Records who signed the adopted opinion (id of the membership) and when; once.

    Raises ExpertiseError (not_adopted, signed_already, foreign_member, signed_too_early: before the
    meeting, signed_in_future).
    """
    current = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if not current.is_adopted:
        raise ExpertiseError(ExpertiseProblem.NOT_ADOPTED)
    if current.signed_on is not None:
        raise ExpertiseError(ExpertiseProblem.SIGNED_ALREADY)
    check_members([signatory_id], current)
    if current.meeting_on is not None and signed_on < current.meeting_on:
        raise ExpertiseError(ExpertiseProblem.SIGNED_TOO_EARLY)
    if signed_on > timezone.localdate(now):
        raise ExpertiseError(ExpertiseProblem.SIGNED_IN_FUTURE)
    current.signed_by_id = signatory_id
    current.signed_on = signed_on
    current.save(update_fields=["signed_by", "signed_on"])
    journal.record(
        kind=OPINION_SIGNED_KIND,
        subject_type="opinion",
        subject_id=current.pk,
        body={"consultation": current.consultation_id, "signed_on": signed_on.isoformat()},
        at=now,
        actor_role=role_of(actor),
    )
    return current


def attach_file(
    *,
    actor: User | None,
    opinion: Opinion,
    file: CheckedFile,
    role: str,
    title: str = "",
    now: dt.datetime,
) -> OpinionFile:
    """Puts an annex or the scan of the signed paper beside an opinion. What comes to a public one
    is noted in the journal with its fingerprint. Raises ExpertiseError (unknown_value,
    too_many_files)."""
    if role not in FileRole.values:
        raise ExpertiseError(ExpertiseProblem.UNKNOWN_VALUE)
    with written_files() as written, transaction.atomic():
        current = Opinion.objects.select_for_update().get(pk=opinion.pk)
        if current.files.count() >= MAX_FILES:
            raise ExpertiseError(ExpertiseProblem.TOO_MANY_FILES)
        row = OpinionFile(
            opinion=current,
            role=role,
            title=title.strip() or file.name,
            name=file.name,
            kind=file.kind,
            size=file.size,
            sha256=file.sha256,
            uploaded_at=now,
            uploaded_by=actor,
        )
        row.file.save(file.name, ContentFile(file.content), save=False)
        written.append(str(row.file.name))
        row.save()
        if current.is_published:
            _note_file(row, actor, now)
    return row


def _note_file(row: OpinionFile, actor: User | None, now: dt.datetime) -> None:
    journal.record(
        kind=OPINION_FILE_KIND,
        subject_type="opinion",
        subject_id=row.opinion_id,
        body={"file": row.pk, "role": str(row.role), "sha256": row.sha256},
        at=now,
        actor_role=role_of(actor),
    )


@transaction.atomic
def remove_file(*, actor: User | None, opinion: Opinion, file_id: int) -> None:
    """Destroys a file of a draft; nothing if there is none. Raises ExpertiseError
    (already_adopted): what is public stays."""
    current = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if current.is_published:
        raise ExpertiseError(ExpertiseProblem.ALREADY_ADOPTED)
    rows = current.files.filter(pk=file_id)
    names = list(rows.values_list("file", flat=True))
    rows.delete()
    for name in names:
        transaction.on_commit(lambda name=name: private_storage().delete(name))  # type: ignore[misc]
