import datetime as dt

import factory
from factory.django import DjangoModelFactory

from cms.registers.resources.models import Practice, Premises
from tests.factories.accounts import BodyFactory, CouncilFactory


class PremisesFactory(DjangoModelFactory):
    class Meta:
        model = Premises

    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda n: f"Зал № {n}")
    municipality = "Зея"
    address = "ул. Мухина, 217"
    hours = "по средам с 10 до 17 часов"
    phone = "(41658) 0-00-00"


class PracticeFactory(DjangoModelFactory):
    class Meta:
        model = Practice

    council = factory.SubFactory(CouncilFactory)
    institution = "Государственный университет"
    starts_on = dt.date(2025, 3, 3)
    ends_on = dt.date(2025, 3, 30)
    tutor = "секретарь совета"
    places = 3
