"""One tap at a provision. A mark is no proposal and no vote: nobody answers it, it leaves no entry
in the journal, and it is shown apart from proposals."""

import datetime as dt
import secrets
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, F

from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import Stance, StanceCount, StanceMark
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from drafts.models import Provision

# What one tap can say; who wants changes, proposes them.
MARKS: Final = (Stance.SUPPORT, Stance.OPPOSE)


def new_browser_key() -> str:
    """What stands for a person without an account: the random name of a browser (43 letters)."""
    return secrets.token_urlsafe(32)


@transaction.atomic
def mark_provision(
    *, consultation: Consultation, provision: Provision, person: str, stance: str, now: dt.datetime
) -> str:
    """Notes what a person (hash of an account's e-mail, or the key of a browser) thinks of a
    provision; the same mark again takes it back. Returns the mark that stands now, or "".

    Raises CommentError (not_open_yet, closed, wrong_place, unknown_mark).
    """
    if stance not in MARKS:
        raise CommentError(CommentProblem.UNKNOWN_MARK)
    current = Consultation.objects.locked().get(pk=consultation.pk)
    phase = current.phase_at(now)
    if phase is Phase.ANNOUNCED:
        raise CommentError(CommentProblem.NOT_OPEN_YET, opens_on=current.opens_on)
    if phase is not Phase.OPEN:
        raise CommentError(CommentProblem.CLOSED, closes_on=current.closes_on)
    if provision.version_id != current.version_id:
        raise CommentError(CommentProblem.WRONG_PLACE)
    place: dict[str, Any] = {"consultation": current, "provision": provision}
    mark = StanceMark.objects.filter(**place, person=person).first()
    if mark is not None:
        _count(current, provision, mark.stance, -1)
        if mark.stance == stance:
            mark.delete()
            return ""
    StanceMark.objects.update_or_create(
        **place, person=person, defaults={"stance": stance, "marked_at": now}
    )
    _count(current, provision, stance, 1)
    return stance


def _count(consultation: Consultation, provision: Provision, stance: str, delta: int) -> None:
    """The caller holds the lock of the consultation."""
    Consultation.objects.filter(pk=consultation.pk).public_changed()
    place = {"consultation": consultation, "provision": provision, "stance": stance}
    rows = StanceCount.objects.filter(**place)
    if not rows.update(count=F("count") + delta):
        StanceCount.objects.create(**place, count=delta)


@transaction.atomic
def recount_marks(*, consultation: Consultation) -> bool:
    """Counts all marks of a consultation anew; returns whether the kept counts had been right."""
    Consultation.objects.locked().get(pk=consultation.pk)
    kept = StanceCount.objects.filter(consultation=consultation)
    before = set(kept.filter(count__gt=0).values_list("provision", "stance", "count"))
    marks = StanceMark.objects.filter(consultation=consultation).order_by()
    counted = set(marks.values_list("provision", "stance").annotate(Count("pk")))
    if before == counted:
        return True
    kept.delete()
    StanceCount.objects.bulk_create(
        StanceCount(consultation=consultation, provision_id=provision, stance=stance, count=count)
        for provision, stance, count in sorted(counted)
    )
    return False
