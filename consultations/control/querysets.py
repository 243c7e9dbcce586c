from typing import Self

from django.db import models


class InspectorQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Inspectors whom nobody has released."""
        return self.filter(ended_at=None)


class ObservationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Observations that have not been withdrawn."""
        return self.filter(withdrawn_at=None)


class ClosingQuerySet(models.QuerySet):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(signed_at=None)
