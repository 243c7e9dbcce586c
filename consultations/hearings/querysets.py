from typing import Self

from django.db import models


class HearingMinutesQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Signed and not superseded: those whose recommendations count."""
        return self.filter(status="signed")

    def drafts(self) -> Self:
        return self.filter(status="draft")

    def public(self) -> Self:
        """Signed, also those that a correction has superseded."""
        return self.exclude(status="draft")


class RecommendationQuerySet(models.QuerySet):
    def to_answer(self) -> Self:
        """Adopted, in minutes that are in force."""
        return self.filter(is_adopted=True, minutes__status="signed")
