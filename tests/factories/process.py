import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from consultations.process.models import (
    Consultation,
    ConsultationStatus,
    Form,
    Referral,
    ReferralStatus,
)
from core.accounts.models import BodyKind
from core.rules.domain.calendar import window
from tests.factories.accounts import BodyFactory, CouncilFactory, consent_texts
from tests.factories.drafts import BillVersionFactory


class ConsultationFactory(DjangoModelFactory):
    """Open now unless told otherwise; `upcoming=True` makes one that is only announced,
    `closed=True` one whose window has passed, `concluded=True` one that is over. Brings the texts
    of consents, without which nothing is announced."""

    class Meta:
        model = Consultation

    class Params:
        upcoming = factory.Trait(
            announced_on=factory.LazyFunction(timezone.localdate),
            opens_on=factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=2)),
        )
        concluded = factory.Trait(
            closed=True,
            status=ConsultationStatus.CONCLUDED,
            concluded_at=factory.LazyFunction(timezone.now),
            summary_signed_at=factory.LazyFunction(timezone.now),
        )
        closed = factory.Trait(
            opens_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=40)),
            closes_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=10)),
        )

    version = factory.SubFactory(BillVersionFactory)
    form = Form.EXPERTISE
    year = factory.LazyAttribute(lambda consultation: consultation.opens_on.year)
    slug = factory.Sequence(lambda n: f"consultation-{n}")
    question = "Нужен ли такой закон?"
    results_method = "Каждое предложение получает мотивированный ответ."
    organiser = factory.SubFactory(CouncilFactory, kind=BodyKind.PUBLIC_CHAMBER)
    responder = factory.SelfAttribute("version.bill.committee")
    addressee = factory.SubFactory(BodyFactory, kind=BodyKind.LEGISLATURE)
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=5))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=20))
    announced_on = factory.SelfAttribute("opens_on")
    opens_at = factory.LazyAttribute(
        lambda c: window(c.opens_on, c.closes_on, timezone.get_default_timezone())[0]
    )
    closes_at = factory.LazyAttribute(
        lambda c: window(c.opens_on, c.closes_on, timezone.get_default_timezone())[1]
    )
    answer_due_on = factory.LazyAttribute(lambda c: c.closes_on + dt.timedelta(days=30))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        consent_texts()
        return super()._create(model_class, *args, **kwargs)


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = Referral

    class Params:
        answered = factory.Trait(
            status=ReferralStatus.ANSWERED, answered_at=factory.LazyFunction(timezone.now)
        )

    consultation = factory.SubFactory(ConsultationFactory)
    council = factory.SubFactory(CouncilFactory)
    due_on = factory.LazyAttribute(lambda referral: referral.consultation.closes_on)
