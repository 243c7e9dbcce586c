"""Monitorings and inspections in every phase."""

import datetime as dt
from typing import Any

from django.utils import timezone

from consultations.control import services
from consultations.control.domain.closing import ClosingData
from consultations.control.domain.data import InspectorData, ObservationData
from consultations.control.models import ClosingDocument, Inspector, Observation
from consultations.process.models import Consultation, Form
from core.accounts.models import User
from tests.factories.accounts import BodyFactory, UserFactory, consent_texts
from tests.factories.process import ConsultationFactory

WHOLE = ClosingData(
    place_time="г. Благовещенск, март",
    tasks="Проверить доступность",
    forms="Посещение",
    facts="Пандус отсутствует.",
    conclusions="Требования не соблюдены.",
    recommendations="Установить пандус.",
)


def inspection(**changes: Any) -> Consultation:
    values = {
        "form": Form.INSPECTION, "subject": "Доступность", "inspected_body": BodyFactory(),
    }  # fmt: skip
    return ConsultationFactory(**(values | changes))


def monitoring(**changes: Any) -> Consultation:
    values = {"form": Form.MONITORING, "subject": "Соблюдение закона", "procedure": "Опрос"}
    return ConsultationFactory(**(values | changes))


def inspector(event: Consultation, user: User | None = None, **changes: Any) -> Inspector:
    values = {
        "certificate": "17", "order": "№ 4", "conflict": "Нет", "has_conflict": False,
        "has_consented": True,
    }  # fmt: skip
    consent_texts()
    return services.name_inspector(
        actor=None,
        consultation=event,
        user=user or UserFactory(),
        data=InspectorData(**(values | changes)),
        now=timezone.now(),
    )


def observation(event: Consultation, user: User | None = None, **changes: Any) -> Observation:
    files, now = changes.pop("files", ()), changes.pop("now", timezone.now())
    values = {
        "seen_on": timezone.localdate(), "place": "Зея", "fact": "Пандуса нет",
        "topic": "Доступность",
    }  # fmt: skip
    return services.write_observation(
        actor=user or UserFactory(),
        consultation=event,
        data=ObservationData(**(values | changes)),
        files=files,
        now=now,
    )


def drafted(event: Consultation, data: ClosingData = WHOLE, revision: int = 0) -> ClosingDocument:
    return services.save_closing(
        actor=None, consultation=event, data=data, revision=revision, now=timezone.now()
    )


def signed(event: Consultation, now: dt.datetime | None = None) -> ClosingDocument:
    """Drafts what is not drafted and signs."""
    if not ClosingDocument.objects.drafts().filter(consultation=event).exists():
        drafted(event)
    return services.sign_closing(
        actor=None, consultation=event, number="3-А", now=now or timezone.now()
    )
