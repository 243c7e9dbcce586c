"""Rooms as a whole: which ones a person may enter, and whether one is open for writing."""

from enum import StrEnum
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations.expertise.models import Opinion
from consultations.expertise.selectors import opinion_of
from consultations.process.models import ConsultationStatus, Referral, ReferralStatus
from consultations.room.models import MemberRemark, Position
from core.accounts.models import Membership
from core.accounts.models.bodies import COUNCIL_ROLES


class RoomState(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"  # the council has adopted its opinion
    CONCLUDED = "concluded"  # the summary conclusion is signed
    CLOSED = "closed"  # the council has declined the referral, or the sender has withdrawn it


def state_of(referral: Referral, opinion: Opinion | None) -> RoomState:
    """Whether one may still write in the room; reading stays possible for ever. While the council
    drafts a correction of its opinion the room is open again: people declare, write, and their
    remarks go into the correction."""
    if referral.status in (ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN):
        return RoomState.CLOSED
    if opinion is not None and opinion.is_published:
        return RoomState.ADOPTED
    if referral.consultation.status == ConsultationStatus.CONCLUDED:
        return RoomState.CONCLUDED
    return RoomState.OPEN


def opinion_in(referral: Referral) -> Opinion | None:
    """What the council works on: its draft (of the opinion, or of its correction), otherwise the
    adopted opinion; one query."""
    return opinion_of(referral)


def live_room(referral: Referral) -> Referral | None:
    """Where the same council works on the same text now; one query."""
    same = Referral.objects.live().filter(
        consultation_id=referral.consultation_id, council_id=referral.council_id
    )
    return same.select_related("consultation").first()


def earlier_rooms(user: Any, referral: Referral) -> QuerySet[Referral]:
    """Closed rooms of the same council on the same text that a person may read, the latest first:
    a council that is asked anew begins with an empty room."""
    return (
        rooms_of(user)
        .filter(
            consultation_id=referral.consultation_id,
            council_id=referral.council_id,
            status__in=(ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN),
        )
        .exclude(pk=referral.pk)
        .order_by("-closed_at", "-pk")
    )


def rooms_of(user: Any) -> QuerySet[Referral]:
    """Referrals in whose rooms a person has a seat today, with what a line of a list prints."""
    places = Membership.objects.filter(user_id=user.pk, role__in=COUNCIL_ROLES)
    councils = places.active(timezone.localdate()).values("body_id")
    appointed = Q(appointments__user_id=user.pk, appointments__ended_at=None)
    mine = Referral.objects.filter(Q(council_id__in=councils) | appointed).values("pk")
    return (
        Referral.objects.filter(pk__in=mine)
        .select_related("council", "consultation__version__bill")
        .annotate(
            remark_total=_total(MemberRemark.objects.standing()),
            position_total=_total(Position.objects.standing()),
        )
    )


def _total(words: QuerySet) -> Coalesce:
    """How many of these there are in the room of a referral, counted beside the other counts."""
    counted = words.filter(referral=OuterRef("pk")).order_by().values("referral")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)
