from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.models import Bill, BillVersion, Provision
from drafts.selectors import own_text
from search.interface import Document
from search.registry import Found
from search.sources.places import unit_title


class BillSource:
    """Bills with a published version."""

    kind = "bill"
    label = gettext_lazy("Bills")
    order = 10

    def _bills(self) -> QuerySet[Bill]:
        return Bill.objects.published().select_related("committee")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for bill in self._bills().filter(pk__in=ids):
            body = f"{bill.number}\n{_about(bill)}"
            yield Document(self.kind, bill.pk, bill.title, body, bill.created_at, boost=2)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            bill.pk: Found(
                title=bill.title,
                text=_about(bill),
                url=bill.get_absolute_url(),
                place=_("Bill No. %(number)s") % {"number": bill.number} if bill.number else "",
                by=bill.sponsor,
                date=bill.introduced_on,
                status=capfirst(bill.get_status_display()),
            )
            for bill in self._bills().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return Bill.objects.published().order_by("pk").values_list("pk", flat=True).iterator()


def _about(bill: Bill) -> str:
    return "\n".join(filter(None, [bill.summary, bill.sponsor, bill.committee.name]))


class ProvisionSource:
    """Provisions of the newest published version of each bill."""

    kind = "provision"
    label = gettext_lazy("Provisions")
    order = 20

    def _provisions(self) -> QuerySet[Provision]:
        newer = BillVersion.objects.published().filter(
            bill=OuterRef("version__bill"), number__gt=OuterRef("version__number")
        )
        return Provision.objects.filter(~Exists(newer), version__status="published")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for provision in self._provisions().filter(pk__in=ids).select_related("version"):
            date = provision.version.published_at or provision.version.created_at
            title, body = unit_title(provision), _body(provision)
            yield Document(self.kind, provision.pk, title, body, date)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        provisions = self._provisions().filter(pk__in=ids).select_related("version__bill")
        return {
            provision.pk: Found(
                title=unit_title(provision),
                text=_body(provision),
                url=provision.get_absolute_url(),
                place=provision.version.bill.title,
                path=provision.path,
            )
            for provision in provisions
        }

    def all_ids(self) -> Iterator[int]:
        return self._provisions().order_by("pk").values_list("pk", flat=True).iterator()


def _body(provision: Provision) -> str:
    """The own text without the heading, which is the title."""
    text = own_text(provision)
    return text.removeprefix(provision.heading).lstrip("\n") if provision.heading else text
