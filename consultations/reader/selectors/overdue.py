"""Terms that have passed without an answer: councils, committees, addressees, the Chamber."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from consultations.conclusions.models import AnswerObjection, ProposalSummary, SummaryConclusion
from consultations.conclusions.presenters import ObjectionLine
from consultations.conclusions.selectors.objections import overdue_objections
from consultations.conclusions.selectors.revisions import revisions_of
from consultations.process.domain.lifecycle import days_late
from consultations.process.models import CONTROL_FORMS, Consultation, Referral
from consultations.process.numbers import overdue_by_council
from consultations.process.selectors import ReferralLine, referral_lines
from consultations.requests.selectors import RequestLine, overdue_requests
from core.web.paging import Page, keyset_page

AT_MOST: Final = 100  # of what has no pages of its own


@dataclass(frozen=True, slots=True)
class Debt:
    """A body that has not answered by its day. `count`: how much waits."""

    name: str
    title: str
    url: str
    due_on: dt.date
    days_late: int
    count: int | None = None


def overdue_page(
    *, council: str, cursor: str | None, per_page: int, now: dt.datetime
) -> dict[str, Any]:
    """Overdue opinions by their terms (of one council, if its slug is given), councils by what they
    owe, and what others owe; a constant number of queries."""
    today = timezone.localdate(now)
    referrals = Referral.objects.overdue(today).filter(consultation__status="running")
    if council:
        referrals = referrals.filter(council__slug=council)
    found = referrals.select_related("council", "consultation__version__bill")
    page: Page[Referral] = keyset_page(
        found, order=("due_on", "pk"), cursor=cursor, per_page=per_page
    )
    lines: list[ReferralLine] = referral_lines(page.items, today)
    councils = overdue_by_council(on=today, at_most=AT_MOST)
    return {
        "page": page,
        "lines": lines,
        "councils": councils,
        "chosen": next((item for item in councils if item.slug == council), None),
        "committees": [*_committees(now, today), *_revisions(today)],
        "addressees": list(_addressees(today)),
        "requests": _requests(now),
        "objections": [ObjectionLine(one, today) for one in _objections(today)],
    }


def _committees(now: dt.datetime, today: dt.date) -> Iterable[Debt]:
    """Committees whose position is overdue: something waits after the day of answers, or they have
    never signed a summary."""
    signed = ProposalSummary.objects.filter(consultation=OuterRef("pk"))
    never_signed = ~Q(form__in=CONTROL_FORMS) & ~Exists(signed)
    late = (
        Consultation.objects.with_parties()
        .answering_at(now)
        .filter(Q(open_items__gt=0) | never_signed, answer_due_on__lt=today)
        .order_by("answer_due_on", "pk")
    )
    for item in late[:AT_MOST]:
        due_on = item.answer_due_on
        yield Debt(
            name=item.responder.name,
            title=item.version.bill.title,
            url=item.get_absolute_url(),
            due_on=due_on,
            days_late=days_late(due_on, today),
            count=item.open_items,
        )


def _revisions(today: dt.date) -> Iterable[Debt]:
    """Committees that owe another answer after an objection that was upheld when the event was
    over already."""
    for one in revisions_of(Consultation.objects.all(), at_most=AT_MOST):
        late, item = one.days_late(today), one.consultation
        if one.due_on is not None and late:
            yield Debt(
                name=item.responder.name,
                title=item.version.bill.title,
                url=item.get_absolute_url(),
                due_on=one.due_on,
                days_late=late,
                count=one.count,
            )


def _addressees(today: dt.date) -> Iterable[Debt]:
    """Signed conclusions whose term for the addressee's answer has passed. Whether it has answered
    elsewhere is not known here, and the page says so."""
    latest = SummaryConclusion.objects.filter(consultation=OuterRef("consultation"))
    late = (
        SummaryConclusion.objects.filter(answer_due_on__lt=today)
        .filter(pk=Subquery(latest.order_by("-revision").values("pk")[:1]))
        .select_related("consultation__version__bill", "consultation__addressee")
        .order_by("answer_due_on", "pk")
    )
    for item in late[:AT_MOST]:
        yield Debt(
            name=item.consultation.addressee.name,
            title=item.consultation.version.bill.title,
            url=item.get_absolute_url(),
            due_on=item.answer_due_on,
            days_late=days_late(item.answer_due_on, today),
        )


def _objections(today: dt.date) -> list[AnswerObjection]:
    return overdue_objections(today, at_most=AT_MOST)


def _requests(now: dt.datetime) -> list[RequestLine]:
    return overdue_requests(now, at_most=AT_MOST)
