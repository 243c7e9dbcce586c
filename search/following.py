"""What depends on a bill or an event as a whole: noted for the index together."""

from django.db.models import QuerySet

from drafts.models import BillVersion
from search.services import note_change, note_changes, note_whole


def note_all(kind: str, rows: QuerySet) -> None:
    """Every object of `rows` is noted, in the transaction of the change."""
    note_changes(kind=kind, ids=list(rows.order_by().values_list("pk", flat=True)))


def note_bill(bill_id: int, *, version_id: int | None = None) -> None:
    """The bill and its published versions with their units (of one version, if it is named), and
    what is asked for about them."""
    versions = BillVersion.objects.published().filter(bill=bill_id)
    if version_id is not None:
        versions = versions.filter(pk=version_id)
    note_change(kind="bill", object_id=bill_id)
    note_all("version", versions)
    if version_id is None:
        note_whole(whole="bill", whole_id=bill_id)
    else:
        note_whole(whole="version", whole_id=version_id)


def note_event(consultation_id: int) -> None:
    """The event and everything in it that is public."""
    note_change(kind="event", object_id=consultation_id)
    note_whole(whole="event", whole_id=consultation_id)
