"""A body changes the look of its documents."""

import datetime as dt
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction

from consultations.conclusions.errors import TemplateProblem, TemplateStays
from consultations.conclusions.events import TEMPLATE_REPLACED_KIND, TEMPLATE_RESTORED_KIND
from consultations.conclusions.exports.templating import vocabulary
from consultations.conclusions.models import DocumentTemplate
from consultations.conclusions.selectors.templates import current_template
from core.accounts.models import Body, MembershipRole, User
from core.accounts.policy import office
from core.documents.templating.problems import Problem, ProblemCode, TemplateRefused
from core.documents.templating.trial import examined
from core.journal import services as journal
from core.uploads import UploadRefused
from core.uploads.intake import CheckedFile, take

_KEEPERS: Final = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.CLERK)
STOCK: Final = ""  # in place of a hash


def checked_template(data: bytes, name: str, kind: str) -> tuple[CheckedFile, bytes]:
    """The file as it may be kept, and a sample document set into it (.docx). Nothing is saved.

    Raises UploadRefused (what `uploads.intake.take` refuses) and TemplateRefused with everything
    that is wrong.
    """
    file = take(data, name, allowed=("docx",))
    try:
        return file, examined(file.content, vocabulary(kind))
    except UploadRefused as refusal:
        raise TemplateRefused((Problem(ProblemCode.FAILED, str(refusal.code)),)) from refusal


def replace_template(
    *,
    actor: User | None,
    body: Body,
    kind: str,
    data: bytes,
    name: str,
    now: dt.datetime,
    note: str = "",
    seen: str | None = None,
) -> DocumentTemplate:
    """Puts a template in the place of the one that `body` uses for a kind (TemplateKind); the
    earlier one is kept. Documents that are signed already stay with theirs. `seen`: the SHA-256 of
    the one that the actor takes to be in use (STOCK: none), where somebody was asked.

    Raises UploadRefused, TemplateRefused, and TemplateStays; the one in use stays in use then.
    """
    file, _sample = checked_template(data, name, kind)  # slow: not in the transaction
    with transaction.atomic():
        role = _check_keeper(actor, body, now)
        before = current_template(body.pk, kind)
        _check_seen(before, seen)
        if before is not None and before.sha256 == file.sha256:
            raise TemplateStays(TemplateProblem.IN_USE)
        _retire(body, kind)
        made = DocumentTemplate(
            body=body, kind=kind, note=note.strip()[:300], uploaded_by=actor, uploaded_at=now
        )
        _keep(made, file)
        said = {"kind": kind, "sha256": made.sha256}
        _note(TEMPLATE_REPLACED_KIND, body, said, now, role)
    return made


@transaction.atomic
def restore_stock(
    *, actor: User | None, body: Body, kind: str, now: dt.datetime, seen: str | None = None
) -> bool:
    """Goes back to the stock template; returns whether there was another one. `seen` as above.
    Raises TemplateStays."""
    role = _check_keeper(actor, body, now)
    before = current_template(body.pk, kind)
    _check_seen(before, seen)
    if before is None:
        return False
    _retire(body, kind)
    _note(TEMPLATE_RESTORED_KIND, body, {"kind": kind, "before": before.sha256}, now, role)
    return True


def _keep(made: DocumentTemplate, file: CheckedFile) -> None:
    """Saves the row with its file; a row that is refused leaves no file."""
    made.name, made.sha256, made.size = file.name, file.sha256, file.size
    made.file.save(file.name, ContentFile(file.content), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except BaseException:
        made.file.storage.delete(made.file.name or "")
        raise


def _check_keeper(actor: User | None, body: Body, now: dt.datetime) -> str:
    """Under a lock of the body, so that two uploads come one after the other."""
    Body.objects.select_for_update().get(pk=body.pk)
    if actor is None:
        return ""
    place = office(actor, body.pk, _KEEPERS, now=now)
    if place is None:
        raise TemplateStays(TemplateProblem.NOT_KEEPER)
    return str(place.role)


def _check_seen(before: DocumentTemplate | None, seen: str | None) -> None:
    if seen is not None and seen != (before.sha256 if before else STOCK):
        raise TemplateStays(TemplateProblem.CHANGED)


def _retire(body: Body, kind: str) -> None:
    DocumentTemplate.objects.filter(body=body, kind=kind, is_current=True).update(is_current=False)


def _note(entry: str, body: Body, said: dict[str, str], now: dt.datetime, role: str) -> None:
    journal.record(
        kind=entry, subject_type="body", subject_id=body.pk, body=said, at=now, actor_role=role
    )
