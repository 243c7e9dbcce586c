from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef


class AmendmentQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(withdrawn_at=None)

    def in_order(self) -> Self:
        """As in the table: on the whole text first, then by the structure, then by time."""
        return self.order_by("-is_whole_text", "position", "place_key", "filed_at", "pk")

    def with_changed(self) -> Self:
        """With `is_outdated`: the answer that it was made from has been superseded since."""
        from consultations.conclusions.models import Answer

        later = Answer.objects.filter(group=OuterRef("group"), is_current=True).exclude(
            pk=OuterRef("answer")
        )
        return self.annotate(is_outdated=Exists(later))


class AmendmentTableQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-edition")

    def numbered(self) -> Self:
        return self.order_by(F("edition"))
