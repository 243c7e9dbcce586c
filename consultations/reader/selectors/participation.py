"""«Участие советов в экспертизе»: who was asked, who answered, when, and who did the work."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.conclusions.selectors.objections import objection_numbers
from consultations.conclusions.selectors.positions import position_numbers
from consultations.process.models import Consultation
from consultations.process.numbers import (
    MemberNumbers,
    ReferralNumbers,
    member_numbers,
    participation_numbers,
)
from consultations.process.ports import MemberLine, member_activity
from consultations.process.selectors import ReferralLine, referral_lines
from consultations.reader.selectors.councils import Figure
from core.rules.selectors import work_calendar


@dataclass(frozen=True, slots=True)
class CouncilWork:
    """One council in an event; `people` is empty where nobody knows what its members did."""

    line: ReferralLine
    people: list[MemberLine]
    numbers: MemberNumbers


def participation(consultation: Consultation, *, today: dt.date) -> dict[str, Any]:
    """What the page shows; six queries and those of the providers."""
    referrals = list(
        consultation.referrals.select_related("council", "opinion__council").order_by(
            "own_initiative", "council__name", "pk"
        )
    )
    for referral in referrals:
        referral.consultation = consultation
    activity = member_activity([referral.pk for referral in referrals])
    lines = referral_lines(referrals, today, calendar=work_calendar())
    works = [_work(line, activity.get(line.referral.pk, [])) for line in lines]
    counted = participation_numbers([consultation.pk], on=today)[consultation.pk]
    bill = consultation.version.bill
    return {
        "objections": objection_numbers([consultation.pk], on=today)[consultation.pk],
        "sponsor": bill.sponsor if bill.sponsor_body_id else "",
        "positions": position_numbers([consultation.pk])[consultation.pk],
        "figures": _figures(counted),
        "works": works,
        "known": [work for work in works if work.people],
    }


def _work(line: ReferralLine, people: list[MemberLine]) -> CouncilWork:
    return CouncilWork(line, people, member_numbers(people))


def _figures(done: ReferralNumbers) -> list[Figure]:
    return [
        Figure(done.referred, _("councils were asked")),
        Figure(done.accepted, _("of them accepted")),
        Figure(done.declined, _("declined with a reason")),
        Figure(done.own_initiative, _("began on their own initiative")),
        Figure(done.in_time, _("answered in time")),
        Figure(done.late, _("answered late")),
        Figure(done.overdue, _("silent: the term has passed without an opinion")),
        Figure("—" if done.days is None else done.days, _("median days from sending to opinion")),
    ]
