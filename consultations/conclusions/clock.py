"""What falls due by itself: documents that are missing, or that name somebody who must not be
named any more."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from consultations.comments.models import ProvisionComment
from consultations.conclusions import tasks
from consultations.conclusions.models import ConclusionFile, Format, SummaryConclusion
from core.accounts.models import ConsentGrant
from core.clock.services import enqueue_once

# By then the task that the signature left has had its chance.
GRACE: Final = dt.timedelta(minutes=30)
PORTION: Final = 2000


def register(add: Callable[[str, Callable[[dt.datetime], str]], None]) -> None:
    """Gives the jobs of this app to `tick`; each is safe to run twice and safe to miss."""
    add("conclusions.files", renew_files)
    add("conclusions.prints", read_texts)
    add("conclusions.objections", work_on_objections)


def renew_files(now: dt.datetime) -> str:
    """Queues the making of documents that are not there, and of those that are older than an
    erasure or the withdrawal of a consent by one of their authors (152-FZ, art. 10.1)."""
    files = ConclusionFile.objects.filter(conclusion=OuterRef("pk"))
    conclusions = SummaryConclusion.objects.annotate(
        made_at=Subquery(files.order_by("created_at").values("created_at")[:1]),
        kept=Coalesce(Subquery(files.values("conclusion").annotate(n=Count("pk")).values("n")), 0),
    ).order_by("pk")
    all_of_them = len(Format.values)
    incomplete = conclusions.filter(kept__lt=all_of_them)
    missing = list(incomplete.filter(signed_at__lt=now - GRACE).values_list("pk", flat=True))
    comments = ProvisionComment.objects.filter(consultation=OuterRef("consultation"))
    erased = comments.filter(contact__erased_at__gte=OuterRef("made_at"))
    withdrawn = ConsentGrant.objects.filter(
        contact__comments__consultation=OuterRef("consultation"),
        withdrawn_at__gte=OuterRef("made_at"),
    )
    complete = conclusions.filter(kept=all_of_them)
    stale = list(complete.filter(Exists(erased) | Exists(withdrawn)).values_list("pk", flat=True))
    made = sum(enqueue_once(tasks.render_files, pk) for pk in missing)
    renewed = sum(enqueue_once(tasks.refresh_files, pk) for pk in stale)
    return f"{made} missing, {renewed} to be renewed" if made or renewed else ""


def read_texts(now: dt.datetime) -> str:
    """Reads a portion of the proposals that were there before same ones were looked for."""
    from consultations.conclusions import services

    count = services.read_prints(limit=PORTION)
    return f"{count} texts read" if count else ""


def work_on_objections(now: dt.datetime) -> str:
    """Gives objections of members who may not decide any more to others, and reminds of terms."""
    from consultations.conclusions import services

    moved = services.hand_over_stranded(now=now)
    sent = services.remind_reviewers(now=now)
    return f"{moved} handed over, {sent} reminders" if moved or sent else ""
