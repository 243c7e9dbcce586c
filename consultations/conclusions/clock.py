"""What falls due by itself: documents that are missing, or that name somebody who must not be
named any more."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from django.db.models import Count, Exists, Min, OuterRef

from consultations.comments.models import ProvisionComment
from consultations.conclusions import tasks
from consultations.conclusions.models import Format, SummaryConclusion
from core.accounts.models import ConsentGrant

# By then the task that the signature left has had its chance.
GRACE: Final = dt.timedelta(minutes=30)


def register(add: Callable[[str, Callable[[dt.datetime], str]], None]) -> None:
    """Gives the job of this app to `tick`; safe to run twice and safe to miss."""
    add("conclusions.files", renew_files)


def renew_files(now: dt.datetime) -> str:
    """Queues the making of documents that are not there, and of those that are older than an
    erasure or the withdrawal of a consent by one of their authors (152-FZ, art. 10.1)."""
    kept = SummaryConclusion.objects.annotate(
        kept=Count("files"), made_at=Min("files__created_at")
    ).order_by("pk")
    missing = list(
        kept.filter(kept__lt=len(Format.values), signed_at__lt=now - GRACE).values_list(
            "pk", flat=True
        )
    )
    mine = ProvisionComment.objects.filter(consultation=OuterRef("consultation"))
    erased = mine.filter(contact__erased_at__gte=OuterRef("made_at"))
    withdrawn = ConsentGrant.objects.filter(
        contact__comments__consultation=OuterRef("consultation"),
        withdrawn_at__gte=OuterRef("made_at"),
    )
    complete = kept.filter(kept=len(Format.values))
    stale = list(
        complete.filter(Exists(erased) | Exists(withdrawn)).values_list("pk", flat=True)
    )
    for pk in missing:
        tasks.render_files.enqueue(pk)
    for pk in stale:
        tasks.refresh_files.enqueue(pk)
    return f"{len(missing)} missing, {len(stale)} to be renewed" if missing or stale else ""
