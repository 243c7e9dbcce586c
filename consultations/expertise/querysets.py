from typing import Self

from django.db import models


class OpinionQuerySet(models.QuerySet):
    def adopted(self) -> Self:
        """The opinions that count: at most one of a council on a consultation."""
        return self.filter(status="adopted")

    def published(self) -> Self:
        """What everybody may read: those that count, and those that were superseded."""
        return self.filter(status__in=["adopted", "superseded"])

    def drafts(self) -> Self:
        return self.filter(status="draft")

    def of_referral(self, referral: models.Model) -> Self:
        """Every edition of the council's opinion on what was referred to it."""
        return self.filter(
            consultation_id=referral.consultation_id,  # type: ignore[attr-defined]
            council_id=referral.council_id,  # type: ignore[attr-defined]
        )
