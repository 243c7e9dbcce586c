"""Minutes of hearings, written and signed by the services."""

import datetime as dt
from typing import Any

from django.utils import timezone

from consultations.hearings import services
from consultations.hearings.domain.minutes import MinutesData, RecommendationData
from consultations.hearings.models import HearingMinutes, Recommendation
from consultations.process.models import Consultation, Form
from core.accounts.models import User
from tests.factories.process import ConsultationFactory

ADOPTED = RecommendationData("Продлить срок.", votes_for=12, votes_against=3, votes_abstained=1)
REJECTED = RecommendationData("Отклонить закон.", votes_for=8, votes_against=7, votes_abstained=1)


def hearing(**changes: Any) -> Consultation:
    return ConsultationFactory(**({"form": Form.HEARING} | changes))


def minutes_data(*rows: RecommendationData, **changes: Any) -> MinutesData:
    """Minutes with nothing missing."""
    values = {
        "held_on": timezone.localdate(),
        "started_at": dt.time(10),
        "ended_at": dt.time(12, 30),
        "place": "г. Благовещенск, зал заседаний",
        "number": "4",
        "chair_name": "Иванова М.П.",
        "secretary_name": "Ким О.Л.",
        "attending": 16,
        "officials": "Петров А.Б., министр юстиции области",
        "question": "Нужен ли такой закон?",
        "course": "Выступили пять участников.",
        "recommendations": rows or (ADOPTED,),
    }
    return MinutesData(**(values | changes))


def drafted(
    event: Consultation, *rows: RecommendationData, actor: User | None = None, **changes: Any
) -> HearingMinutes:
    return services.save_minutes(
        actor=actor,
        consultation=event,
        data=minutes_data(*rows, **changes),
        version=0,
        now=timezone.now(),
    )


def minuted(event: Consultation, *rows: RecommendationData, **changes: Any) -> HearingMinutes:
    """Signed minutes."""
    draft = drafted(event, *rows, **changes)
    return services.sign_minutes(
        actor=None, consultation=event, version=draft.version, now=timezone.now()
    )


def recommended(event: Consultation, row: RecommendationData = ADOPTED) -> Recommendation:
    """The first recommendation of signed minutes."""
    found = minuted(event, row).recommendations.first()
    assert found is not None
    return found
