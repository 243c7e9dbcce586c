"""What forms and pages of the process read."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from consultations.process.domain.lifecycle import ReferralState, days_late, referral_state
from consultations.process.messages import REFERRAL_KINDS, REFERRAL_STATES
from consultations.process.models import CONTROL_FORMS, Consultation, Referral
from consultations.process.terms import explain_referral
from core.accounts.models import Body, BodyKind, Council
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.accounts.policy import places
from core.journal.subjects import SubjectLink
from core.rules.domain.calendar import ComputedDate, WorkCalendar
from core.web.access import Role
from drafts.models import BillVersion

_ADDRESSEES = (BodyKind.LEGISLATURE, BodyKind.GOVERNMENT, BodyKind.EXECUTIVE)


def organisers() -> QuerySet[Council]:
    """Bodies that may hold an act of public control; the chambers of the region first."""
    return Council.objects.filter(kind__in=CONTROL_SUBJECTS).order_by("kind", "name")


def addressees() -> QuerySet[Body]:
    """Bodies to which a summary conclusion may be sent."""
    return Body.objects.of_kind(*_ADDRESSEES).order_by("name")


def inspected_bodies() -> QuerySet[Body]:
    """Bodies that a public inspection may be about."""
    return Body.objects.exclude(kind__in=CONTROL_SUBJECTS).order_by("name")


def councils_to_hold(user: Any) -> list[int]:
    """Subjects of public control for which a person may announce: as secretary or chair."""
    roles = (Role.SECRETARY, Role.CHAIR)
    own = {body for role, body in places(user) if role in roles}
    return sorted(organisers().filter(pk__in=own).values_list("pk", flat=True))


def newest_versions() -> QuerySet[BillVersion]:
    """The newest published version of every bill, the latest first."""
    newer = BillVersion.objects.published().filter(
        bill=OuterRef("bill"), number__gt=OuterRef("number")
    )
    found = BillVersion.objects.published().filter(~Exists(newer))
    return found.select_related("bill__committee").order_by("-published_at", "-pk")


def councils_to_ask(consultation: Consultation) -> QuerySet[Council]:
    """Councils that have not been asked yet and may give an opinion."""
    asked = consultation.referrals.live().values("council_id")
    return Council.objects.filter(kind__in=CONTROL_SUBJECTS).exclude(pk__in=asked).order_by("name")


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral as a table shows it. `computed`: how its last day was counted, if from a term."""

    referral: Referral
    state: ReferralState
    words: Promise
    kind: str
    days_late: int = 0
    computed: ComputedDate | None = None

    @property
    def is_answered(self) -> bool:
        return self.state is ReferralState.ANSWERED

    @property
    def is_over(self) -> bool:
        """Whether no opinion is expected any more."""
        return not self.referral.is_waiting


def referral_lines(
    referrals: Iterable[Referral], today: dt.date, *, calendar: WorkCalendar | None = None
) -> list[ReferralLine]:
    """Referrals with their state on a day, in the order given; with a calendar also how their days
    were counted. No query."""
    return [_line(referral, today, calendar) for referral in referrals]


def _line(referral: Referral, today: dt.date, calendar: WorkCalendar | None) -> ReferralLine:
    state = referral_state(due_on=referral.due_on, status=referral.status, today=today)
    until = referral.answered_on or today
    return ReferralLine(
        referral,
        state,
        REFERRAL_STATES[state],
        REFERRAL_KINDS[state],
        0 if referral.closed_at else days_late(referral.due_on, until),
        explain_referral(referral, calendar) if calendar is not None else None,
    )


def referral_on_desk(pk: int) -> Referral | None:
    """A referral with everything that its page on the desk names; one query."""
    return (
        Referral.objects.select_related(
            "council", "consultation__version__bill", "consultation__responder", "decided_by"
        )
        .filter(pk=pk)
        .first()
    )


@dataclass(frozen=True, slots=True)
class Initiative:
    """An event in which some of one's councils may begin an expertise of their own."""

    consultation: Consultation
    councils: list[Council]


def initiatives(
    council_ids: Collection[int], now: dt.datetime, *, at_most: int = 50
) -> list[Initiative]:
    """Running events of these councils' choice, the nearest last day first; three queries."""
    mine = list(Council.objects.filter(pk__in=council_ids, kind__in=CONTROL_SUBJECTS))
    running = Consultation.objects.with_parties().filter(status="running", closes_at__gt=now)
    expertises = running.exclude(form__in=CONTROL_FORMS)  # those are concluded without opinions
    items = list(expertises.order_by("closes_at", "pk")[:at_most])
    asked = set(
        Referral.objects.live()
        .filter(consultation__in=items, council__in=mine)
        .values_list("consultation", "council")
    )
    found = [
        Initiative(item, [council for council in mine if (item.pk, council.pk) not in asked])
        for item in items
    ]
    return [item for item in found if item.councils]


def journal_subjects(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about consultations are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    found = Consultation.objects.filter(pk__in=wanted).select_related("version__bill")
    return {str(item.pk): SubjectLink(_title(item), item.get_absolute_url()) for item in found}


def _title(consultation: Consultation) -> str:
    form = consultation.get_form_display()
    return f"{form[:1].upper()}{form[1:]}: {consultation.version.bill.title}"
