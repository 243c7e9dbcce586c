from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q


def published_q() -> Q:
    """Versions that anyone may read."""
    return Q(status="published")


class BillQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Bills with at least one published version."""
        from drafts.models import BillVersion

        versions = BillVersion.objects.filter(bill=OuterRef("pk")).published()
        return self.filter(Exists(versions))

    def about(self, topic_id: int) -> Self:
        """Bills on a topic."""
        return self.filter(topics=topic_id)

    def of_committees(self, bodies: list[int]) -> Self:
        return self.filter(committee_id__in=bodies)


class BillVersionQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(published_q())


class ProvisionQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        """Document order."""
        return self.order_by("version", "position")
