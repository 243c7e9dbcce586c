from collections.abc import Collection, Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.registers.tracker.models import Assignment, Recommendation
from search.interface import Document
from search.registry import Found
from search.sources.places import midnight


class RecommendationSource:
    """Recommendations of public resolutions, with the bodies to which they are addressed."""

    kind = "recommendation"
    label = _("Recommendations of resolutions")
    order = 96

    def _rows(self, ids: Collection[int]) -> QuerySet[Recommendation]:
        assigned = Assignment.objects.select_related("body").order_by("pk")
        rows = Recommendation.objects.public().filter(pk__in=ids)
        return rows.select_related("resolution", "addressee__direction").prefetch_related(
            Prefetch("assignments", assigned)
        )

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for row in self._rows(ids):
            direction = row.addressee.direction
            yield Document(
                self.kind,
                row.pk,
                "",
                f"{row.addressee.name}\n{row.text}",
                midnight(row.resolution.adopted_on),
                context=f"{row.resolution.title}\n{direction.title}\n{_who(row)}",
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            row.pk: Found(
                title=f"{row.number}. {row.addressee.name}",
                text=row.text,
                url=row.get_absolute_url(),
                place=row.resolution.title,
                date=row.resolution.adopted_on,
            )
            for row in self._rows(ids)
        }

    def all_ids(self) -> Iterator[int]:
        rows = Recommendation.objects.public().order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


def _who(row: Recommendation) -> str:
    return "\n".join(each.who for each in row.assignments.all())
