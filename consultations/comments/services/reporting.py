"""Readers tell the moderator about a text. Nothing is hidden by it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import CommentStatus, ProvisionComment, Report
from consultations.comments.services.checking import address_hash
from core.accounts.models import User
from core.accounts.selectors import email_hash
from core.rules import selectors as rules


@transaction.atomic
def report_comment(
    *,
    actor: User | None,
    comment: ProvisionComment,
    ground_code: str,
    note: str = "",
    address: str = "",
    now: dt.datetime,
) -> Report:
    """A report on a ground of the closed list; one of a person (account, or network address, as
    long as it is remembered): the second changes nothing, unless a moderator has settled the first.
    Raises CommentError (unknown_ground, wrong_status)."""
    if comment.status != CommentStatus.PUBLISHED:
        raise CommentError(CommentProblem.WRONG_STATUS)
    grounds = {g.code: g.title for g in rules.moderation_grounds(timezone.localdate(now))}
    if ground_code not in grounds:
        raise CommentError(CommentProblem.UNKNOWN_GROUND)
    values = {
        "ground_code": ground_code,
        "ground_title": grounds[ground_code],
        "note": note.strip()[:1000],
        "reported_at": now,
    }
    person = email_hash(actor.email) if actor else address_hash(address)
    if not person:  # nobody knows whether it is the same person
        return Report.objects.create(comment=comment, is_address=True, **values)
    report, created = Report.objects.get_or_create(
        comment=comment, person=person, defaults={**values, "is_address": actor is None}
    )
    if not created and report.settled_at is not None:  # a moderator has looked, but at other words
        Report.objects.filter(pk=report.pk).update(**values, settled_at=None)
        report.refresh_from_db()
    return report


def settle_reports(*, actor: User, comment: ProvisionComment, now: dt.datetime) -> int:
    """A moderator has looked at a text because of reports; returns how many are settled."""
    return Report.objects.filter(comment=comment, settled_at=None).update(settled_at=now)
