from typing import Self

from django.db import models
from django.db.models import Q


class AuthorNoticeQuerySet(models.QuerySet):
    def told(self) -> Self:
        """Those with a letter."""
        return self.filter(told_at__isnull=False)


class LetterStopQuerySet(models.QuerySet):
    def of_person(self, email_hash: str) -> Self:
        return self.filter(email_hash=email_hash)

    def covering(self, consultation_id: int) -> Self:
        """Those that keep news of this consultation back."""
        return self.filter(Q(consultation=consultation_id) | Q(consultation=None))
