import datetime as dt

import factory
from factory.django import DjangoModelFactory

from cms.registers.activity.models import ControlWork, Meeting
from tests import moment
from tests.factories.accounts import CouncilFactory


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    council = factory.SubFactory(CouncilFactory)
    held_on = factory.LazyFunction(lambda: moment.today() - dt.timedelta(days=3))
    form = "remote"
    agenda = "1. О плане работы."


class ControlWorkFactory(DjangoModelFactory):
    class Meta:
        model = ControlWork

    council = factory.SubFactory(CouncilFactory)
    form = "hearing"
    title = "Слушания о дорогах"
    held_on = dt.date(2025, 4, 2)
    url = "https://sovet.example/slushaniya"
