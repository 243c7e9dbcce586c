import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cms.registers.formation.models import Competition, Nomination, SeatRule
from tests import moment
from tests.factories.accounts import CouncilFactory

# Invented numbers whose last digit is right.
OGRN = "1992800000125"
OTHER_OGRN = "1992800000345"


class CompetitionFactory(DjangoModelFactory):
    class Meta:
        model = Competition

    council = factory.SubFactory(CouncilFactory)
    title = factory.Sequence(lambda n: f"Конкурс в совет № {n}")
    act = "Приказ № 7"
    seats = 3
    announced_on = factory.LazyFunction(lambda: moment.today() - dt.timedelta(days=30))


class NominationFactory(DjangoModelFactory):
    class Meta:
        model = Nomination

    competition = factory.SubFactory(CompetitionFactory)
    number = factory.Sequence(lambda n: n + 1)
    organisation = "Союз пенсионеров"
    ogrn = OGRN
    is_public_association = True


class SeatRuleFactory(DjangoModelFactory):
    class Meta:
        model = SeatRule

    council = factory.SubFactory(CouncilFactory)
    basis = "Положение о совете, пункт 9"
    starts_on = dt.date(2020, 1, 1)


def finished(**values: Any) -> Competition:
    """A competition all of whose stages are over."""
    announced = moment.today() - dt.timedelta(days=90)
    return CompetitionFactory(
        announced_on=announced,
        nominations_from=announced + dt.timedelta(days=1),
        nominations_until=announced + dt.timedelta(days=21),
        checked_on=announced + dt.timedelta(days=35),
        approved_on=announced + dt.timedelta(days=40),
        outcome="formed",
        **values,
    )
