from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.registers.activity.models import Meeting
from search.interface import Document
from search.registry import Found
from search.sources.places import lines, midnight


class MeetingSource:
    """Public meetings of councils: what is discussed and what was decided."""

    kind = "meeting"
    label = _("Meetings of councils")
    order = 94

    def _rows(self, ids: Collection[int]) -> QuerySet[Meeting]:
        return Meeting.objects.public().filter(pk__in=ids).select_related("council")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for row in self._rows(ids):
            yield Document(
                self.kind,
                row.pk,
                "",
                lines(row.agenda, row.decisions, row.place),
                midnight(row.held_on),
                context=row.council.name,
                facets={"council": (row.council.slug,)},
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            row.pk: Found(
                title=str(row),
                text=lines(row.agenda, row.decisions, row.place),
                url=row.get_absolute_url(),
                place=row.council.name,
                date=row.held_on,
                status=str(row.get_form_display()),
            )
            for row in self._rows(ids)
        }

    def all_ids(self) -> Iterator[int]:
        return Meeting.objects.public().order_by("pk").values_list("pk", flat=True).iterator()
