"""What differs between two versions of a bill: in the whole text, or where a proposal stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from consultations.comments.domain.anchors import Anchor, find_anchor
from consultations.comments.models import ProvisionComment
from drafts import selectors as drafts
from drafts.models import BillVersion, Provision


@dataclass(frozen=True, slots=True)
class Change:
    """One provision in two versions; `state` is edited, added, deleted or (elsewhere) unchanged."""

    state: str
    citation: str
    old: str
    new: str
    url: str


def changes(old: BillVersion, new: BillVersion) -> list[Change]:
    """What differs between two versions, in the order of the newer text. Units are matched by
    lineage; only the unit's own words count, so a changed point does not mark its article."""
    return _compare(old, old.provisions.in_order(), new, new.provisions.in_order())


def _compare(
    old: BillVersion,
    old_rows: Iterable[Provision],
    new: BillVersion,
    new_rows: Iterable[Provision],
) -> list[Change]:
    before = {p.lineage: p for p in old_rows}
    after = list(new_rows)
    found = [_change(before.pop(p.lineage, None), p, new) for p in after]
    found += [_change(p, None, old) for p in before.values()]
    return [change for change in found if change is not None]


def _change(old: Any, new: Any, version: BillVersion) -> Change | None:
    before = drafts.own_text(old) if old else ""
    after = drafts.own_text(new) if new else ""
    if old and new and before == after:
        return None
    state = "edited" if old and new else "added" if new else "deleted"
    provision = new or old
    return Change(
        state=state,
        citation=drafts.citation(provision.path),
        old=before,
        new=after,
        url=f"{version.get_absolute_url()}#{provision.eid}",
    )


@dataclass(frozen=True, slots=True)
class Sequel:
    """What came after a text on which somebody spoke: its newest version, and what is different
    there in the place of the proposal, or anywhere if it is about the whole bill."""

    number: int
    published_at: dt.datetime | None
    changes: list[Change]
    compare_url: str


def sequel(version: BillVersion, provision: Provision | None) -> Sequel | None:
    """None until a newer version is published. Three queries."""
    newer = BillVersion.objects.published().filter(bill=version.bill_id, number__gt=version.number)
    newest = newer.select_related("bill").order_by("-number").first()
    if newest is None:
        return None
    pair = (version.number, newest.number)
    return Sequel(
        number=newest.number,
        published_at=newest.published_at,
        changes=(
            _changes_of(version, newest, provision) if provision else changes(version, newest)
        ),
        compare_url=reverse("reader:compare", args=[newest.bill.slug, pair]),
    )


def _changes_of(old: BillVersion, new: BillVersion, provision: Provision) -> list[Change]:
    """A unit and all that is below it, and what stands below it now."""
    below = Q(path__startswith=f"{provision.path}/")
    mine = list(old.provisions.filter(Q(pk=provision.pk) | below).in_order())
    lineages = [row.lineage for row in mine]
    there = new.provisions.filter(Q(lineage__in=lineages) | below)
    return _compare(old, mine, new, there.in_order())


def words_stand(comment: ProvisionComment, number: int) -> bool | None:
    """Whether the words that a proposal selects still stand in its place in the version `number`;
    None if it speaks of all of the provision. One query."""
    if comment.anchor_start is None or comment.provision is None:
        return None
    newer = Provision.objects.filter(
        version__bill=comment.consultation.version.bill_id,
        version__number=number,
        lineage=comment.provision.lineage,
    ).first()
    anchor = Anchor(
        start=comment.anchor_start,
        exact=comment.quoted_text,
        prefix=comment.anchor_prefix,
        suffix=comment.anchor_suffix,
    )
    return newer is not None and find_anchor(drafts.own_text(newer), anchor) is not None
