"""What falls due by itself: documents that are missing, or that name somebody who must not be
named any more."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consultations.comments.models import ProvisionComment
from consultations.conclusions import tasks
from consultations.conclusions.models import (
    ConclusionFile,
    Format,
    ProposalSummary,
    SummaryConclusion,
    SummaryFile,
)
from core.accounts.models import ConsentGrant
from core.clock.services import enqueue_once

# By then the task that the signature left has had its chance.
GRACE: Final = dt.timedelta(minutes=30)
PORTION: Final = 2000
# Files with the name of their document there, and who makes them.
_KEPT: Final = (
    (ConclusionFile, "conclusion", tasks.render_files, tasks.refresh_files),
    (SummaryFile, "document", tasks.render_summary_files, tasks.refresh_summary_files),
)


def register(add: Callable[[str, Callable[[dt.datetime], str]], None]) -> None:
    """Gives the jobs of this app to `tick`; each is safe to run twice and safe to miss."""
    add("conclusions.files", renew_files)
    add("conclusions.prints", read_texts)
    add("conclusions.imports", forget_imports)
    add("conclusions.objections", work_on_objections)


def renew_files(now: dt.datetime) -> str:
    """Queues the making of documents that are not there, and of those that are older than an
    erasure or the withdrawal of a consent by one of their authors (152-FZ, art. 10.1)."""
    missing = stale = 0
    for files, owner, render, refresh in _KEPT:
        documents = _with_files(files, owner)
        absent, old = _absent(documents, now), _outdated(documents)
        missing += sum(enqueue_once(render, pk) for pk in absent)
        stale += sum(enqueue_once(refresh, pk) for pk in old)
    return f"{missing} missing, {stale} to be renewed" if missing or stale else ""


def _absent(documents: QuerySet[Any], now: dt.datetime) -> list[int]:
    incomplete = documents.filter(kept__lt=len(Format.values))
    return list(incomplete.filter(signed_at__lt=now - GRACE).values_list("pk", flat=True))


def _outdated(documents: QuerySet[Any]) -> list[int]:
    comments = ProvisionComment.objects.filter(consultation=OuterRef("consultation"))
    erased = comments.filter(contact__erased_at__gte=OuterRef("made_at"))
    withdrawn = ConsentGrant.objects.filter(
        contact__comments__consultation=OuterRef("consultation"),
        withdrawn_at__gte=OuterRef("made_at"),
    )
    complete = documents.filter(kept=len(Format.values))
    return list(complete.filter(Exists(erased) | Exists(withdrawn)).values_list("pk", flat=True))


def _with_files(files: type[Any], owner: str) -> QuerySet[Any]:
    """Signed documents with `made_at`, when the oldest file was made, and `kept`, how many there
    are."""
    mine = files.objects.filter(**{owner: OuterRef("pk")}).order_by()
    oldest = mine.values(owner).annotate(at=Min("created_at")).values("at")
    kept = mine.values(owner).annotate(n=Count("pk")).values("n")
    model = SummaryConclusion if files is ConclusionFile else ProposalSummary
    found: QuerySet[Any] = model.objects.annotate(
        made_at=Subquery(oldest), kept=Coalesce(Subquery(kept), 0)
    )
    return found.order_by("pk")


def read_texts(now: dt.datetime) -> str:
    """Reads a portion of the proposals that were there before same ones were looked for."""
    from consultations.conclusions import services

    count = services.read_prints(limit=PORTION)
    return f"{count} texts read" if count else ""


def forget_imports(now: dt.datetime) -> str:
    """Deletes reports of files of answers whose term (rules: answers.file) is over."""
    from consultations.conclusions import services

    count = services.forget_imports(now=now)
    return f"{count} files of answers forgotten" if count else ""


def work_on_objections(now: dt.datetime) -> str:
    """Gives objections of members who may not decide any more to others, and reminds of terms."""
    from consultations.conclusions import services

    moved = services.hand_over_stranded(now=now)
    sent = services.remind_reviewers(now=now)
    return f"{moved} handed over, {sent} reminders" if moved or sent else ""
