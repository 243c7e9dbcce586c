"""Verbs that end the work on an unpublished version: publish, discard."""

import datetime as dt

from django.db import transaction

from core.accounts.models import User
from core.journal import services as journal
from drafts.errors import DraftError, DraftProblem
from drafts.events import VERSION_PUBLISHED_KIND, VersionPublished, version_published
from drafts.models import BillVersion, VersionStatus
from drafts.services.mending import fixes_of, locked_draft, text_state
from drafts.services.passport import take_over
from drafts.services.texts import forget_text


@transaction.atomic
def publish_version(
    *, actor: User | None, version: BillVersion, now: dt.datetime, seen: str = ""
) -> BillVersion:
    """Makes `version` public and final. `seen`: the `text_state` of what was compared with the
    file, where a person did it. Raises DraftError (not_draft, stale, no_provisions)."""
    current = locked_draft(version)
    if seen and seen != text_state(current):
        raise DraftError(DraftProblem.STALE)
    if not current.provisions.exists():
        raise DraftError(DraftProblem.NO_PROVISIONS)
    version.status = VersionStatus.PUBLISHED
    version.published_at = now
    version.save(update_fields=["status", "published_at"])
    take_over(version.bill, current)
    journal.record(
        kind=VERSION_PUBLISHED_KIND,
        subject_type="bill_version",
        subject_id=current.pk,
        body={
            "bill": current.bill_id,
            "version": current.number,
            "source_sha256": current.source_sha256,
            "units": current.unit_count,
            "fixes": fixes_of(current).filter(problem="").count(),
        },
        at=now,
        actor_role="clerk" if actor else "",
    )
    event = VersionPublished(version_id=current.pk, bill_id=current.bill_id)
    version_published.send(sender=VersionPublished, event=event)
    return version


@transaction.atomic
def discard_draft(*, actor: User | None, version: BillVersion, now: dt.datetime) -> None:
    """Deletes an unpublished version with its file, and the bill if it has no other version.

    Raises DraftError (not_draft). Nothing of it was public, so the journal says nothing.
    """
    current = locked_draft(version)
    bill = current.bill
    forget_text(current)
    current.delete()
    if not bill.versions.exists():
        bill.delete()
