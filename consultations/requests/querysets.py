import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q


def open_q() -> Q:
    """Requests that wait for the decision: being checked or shown."""
    return Q(status__in=["checking", "shown"])


class RequestQuerySet(models.QuerySet):
    def received(self) -> Self:
        """Whose author has confirmed the e-mail: everybody sees that they exist."""
        return self.exclude(status="unconfirmed")

    def waiting(self) -> Self:
        return self.filter(open_q())

    def overdue(self, on: dt.date) -> Self:
        return self.waiting().filter(due_on__lt=on)

    def decided(self) -> Self:
        return self.filter(status="decided")

    def with_parties(self) -> Self:
        """With everything that a line or a page names, in the same query."""
        return self.select_related(
            "version__bill", "chamber", "contact", "consultation__version__bill"
        )
