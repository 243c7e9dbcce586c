import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Case, Q, SmallIntegerField, Value, When


def listed_q() -> Q:
    """What the public sees in a list: the published, and stubs of the hidden and withdrawn."""
    return Q(status__in=["published", "hidden", "withdrawn"])


def queue_rank() -> Case:
    """The place in a moderator's queue: what is held stops the conclusion, so it comes first. An
    index of the comments has the same expression."""
    return Case(
        When(status="held", then=Value(0)), default=Value(1), output_field=SmallIntegerField()
    )


class CommentQuerySet(models.QuerySet):
    def locked(self) -> Self:
        """Locked until the end of the transaction, without the rows that are joined to them and
        without the key."""
        return self.select_for_update(of=("self",), no_key=True)

    def published(self) -> Self:
        return self.filter(status="published")

    def held(self) -> Self:
        return self.filter(status="held")

    def listed(self) -> Self:
        return self.filter(listed_q())

    def proposals(self) -> Self:
        """Comments of their own, not replies; only these are answered and counted as proposals."""
        return self.filter(reply_to=None)

    def in_consultation(self, consultation_id: int) -> Self:
        return self.filter(consultation_id=consultation_id)

    def with_author(self) -> Self:
        """With what the signature and the place of a comment need, in the same query (and without
        what the package's manager joins to it)."""
        return self.select_related(None).select_related(
            "contact", "participant", "provision", "consultation__version__bill"
        )

    def with_signature(self) -> Self:
        """As `with_author`, but for a list in a consultation that is known: the caller sets it on
        each comment; of the provision there is only its place."""
        lean = self.select_related(None).select_related("contact", "participant", "provision")
        return lean.defer("provision__content", "provision__text", "provision__heading")


class PendingCommentQuerySet(models.QuerySet):
    def waiting(self, now: dt.datetime) -> Self:
        """Not confirmed and still may be."""
        return self.filter(confirmed_at=None, expires_at__gt=now)

    def lapsed(self, now: dt.datetime) -> Self:
        return self.filter(confirmed_at=None, expires_at__lte=now)
