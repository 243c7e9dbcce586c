"""What people read about a bill above its text: passport and card."""

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.accounts.models import Body, User
from core.accounts.models.bodies import INITIATIVE_SUBJECTS
from core.journal import services as journal
from drafts.errors import DraftError, DraftProblem
from drafts.events import BILL_DESCRIBED_KIND, BillDescribed, bill_described
from drafts.models import Bill, BillStatus, BillVersion, Topic

MAX_SUMMARY = 4000


class Keep(Enum):
    """That a value stays as it is, where None means something else."""

    AS_IT_IS = "as_it_is"


def possible_sponsors(committee: Body) -> QuerySet[Body]:
    """The bodies that may have introduced a bill which `committee` answers for, by name."""
    found = Body.objects.of_kind(*INITIATIVE_SUBJECTS)
    return found.exclude(pk=committee.pk).order_by("name")


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
    topics: Iterable[Topic] | None = None,
    sponsor_body: Body | Keep | None = Keep.AS_IT_IS,
) -> Bill:
    """Sets what people read about a bill above its text. `status` is a BillStatus; `topics` None
    leaves them as they are. The journal tells it of a bill that is public, if anything changed.
    `sponsor_body` None: the sponsor takes no part here. Raises DraftError (too_long,
    not_a_sponsor)."""
    summary = summary.strip()
    if len(summary) > MAX_SUMMARY:
        raise DraftError(DraftProblem.TOO_LONG)
    card: dict[str, Any] = {
        "summary": summary,
        "status": BillStatus(status),
        "introduced_on": introduced_on,
    }
    current = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    if not isinstance(sponsor_body, Keep):
        card["sponsor_body"] = _checked_sponsor(current, sponsor_body)
    has_new_topics = _sets_topics(current, topics)
    is_same = all(getattr(current, name) == value for name, value in card.items())
    if is_same and not has_new_topics:
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
            "topics": sorted(bill.topics.values_list("slug", flat=True)),
            "sponsor": bill.sponsor_body_id,
        },
        at=now,
        actor_role="clerk" if actor else "",
    )
    event = BillDescribed(bill_id=bill.pk, has_new_topics=has_new_topics)
    bill_described.send(sender=BillDescribed, event=event)
    return bill


def _checked_sponsor(bill: Bill, body: Body | None) -> Body | None:
    if body is not None and not possible_sponsors(bill.committee).filter(pk=body.pk).exists():
        raise DraftError(DraftProblem.NOT_A_SPONSOR)
    return body


def _sets_topics(bill: Bill, topics: Iterable[Topic] | None) -> bool:
    """Whether the topics of a bill have changed; None leaves them as they are."""
    if topics is None:
        return False
    wanted = {topic.pk for topic in topics}
    if wanted == set(bill.topics.values_list("pk", flat=True)):
        return False
    bill.topics.set(wanted)
    return True
