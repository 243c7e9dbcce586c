import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.selectors import question_count
from consultations.conclusions import selectors as conclusions
from consultations.control import selectors as control
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from consultations.process.selectors import ReferralLine, referral_lines
from consultations.process.terms import explain_consultation
from consultations.reader.presenters import (
    PHASE_KIND,
    consultation_cards,
    consultation_steps,
    phase_words,
)
from consultations.reader.selectors.comments import latest_comments
from consultations.reader.selectors.hearings import minutes_of
from consultations.requests.selectors import requests_behind
from core.web.paging import Page, keyset_page

STATES = {
    "open": _("Proposals are being received"),
    "answering": _("Answers are being prepared"),
    "concluded": _("Concluded"),
    "": _("All"),
}


@dataclass(frozen=True, slots=True)
class StateTab:
    """One link of components/tabs.html."""

    label: Any
    url: str
    current: bool


def state_tabs(current: str) -> list[StateTab]:
    return [
        StateTab(label, f"?state={state}" if state else "?", state == current)
        for state, label in STATES.items()
    ]


def in_state(state: str, now: dt.datetime) -> QuerySet[Consultation]:
    """Consultations in one state; an unknown word means all."""
    consultations = Consultation.objects.with_parties()
    if state == "open":
        return consultations.open_at(now)
    if state == "answering":
        return consultations.answering_at(now)
    if state == "concluded":
        return consultations.concluded()
    return consultations


def consultations_page(
    *, state: str, cursor: str | None, per_page: int, now: dt.datetime
) -> Page[Any]:
    """Cards of consultations, those that opened last first; 2 queries and those of the counts."""
    page = keyset_page(
        in_state(state, now), order=("-opens_at", "-pk"), cursor=cursor, per_page=per_page
    )
    counts = numbers(consultation.pk for consultation in page.items)
    return replace(page, items=consultation_cards(page.items, counts, now))


def overview(consultation: Consultation, *, now: dt.datetime) -> dict[str, Any]:
    """What the page of a consultation shows; a constant number of queries."""
    phase = consultation.phase_at(now)
    today = timezone.localdate(now)
    signed = conclusions.current_conclusion(consultation)
    summary = conclusions.current_summary(consultation)
    return {
        "phase": phase,
        "phase_words": phase_words(phase),
        "phase_kind": PHASE_KIND[phase],
        "steps": consultation_steps(consultation, now),
        "numbers": numbers([consultation.pk])[consultation.pk],
        "tally": conclusions.kept_tallies([consultation])[consultation.pk],
        "substance": conclusions.substance_of([consultation])[consultation.pk],
        "referrals": referrals(consultation, today),
        "terms": explain_consultation(consultation),
        "question_count": question_count(consultation),
        "latest": latest_comments(consultation, now),
        "summary": summary,
        "conclusion": signed,
        "late": late(consultation, phase, today, has_summary=summary is not None),
        "requests_behind": requests_behind(consultation),
        "minutes": minutes_of(consultation),
        **control.overview(consultation),
    }


def late(consultation: Consultation, phase: Phase, today: dt.date, *, has_summary: bool) -> int:
    """By how many days the committee is late; 0 in time, and once it has signed and owes no
    answer."""
    if phase is not Phase.ANSWERING or consultation.is_control:
        return 0
    return conclusions.committee_days_late(consultation, today, has_summary=has_summary)


def referrals(consultation: Consultation, today: dt.date) -> list[ReferralLine]:
    """Councils to which the bill was sent or that took it up, with their opinions if adopted."""
    found = consultation.referrals.select_related("council", "opinion__council")
    items = list(found.order_by("council__name", "pk"))
    for item in items:
        item.consultation = consultation
    return referral_lines(items, today)
