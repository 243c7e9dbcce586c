from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.domain.citations import citation
from drafts.models import Bill, BillVersion, Provision
from drafts.selectors import own_text, preamble_text
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, midnight, unit_title, version_name


class BillSource:
    """Bills with a published version."""

    kind = "bill"
    label = gettext_lazy("Bills")
    order = 10

    def _bills(self) -> QuerySet[Bill]:
        return Bill.objects.published().select_related("committee")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        settings = facets.of_bills(ids)
        for bill in self._bills().filter(pk__in=ids):
            day = bill.introduced_on
            yield Document(
                self.kind,
                bill.pk,
                bill.title,
                lines(bill.number, _about(bill), settings[bill.pk].context),
                midnight(day) if day else local(bill.created_at),
                law=settings[bill.pk].law,
                context=settings[bill.pk].context,
                author=lines(bill.sponsor, bill.committee.name),
                facets=settings[bill.pk].facets,
            )

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
    return lines(bill.summary, bill.sponsor, bill.committee.name)


def _replaced(outer_bill: str, outer_number: str) -> Exists:
    """Whether a later version of the same bill is published."""
    return Exists(
        BillVersion.objects.published().filter(
            bill=OuterRef(outer_bill), number__gt=OuterRef(outer_number)
        )
    )


class VersionSource:
    """Published versions, with the preamble, which is no unit. Earlier ones are older texts. The
    only one of a bill is not found by the title of the bill, which is found itself."""

    kind = "version"
    label = gettext_lazy("Versions of bills")
    order = 15

    def _versions(self) -> QuerySet[BillVersion]:
        rows = BillVersion.objects.published().select_related("bill").defer("warnings")
        others = BillVersion.objects.published().filter(bill=OuterRef("bill"))
        return rows.annotate(
            is_replaced=_replaced("bill", "number"),
            has_others=Exists(others.exclude(pk=OuterRef("pk"))),
        )

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        settings = facets.of_versions(ids)
        for version in self._versions().filter(pk__in=ids):
            law = settings[version.pk].law
            bill = law if version.has_others else ""
            yield Document(
                self.kind,
                version.pk,
                version_name(version),
                lines(bill, preamble_text(version)),
                local(version.published_at or version.created_at),
                author=version.bill.sponsor,
                law=law,
                context=settings[version.pk].context,
                is_current=not version.is_replaced,
                facets=settings[version.pk].facets,
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            version.pk: Found(
                title=version_name(version),
                text=preamble_text(version),
                url=version.get_absolute_url(),
                place=version.bill.title,
                date=local(version.published_at or version.created_at),
            )
            for version in self._versions().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        rows = BillVersion.objects.published().order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


@dataclass(frozen=True, slots=True)
class _Above:
    """Headings of what a unit stands in, the outermost first; those of annexes, which are cited by
    their names as laws are, apart."""

    headings: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()


def _above(units: Collection[Provision]) -> dict[int, _Above]:
    """By units; one query."""
    headed = Provision.objects.filter(version__in={unit.version_id for unit in units})
    rows = headed.exclude(heading="").order_by().values_list("version", "path", "kind", "heading")
    known = {(version, path): (kind, heading) for version, path, kind, heading in rows}
    found = {}
    for unit in units:
        steps = unit.path.split("/")
        places = [(unit.version_id, "/".join(steps[:depth])) for depth in range(1, len(steps))]
        above = [known[place] for place in places if place in known]
        found[unit.pk] = _Above(
            tuple(heading for _kind, heading in above),
            tuple(heading for kind, heading in above if kind == "annex"),
        )
    return found


class ProvisionSource:
    """Provisions of all published versions. Those that a later version has replaced are older
    texts, and say which version they are of."""

    kind = "provision"
    label = gettext_lazy("Provisions")
    order = 20

    def _provisions(self) -> QuerySet[Provision]:
        rows = Provision.objects.filter(version__status="published")
        return rows.annotate(is_replaced=_replaced("version__bill", "version__number"))

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        rows = self._provisions().filter(pk__in=ids).select_related("version")
        units = list(rows.defer("version__front", "version__warnings", "text"))
        settings = facets.of_versions({unit.version_id for unit in units})
        above = _above(units)
        for unit in units:
            yield Document(
                self.kind,
                unit.pk,
                unit.heading,
                _body(unit),
                local(unit.version.published_at or unit.version.created_at),
                law=lines(settings[unit.version_id].law, *above[unit.pk].annexes),
                context=lines(
                    capfirst(citation(unit.path)),
                    settings[unit.version_id].context,
                    *above[unit.pk].headings,
                ),
                path=unit.path,
                is_unit=True,
                is_current=not unit.is_replaced,
                facets=settings[unit.version_id].facets,
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        rows = self._provisions().filter(pk__in=ids).select_related("version__bill")
        return {
            unit.pk: Found(
                title=unit_title(unit),
                text=_body(unit),
                url=unit.get_absolute_url(),
                place=_place(unit),
                path=unit.path,
            )
            for unit in rows.defer("version__front", "version__warnings", "text")
        }

    def all_ids(self) -> Iterator[int]:
        rows = Provision.objects.filter(version__status="published").order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


def _place(unit: Provision) -> str:
    """«О тишине»; of an earlier version «Редакция 1, внесённая: О тишине»."""
    title = unit.version.bill.title
    is_replaced = unit.is_replaced  # type: ignore[attr-defined]
    return f"{version_name(unit.version)}: {title}" if is_replaced else title


def _body(provision: Provision) -> str:
    """The own text without the heading, which is the title."""
    text = own_text(provision)
    return text.removeprefix(provision.heading).lstrip("\n") if provision.heading else text
