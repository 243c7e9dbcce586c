"""What the sponsor of a bill has said on its proposals, and what it has not yet."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from consultations.conclusions.models import ArgumentGroup, SponsorPosition
from consultations.process.models import Consultation
from core.web.paging import Page, keyset_page

_ORDER: Final = ("position", "pk")


@dataclass(frozen=True, slots=True)
class PositionNumbers:
    """On how many groups of a consultation the sponsor has given its position. No blocker: the
    sponsor need not speak, but what is not said is counted."""

    total: int = 0
    given: int = 0

    @property
    def waiting(self) -> int:
        return self.total - self.given


def position_numbers(consultation_ids: Collection[int]) -> dict[int, PositionNumbers]:
    """The one definition of these counts, zeros where there is nothing; one query."""
    current = SponsorPosition.objects.current().filter(group=OuterRef("pk"))
    rows = (
        ArgumentGroup.objects.answerable()
        .filter(consultation__in=list(consultation_ids))
        .annotate(has_position=Exists(current))
        .order_by()
        .values("consultation")
        .annotate(total=Count("pk"), given=Count("pk", filter=Q(has_position=True)))
    )
    found = {row["consultation"]: PositionNumbers(row["total"], row["given"]) for row in rows}
    return {pk: found.get(pk, PositionNumbers()) for pk in consultation_ids}


def sponsor_positions(group_ids: Collection[int]) -> dict[int, SponsorPosition]:
    """The current position by group; groups without one are left out. One query."""
    found = SponsorPosition.objects.current().filter(group__in=list(group_ids))
    return {position.group_id: position for position in found.select_related("body")}


def position_on_comment(comment_id: int) -> SponsorPosition | None:
    """The current position on the group of a comment; one query."""
    found = SponsorPosition.objects.current().filter(group__items__comment=comment_id)
    return found.select_related("body").first()


def introduced_by(bodies: Collection[int]) -> QuerySet[Consultation]:
    """Consultations on bills that these bodies have introduced, the newest first."""
    found = Consultation.objects.with_parties().filter(version__bill__sponsor_body__in=list(bodies))
    return found.order_by("-opens_at", "-pk")


def positions_page(
    consultation: Consultation, *, state: str, cursor: str | None, per_page: int
) -> Page[Any]:
    """Groups in the order of the text, each `with_items`; `state`: waiting (empty), given, all.
    A constant number of queries."""
    groups = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    if state == "given":
        groups = groups.with_sponsor_position()
    elif state != "all":
        groups = groups.without_sponsor_position()
    groups = groups.select_related("consultation", "provision").with_items()
    return keyset_page(groups, order=_ORDER, cursor=cursor, per_page=per_page)


def next_without_position(group: ArgumentGroup) -> ArgumentGroup | None:
    """The next group in the order of the text, from the beginning again after the last."""
    waiting = ArgumentGroup.objects.filter(consultation=group.consultation_id).answerable()
    waiting = waiting.without_sponsor_position().exclude(pk=group.pk).order_by(*_ORDER)
    after = Q(position__gt=group.position) | Q(position=group.position, pk__gt=group.pk)
    return waiting.filter(after).first() or waiting.first()
