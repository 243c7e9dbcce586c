"""Experts and calls, made by the services."""

import datetime as dt
from typing import Any

from django.utils import timezone

from consultations.experts import services
from consultations.experts.domain.data import CandidacyData, EntryData, ExpertData
from consultations.experts.models import Candidacy, EntryRequest, Expert, Knowledge, OpenCall
from consultations.process.models import Referral
from core.accounts.models import User
from tests.factories.accounts import UserFactory, consent_texts

BOTH = ("processing", "dissemination")
OGRN = "1027700132195"


def knowledge(slug: str = "law") -> Knowledge:
    return Knowledge.objects.get_or_create(slug=slug, defaults={"name": slug})[0]


def expert_data(**changes: Any) -> ExpertData:
    values = {
        "full_name": "Ким Ольга Сергеевна",
        "education": "Юридический факультет",
        "knowledge": [knowledge().pk],
        "post": "доцент",
        "municipality": "Зея",
        "consents": BOTH,
    }
    return ExpertData(**(values | changes))


def candidate(user: User | None = None, **changes: Any) -> Expert:
    """Has applied and waits for the Chamber."""
    consent_texts()
    who = user or UserFactory()
    return services.apply_as_expert(actor=who, data=expert_data(**changes), now=timezone.now())


def included(user: User | None = None, **changes: Any) -> Expert:
    """Is in the register."""
    return services.include_expert(
        actor=None, expert=candidate(user, **changes), reason="Опыт", now=timezone.now()
    )


def announced(referral: Referral, days: int = 5, now: dt.datetime | None = None) -> OpenCall:
    now = now or timezone.now()
    return services.announce_call(
        actor=None,
        referral=referral,
        requirements="Нужен юрист.",
        knowledge=[knowledge().pk],
        closes_on=timezone.localdate(now) + dt.timedelta(days=days),
        now=now,
    )


def candidacy(call: OpenCall, user: User | None = None, **changes: Any) -> Candidacy:
    now = changes.pop("now", timezone.now())
    values = {
        "full_name": "Пак Иван Ильич",
        "motivation": "Двадцать лет работаю по теме.",
        "has_conflict": False,
        "conflict": "Конфликта интересов нет.",
        "consents": BOTH,
    }
    data = CandidacyData(**(values | changes))
    consent_texts()
    return services.apply_to_call(actor=user or UserFactory(), call=call, data=data, now=now)


def entry_data(**changes: Any) -> EntryData:
    values = {
        "full_name": "Цой Анна Юрьевна",
        "post": "директор",
        "organisation": "АНО «Соседи»",
        "ogrn": OGRN,
        "interest": "Говорим от имени домовых советов.",
        "consents": BOTH,
    }
    return EntryData(**(values | changes))


def entry(referral: Referral, user: User | None = None, **changes: Any) -> EntryRequest:
    now = changes.pop("now", timezone.now())
    consent_texts()
    return services.ask_entry(
        actor=user or UserFactory(), referral=referral, data=entry_data(**changes), now=now
    )
