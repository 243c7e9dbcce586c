"""What people read about a bill above its text: passport and card."""

import datetime as dt

from django.db import transaction

from core.accounts.models import User
from core.journal import services as journal
from drafts.errors import DraftError, DraftProblem
from drafts.events import BILL_DESCRIBED_KIND, BillDescribed, bill_described
from drafts.models import Bill, BillStatus, BillVersion

MAX_SUMMARY = 4000


def take_over(bill: Bill, version: BillVersion) -> None:
    """The bill goes by the title, number and sponsor that its version was imported with."""
    passport = version.front.get("passport", {})
    for name, text in passport.items():
        setattr(bill, name, text)
    bill.save(update_fields=list(passport))


@transaction.atomic
def describe_bill(
    *,
    actor: User | None,
    bill: Bill,
    summary: str,
    status: str,
    introduced_on: dt.date | None,
    now: dt.datetime,
) -> Bill:
    """Sets what people read about a bill above its text. `status` is a BillStatus. The journal
    tells it of a bill that is public, if anything changed. Raises DraftError (too_long)."""
    summary = summary.strip()
    if len(summary) > MAX_SUMMARY:
        raise DraftError(DraftProblem.TOO_LONG)
    card = {"summary": summary, "status": BillStatus(status), "introduced_on": introduced_on}
    current = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    if all(getattr(current, name) == value for name, value in card.items()):
        return bill
    Bill.objects.filter(pk=bill.pk).update(**card)
    bill.refresh_from_db(fields=list(card))
    if not bill.versions.published().exists():
        return bill
    journal.record(
        kind=BILL_DESCRIBED_KIND,
        subject_type="bill",
        subject_id=bill.pk,
        body={
            "status": str(bill.status),
            "introduced_on": introduced_on.isoformat() if introduced_on else None,
        },
        at=now,
        actor_role="clerk" if actor else "",
    )
    bill_described.send(sender=BillDescribed, event=BillDescribed(bill_id=bill.pk))
    return bill
