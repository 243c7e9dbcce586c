import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce


def open_q(now: dt.datetime) -> Q:
    """Consultations in whose window `now` lies."""
    return Q(status="running", opens_at__lte=now, closes_at__gt=now)


class ConsultationQuerySet(models.QuerySet):
    def open_at(self, now: dt.datetime) -> Self:
        return self.filter(open_q(now))

    def closing_within(self, now: dt.datetime, days: int) -> Self:
        """Open now, closing in at most `days` days."""
        return self.open_at(now).filter(closes_at__lte=now + dt.timedelta(days=days))

    def answering_at(self, now: dt.datetime) -> Self:
        return self.filter(status="running", closes_at__lte=now)

    def upcoming_at(self, now: dt.datetime) -> Self:
        return self.filter(status="running", opens_at__gt=now)

    def concluded(self) -> Self:
        return self.filter(status="concluded")

    def locked(self) -> Self:
        """Locked until the end of the transaction: whatever is counted or decided takes its turn
        here. Not the key, so that a new row that only names a consultation does not wait. (On
        SQLite the transaction itself locks the database.)"""
        return self.select_for_update(no_key=True)

    def public_changed(self) -> int:
        """Notes that what everybody reads of their proposals is different now; one query. To be
        called in the transaction of the change. Returns how many consultations there are."""
        return self.update(public_state=F("public_state") + 1)

    def with_bill(self) -> Self:
        """With the version and the bill, in the same query: for pages that name nobody."""
        return self.select_related("version__bill")

    def with_parties(self) -> Self:
        """With everything that a card or a page names, in the same query."""
        return self.select_related(
            "version__bill__committee", "organiser", "responder", "addressee", "inspected_body"
        )


def waiting_q() -> Q:
    """Referrals of which an opinion is still expected: neither answered, nor declined, nor
    withdrawn."""
    return Q(status__in=["sent", "accepted"])


class ReferralQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Referrals without an adopted opinion that have not been declined or withdrawn."""
        return self.filter(waiting_q())

    def overdue(self, on: dt.date) -> Self:
        return self.waiting().filter(due_on__lt=on)

    def live(self) -> Self:
        """All but those that are over without an opinion: declined and withdrawn ones."""
        return self.exclude(status__in=["declined", "withdrawn"])

    def once_a_council(self) -> Self:
        """Of each council in each event only the latest referral: it may have declined and been
        asked again. A withdrawn one stands only for a council that has no other."""
        last = Case(When(status="withdrawn", then=1), default=0)
        same = self.model.objects.filter(
            consultation=OuterRef("consultation"), council=OuterRef("council")
        )
        return self.filter(pk=Subquery(same.order_by(last, "-pk").values("pk")[:1]))

    def mark_answered(self, now: dt.datetime) -> int:
        """Notes that the council adopted its opinion at `now`; what was only sent is accepted by
        that as well. Returns how many there were."""
        return self.live().update(
            status="answered", answered_at=now, accepted_at=Coalesce("accepted_at", Value(now))
        )
