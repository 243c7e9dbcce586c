"""Bills and their versions, for pages and for the journal."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.journal.subjects import SubjectLink
from drafts.models import Bill, BillVersion, Provision


@dataclass(frozen=True, slots=True)
class BillPassport:
    """A bill with its versions, newest first."""

    bill: Bill
    versions: tuple[BillVersion, ...]

    @property
    def latest(self) -> BillVersion | None:
        return self.versions[0] if self.versions else None


def bill_passport(slug: str, *, with_drafts: bool = False) -> BillPassport | None:
    """The bill at an address, or None if there is none (or none to be shown); two queries."""
    bill = Bill.objects.select_related("committee").filter(slug=slug).first()
    if bill is None:
        return None
    versions = BillVersion.objects.filter(bill=bill).order_by("-number")
    found = tuple(versions if with_drafts else versions.published())
    if not found and not with_drafts:
        return None
    for version in found:
        version.bill = bill
    return BillPassport(bill, found)


def provision_by_eid(version: BillVersion, eid: str) -> Provision | None:
    """The unit with this anchor, or None."""
    return Provision.objects.filter(version=version, eid=eid).first() if eid else None


_MOST_KEPT: Final = 2000
_kept: Final[OrderedDict[tuple[object, ...], Provision | None]] = OrderedDict()
_lock: Final = Lock()


def published_provision(version: BillVersion, eid: str) -> Provision | None:
    """`provision_by_eid`, without a query for what was asked for before: a published text never
    changes, so each process keeps its latest units. Not to be changed by whoever gets it."""
    if not version.published_at or not eid:
        return provision_by_eid(version, eid)
    key = (version.pk, version.published_at, eid)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = provision_by_eid(version, eid)
    with _lock:
        _kept[key] = found
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return found


def forget_provisions() -> None:
    """Forgets what `published_provision` keeps (tests take their databases back)."""
    with _lock:
        _kept.clear()


def desk_bills(bodies: Iterable[int] | None) -> QuerySet[Bill]:
    """Bills of these committees (None: of all) for the desk, newest first.

    Annotated with `draft_number` and `published_number` (None if there is none), `latest_number`
    and the `unit_total` of that version: one query for a page of any length.
    """
    bills = Bill.objects.select_related("committee").order_by("-created_at", "-pk")
    if bodies is not None:
        bills = bills.of_committees(list(bodies))
    newest = BillVersion.objects.filter(bill=OuterRef("pk")).order_by("-number")
    return bills.annotate(
        draft_number=Subquery(newest.filter(status="draft").values("number")[:1]),
        published_number=Subquery(newest.published().values("number")[:1]),
        unit_total=Subquery(newest.values("unit_count")[:1]),
        latest_number=Subquery(newest.values("number")[:1]),
    )


def drafts_of(bodies: Iterable[int]) -> QuerySet[BillVersion]:
    """Versions of these committees that wait to be published, the oldest first."""
    return (
        BillVersion.objects.filter(status="draft", bill__committee_id__in=list(bodies))
        .select_related("bill")
        .order_by("created_at", "pk")
    )


def namesakes(bill: Bill) -> QuerySet[Bill]:
    """Other bills with the same number: one of the numbers must be a slip."""
    if not bill.number:
        return Bill.objects.none()
    return Bill.objects.filter(number=bill.number).exclude(pk=bill.pk)


def journal_bills(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about published bills are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    bills = Bill.objects.filter(pk__in=wanted, versions__status="published").distinct()
    return {str(bill.pk): SubjectLink(bill.title, bill.get_absolute_url()) for bill in bills}


def journal_subjects(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about published versions are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    versions = BillVersion.objects.published().filter(pk__in=wanted).select_related("bill")
    return {
        str(version.pk): SubjectLink(
            _("%(bill)s, version %(number)d")
            % {"bill": version.bill.title, "number": version.number},
            version.get_absolute_url(),
        )
        for version in versions
    }
