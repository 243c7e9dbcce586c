from collections.abc import Collection, Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.registers.formation.models import Competition, Nomination
from search.interface import Document
from search.registry import Found
from search.sources.places import lines, midnight


class CompetitionSource:
    """Public competitions with the organisations that have proposed candidates; the candidates
    themselves are not searched for."""

    kind = "competition"
    label = _("Competitions for seats in councils")
    order = 92

    def _rows(self, ids: Collection[int]) -> QuerySet[Competition]:
        shown = Nomination.objects.public().order_by("number")
        rows = Competition.objects.public().filter(pk__in=ids).select_related("council")
        return rows.prefetch_related(Prefetch("nominations", shown, to_attr="shown"))

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for row in self._rows(ids):
            yield Document(
                self.kind,
                row.pk,
                row.title,
                _text(row),
                midnight(row.announced_on),
                context=row.council.name,
                facets={"council": (row.council.slug,)},
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            row.pk: Found(
                title=row.title,
                text=_text(row),
                url=row.get_absolute_url(),
                place=row.council.name,
                date=row.announced_on,
                status=str(row.get_outcome_display()),
            )
            for row in self._rows(ids)
        }

    def all_ids(self) -> Iterator[int]:
        rows = Competition.objects.public().order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


def _text(row: Competition) -> str:
    names = dict.fromkeys(each.organisation for each in row.shown)  # type: ignore[attr-defined]
    results = (
        row.announce_result, row.nominate_result, row.check_result, row.approve_result,
        row.outcome_reason,
    )  # fmt: skip
    return lines(row.act, row.requirements, *results, *names)
