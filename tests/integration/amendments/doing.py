"""What tests of amendments do again and again."""

from typing import Any

import pytest
from django.utils import timezone

from consultations.amendments import services
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.models import Amendment, AmendmentTable
from consultations.conclusions.domain.answers import AnswerData
from consultations.process.models import Consultation
from core.accounts.models import User
from tests.factories.conclusions import (
    ACCEPTANCE,
    answered,
    group_of,
    published,
)
from tests.factories.drafts import ProvisionFactory

SPONSOR = "Депутат Иванов И. И."


def unit(consultation: Consultation, number: str, position: int) -> Any:
    return ProvisionFactory(
        version=consultation.version,
        path=f"article:{number}",
        position=position,
        num_label=f"Статья {number}.",
    )


def accepted(consultation: Consultation, data: AnswerData = ACCEPTANCE, **said: Any) -> Any:
    group = group_of(published(consultation, **said))
    answered(group, data)
    return group


def tabled(consultation: Consultation, clerk: User | None = None, **values: Any) -> int:
    given = {"sponsor": SPONSOR, "now": timezone.now()} | values
    return services.table_amendments(actor=clerk, consultation=consultation, **given)


def by_hand(consultation: Consultation, **values: Any) -> Amendment:
    words = {"sponsor": SPONSOR, "place": "статья 9", "text": "Статью 9 исключить."} | values
    return services.add_amendment(
        actor=None,
        consultation=consultation,
        data=services.AmendmentData(**words),
        now=timezone.now(),
    )


def decide(consultation: Consultation, *chosen: Amendment, decision: str, reason: str = "") -> int:
    return services.decide_amendments(
        actor=None,
        consultation=consultation,
        versions={one.pk: one.version for one in chosen},
        decision=decision,
        reason=reason,
        now=timezone.now(),
    )


def publish(consultation: Consultation, actor: User | None = None) -> AmendmentTable:
    return services.publish_tables(actor=actor, consultation=consultation, now=timezone.now())


def refused(code: AmendmentsProblem) -> Any:
    return pytest.raises(AmendmentsError, check=lambda error: error.code is code)
