"""What pages of experts show; each function costs a constant number of queries."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from consultations.experts.models import (
    Appointment,
    Candidacy,
    Capacity,
    Decision,
    EntryRequest,
    Expert,
    ExpertState,
    Knowledge,
    OpenCall,
)
from consultations.process.models import Consultation, ConsultationStatus, Referral
from core.accounts.policy import places
from core.journal.subjects import SubjectLink
from core.web.access import Role


def used_knowledge() -> QuerySet[Knowledge]:
    """Fields of knowledge in which the register has somebody."""
    return Knowledge.objects.filter(experts__in=Expert.objects.public()).distinct()


def public_experts(field_slug: str = "") -> QuerySet[Expert]:
    """The register as everybody sees it, perhaps of one field of knowledge."""
    found = Expert.objects.public().select_related("contact").prefetch_related("knowledge")
    return found.filter(knowledge__slug=field_slug) if field_slug else found


def expert_record(expert: Expert) -> list[Appointment]:
    """In which expertises a person took part, the latest first; one query."""
    rows = Appointment.objects.filter(expert=expert).select_related(
        "referral__council", "referral__consultation__version__bill"
    )
    return list(rows.order_by("-appointed_at", "-pk")[:200])


def desk_experts(state: str) -> QuerySet[Expert]:
    """Experts of one state for the desk."""
    known = state if state in ExpertState.values else str(ExpertState.CANDIDATE)
    found = Expert.objects.filter(state=known)
    return found.select_related("contact").prefetch_related("knowledge")


def state_counts() -> dict[str, int]:
    """How many experts each state has; one query."""
    rows = Expert.objects.order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def calls(*, over: bool, now: dt.datetime) -> QuerySet[OpenCall]:
    """Calls to which one may apply, or those that are over."""
    rows = OpenCall.objects.over_at(now) if over else OpenCall.objects.open_at(now)
    return rows.with_places().prefetch_related("knowledge")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many have asked, and how it was decided."""

    asked: int = 0
    accepted: int = 0
    declined: int = 0

    @property
    def waiting(self) -> int:
        return self.asked - self.accepted - self.declined


def _counts(rows: QuerySet[Any], by: str) -> dict[int, Counts]:
    found = (
        rows.order_by()
        .values(by)
        .annotate(
            asked=Count("pk"),
            accepted=Count("pk", filter=Q(state=Decision.ACCEPTED)),
            declined=Count("pk", filter=Q(state=Decision.DECLINED)),
        )
    )
    return {row[by]: Counts(row["asked"], row["accepted"], row["declined"]) for row in found}


def call_page(call: OpenCall, *, user: Any, now: dt.datetime) -> dict[str, Any]:
    """A call with its counts and, for who has applied, the own application."""
    own = None
    if user.is_authenticated:
        own = call.candidacies.filter(user=user).first()
    concluded = call.referral.consultation.status == ConsultationStatus.CONCLUDED
    return {
        "call": call,
        "counts": _counts(Candidacy.objects.filter(call=call), "call").get(call.pk, Counts()),
        "own": own,
        "is_open": call.is_open_at(now) and not concluded,
    }


@dataclass(frozen=True, slots=True)
class CouncilWork:
    """Who takes part in one council's work on a bill beside its members."""

    referral: Referral
    experts: list[Appointment]
    observers: list[Appointment]
    calls: list[OpenCall]
    entries: Counts = field(default_factory=Counts)

    @property
    def is_over(self) -> bool:
        """Whether the council does not work on the bill any more, without an opinion."""
        return self.referral.closed_at is not None

    @property
    def lacks_leader(self) -> bool:
        """Whether there is a commission without a chair."""
        active = [each for each in self.experts if each.ended_at is None]
        return len(active) > 1 and not any(each.leads for each in active)


def work_on(consultation: Consultation) -> list[CouncilWork]:
    """Experts and organisations by council, for the public page; five queries."""
    referrals = consultation.referrals.select_related("council").order_by("council__name")
    return _works(list(referrals.prefetch_related(_appointments(), "calls__knowledge")))


def work_of(referral: Referral) -> CouncilWork:
    """The same for one council."""
    rows = Referral.objects.select_related("council", "consultation__version__bill")
    rows = rows.prefetch_related(_appointments(), "calls__knowledge")
    return _works([rows.get(pk=referral.pk)])[0]


def _appointments() -> Prefetch:
    rows = Appointment.objects.select_related("user", "expert__contact")
    return Prefetch("appointments", rows.order_by("-leads", "user__full_name", "pk"))


def _works(referrals: list[Referral]) -> list[CouncilWork]:
    asked = _counts(EntryRequest.objects.filter(referral__in=referrals), "referral")
    return [
        CouncilWork(
            referral,
            [each for each in referral.appointments.all() if each.capacity == Capacity.EXPERT],
            [each for each in referral.appointments.all() if each.capacity == Capacity.OBSERVER],
            list(referral.calls.all()),
            asked.get(referral.pk, Counts()),
        )
        for referral in referrals
    ]


def waiting_of(referral: Referral) -> dict[str, Any]:
    """Applications and requests to one council: waiting first, then decided."""
    candidacies = Candidacy.objects.filter(call__referral=referral)
    entries = EntryRequest.objects.filter(referral=referral)
    return {
        "candidacies": _waiting_first(candidacies.select_related("contact", "call")),
        "entries": _waiting_first(entries.select_related("contact")),
    }


def _waiting_first(rows: QuerySet[Any]) -> list[Any]:
    return sorted(rows.order_by("submitted_at", "pk")[:300], key=lambda row: not row.is_waiting)


def referrals_to_staff(user: Any) -> QuerySet[Referral]:
    """Running referrals of the councils whose secretary or chair a person is, with counts of what
    waits for a decision."""
    roles = (Role.SECRETARY, Role.CHAIR)
    bodies = {body for role, body in places(user) if role in roles}
    rows = Referral.objects.filter(council__in=bodies, consultation__status="running")
    waits = Q(calls__candidacies__state=Decision.WAITING)
    asks = Q(entry_requests__state=Decision.WAITING)
    return (
        rows.select_related("council", "consultation__version__bill")
        .annotate(
            waiting_candidacies=Count("calls__candidacies", filter=waits, distinct=True),
            waiting_entries=Count("entry_requests", filter=asks, distinct=True),
        )
        .order_by("due_on", "pk")
    )


def own_page(user: Any) -> dict[str, Any]:
    """What a person has to do with councils: the register, appointments, applications."""
    places_of = ("referral__council", "referral__consultation__version__bill")
    of_call = tuple(f"call__{path}" for path in places_of)
    own = Expert.objects.filter(user=user).select_related("contact").first()
    return {
        "expert": own,
        "appointments": list(
            Appointment.objects.filter(user=user)
            .select_related(*places_of)
            .order_by("-appointed_at")[:100]
        ),
        "candidacies": list(
            Candidacy.objects.filter(user=user)
            .select_related(*of_call)
            .order_by("-submitted_at")[:100]
        ),
        "entries": list(
            EntryRequest.objects.filter(user=user)
            .select_related(*places_of)
            .order_by("-submitted_at")[:100]
        ),
    }


def journal_experts(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about experts are shown in the journal; whom nobody may see is not named."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    found = Expert.objects.public().filter(pk__in=wanted).select_related("contact")
    return {str(item.pk): SubjectLink(item.name, item.get_absolute_url()) for item in found}


def journal_calls(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about calls are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    found = OpenCall.objects.filter(pk__in=wanted).with_places()
    return {
        str(item.pk): SubjectLink(
            item.referral.consultation.version.bill.title, item.get_absolute_url()
        )
        for item in found
    }
