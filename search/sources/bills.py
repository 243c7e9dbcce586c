from collections.abc import Collection, Iterator

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from drafts.domain.citations import citation
from drafts.models import Bill, BillVersion, Provision
from drafts.selectors import own_text
from search.interface import Document
from search.registry import Found


class BillSource:
    """Bills with a published version."""

    kind = "bill"
    label = _("Bills")

    def _bills(self) -> QuerySet[Bill]:
        return Bill.objects.published()

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for bill in self._bills().filter(pk__in=ids).select_related("committee"):
            body = f"{bill.number} {bill.summary} {bill.sponsor} {bill.committee.name}"
            yield Document(self.kind, bill.pk, bill.title, body, bill.created_at)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            bill.pk: Found(
                title=bill.title,
                text=bill.summary or bill.sponsor,
                url=bill.get_absolute_url(),
                place=f"№ {bill.number}" if bill.number else "",
                date=bill.introduced_on,
            )
            for bill in self._bills().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return self._bills().order_by("pk").values_list("pk", flat=True).iterator()


class ProvisionSource:
    """Provisions of the newest published version of each bill."""

    kind = "provision"
    label = _("Provisions")

    def _provisions(self) -> QuerySet[Provision]:
        newest = BillVersion.objects.published().filter(bill=OuterRef("version__bill"))
        return Provision.objects.annotate(
            newest=Subquery(newest.order_by("-number").values("pk")[:1])
        ).filter(version=F("newest"))

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for provision in self._provisions().filter(pk__in=ids).select_related("version"):
            date = provision.version.published_at or provision.version.created_at
            title = f"{citation(provision.path)} {provision.heading}"
            yield Document(self.kind, provision.pk, title, own_text(provision), date)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        provisions = self._provisions().filter(pk__in=ids).select_related("version__bill")
        return {
            provision.pk: Found(
                title=_title(provision),
                text=own_text(provision),
                url=provision.get_absolute_url(),
                place=provision.version.bill.title,
            )
            for provision in provisions
        }

    def all_ids(self) -> Iterator[int]:
        return self._provisions().order_by("pk").values_list("pk", flat=True).iterator()


def _title(provision: Provision) -> str:
    """«Статья 5. Полномочия», «Часть 1 статьи 5»."""
    place = citation(provision.path)
    return f"{place[:1].upper()}{place[1:]}. {provision.heading}".rstrip(". ")
