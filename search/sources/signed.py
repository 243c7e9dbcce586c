"""What is signed or published once and stands until the next takes its place."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.amendments.models import AmendmentTable, TableRow
from consultations.conclusions.models import ProposalSummary, SummaryConclusion
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, path_of

_UNREAD = ("consultation__version__front", "consultation__version__warnings")


class _Signed:
    """The newest revision of one of the two signed documents of an event."""

    kind: str
    model: Any

    def _rows(self) -> QuerySet[Any]:
        newer = self.model.objects.filter(
            consultation=OuterRef("consultation"), revision__gt=OuterRef("revision")
        )
        rows = self.model.objects.filter(~Exists(newer)).select_related(
            "consultation__version__bill", "consultation__organiser", "consultation__responder"
        )
        return rows.defer("snapshot", *_UNREAD)

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        found = list(self._rows().filter(pk__in=ids))
        settings = facets.of_events({row.consultation_id for row in found})
        for row in found:
            setting = settings[row.consultation_id]
            yield Document(
                self.kind,
                row.pk,
                row.consultation.version.bill.title,
                lines(self.name(row), self.signer(row)),
                local(row.signed_at),
                law=setting.law,
                context=setting.context,
                author=self.signer(row),
                facets=setting.plus(council=self.councils(row)),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            row.pk: Found(
                title=row.consultation.version.bill.title,
                text="",
                url=row.get_absolute_url(),
                place=self.name(row),
                by=self.signer(row),
                date=row.signed_at,
            )
            for row in self._rows().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return self._rows().order_by("pk").values_list("pk", flat=True).iterator()

    def name(self, row: Any) -> str:
        raise NotImplementedError

    def signer(self, row: Any) -> str:
        raise NotImplementedError

    def councils(self, row: Any) -> list[str]:
        return []


class ConclusionSource(_Signed):
    """Signed summary conclusions."""

    kind = "conclusion"
    label = gettext_lazy("Summary conclusions")
    order = 60
    model = SummaryConclusion

    def name(self, row: SummaryConclusion) -> str:
        if row.is_lapsed:
            name = _(
                "Summary conclusion No. %(number)s (the position of the committee is not given)"
            )
            return name % {"number": row.number}
        return _("Summary conclusion No. %(number)s") % {"number": row.number}

    def signer(self, row: SummaryConclusion) -> str:
        return row.consultation.organiser.name

    def councils(self, row: SummaryConclusion) -> list[str]:
        return [row.consultation.organiser.slug]


class SummarySource(_Signed):
    """Summaries of proposals with the position of the committee, signed by the committee."""

    kind = "summary"
    label = gettext_lazy("Summaries of proposals")
    order = 55
    model = ProposalSummary

    def name(self, row: ProposalSummary) -> str:
        return _("Summary of proposals No. %(number)s") % {"number": row.number}

    def signer(self, row: ProposalSummary) -> str:
        return row.consultation.responder.name


class AmendmentSource:
    """Rows of the newest published edition of the committee's tables of amendments."""

    kind = "amendment"
    label = gettext_lazy("Amendments")
    order = 45

    def _rows(self) -> QuerySet[TableRow]:
        newer = AmendmentTable.objects.filter(
            consultation=OuterRef("table__consultation"), edition__gt=OuterRef("table__edition")
        )
        return TableRow.objects.filter(~Exists(newer))

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        rows = self._rows().filter(pk__in=ids).select_related("table", "amendment__provision")
        found = list(rows.defer("table__head", "amendment__provision__content"))
        settings = facets.of_events({row.table.consultation_id for row in found})
        for row in found:
            setting = settings[row.table.consultation_id]
            yield Document(
                self.kind,
                row.pk,
                _title(row),
                lines(row.text, row.resulting, row.reason),
                local(row.table.published_at),
                law=setting.law,
                context=setting.context,
                author=row.sponsor,
                path=path_of(row.amendment.provision),
                facets=setting.facets,
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        rows = self._rows().filter(pk__in=ids)
        rows = rows.select_related("table__consultation__version__bill")
        return {
            row.pk: Found(
                title=_title(row),
                text=lines(row.text, row.resulting, row.reason),
                url=row.get_absolute_url(),
                place=row.table.consultation.version.bill.title,
                by=row.sponsor,
                date=local(row.table.published_at),
            )
            for row in rows.defer("table__head", *(f"table__{name}" for name in _UNREAD))
        }

    def all_ids(self) -> Iterator[int]:
        return self._rows().order_by("pk").values_list("pk", flat=True).iterator()


def _title(row: TableRow) -> str:
    """«Поправка: пункт 2 статьи 5»."""
    return f"{_('Amendment')}: {row.place}"
