"""The minutes of hearings as the public reads them, with the committee's answers."""

from dataclasses import dataclass
from typing import Any

from consultations.conclusions import selectors as conclusions
from consultations.conclusions.domain.wording import comparison_base
from consultations.conclusions.models import Answer
from consultations.hearings.models import MINUTED_FORMS, HearingMinutes, Recommendation
from consultations.hearings.selectors import editions_of, minutes_in_force
from consultations.process.models import Consultation
from drafts.selectors import own_text


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation with what became of it; `original` is empty if a comparison would not help;
    `waits`: it needs an answer and has none."""

    row: Recommendation
    original: str
    answer: Answer | None
    waits: bool


def hearing_page(consultation: Consultation, edition: str) -> dict[str, Any] | None:
    """Signed minutes (`edition`: an earlier one, empty for those in force) with every
    recommendation and its answer; None if there are none. Three queries."""
    editions = editions_of(consultation)
    shown = editions.in_force
    if edition:
        shown = next((each for each in editions.public if str(each.edition) == edition), None)
    if shown is None:
        return None
    return {
        "minutes": shown,
        "in_force": editions.in_force,
        "editions": editions.public,
        "lines": _lines(shown),
        "sheets": [shown] if shown.file_name else [],
    }


def minutes_of(consultation: Consultation) -> HearingMinutes | None:
    """The minutes in force; no query for a form that has none."""
    return minutes_in_force(consultation) if consultation.form in MINUTED_FORMS else None


def _lines(minutes: HearingMinutes) -> list[RecommendationLine]:
    rows = list(minutes.recommendations.select_related("provision__version__bill"))
    answers = conclusions.answers_for_recommendations([row.pk for row in rows if row.is_adopted])
    return [
        RecommendationLine(
            row=row,
            original=_original(row),
            answer=answers.get(row.pk),
            waits=row.is_adopted and row.pk not in answers and not minutes.is_superseded,
        )
        for row in rows
    ]


def _original(row: Recommendation) -> str:
    words = own_text(row.provision) if row.provision is not None else ""
    return comparison_base(words, row.proposed_text)
