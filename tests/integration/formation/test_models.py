"""What the database itself refuses, whoever writes."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cms.registers.formation.models import CompetitionDocument
from tests import moment
from tests.factories.accounts import MembershipFactory
from tests.factories.formation import (
    CompetitionFactory,
    NominationFactory,
    SeatRuleFactory,
    finished,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused(name: str, make: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**values)


@pytest.mark.parametrize(
    ("from_", "until", "checked", "approved"),
    [(-1, None, None, None), (None, 3, None, None), (2, 1, None, None), (1, 2, 1, None),
     (1, 2, None, 9), (1, 2, 5, 4)],
)  # fmt: skip
def test_days_go_forward(
    from_: int | None, until: int | None, checked: int | None, approved: int | None
) -> None:
    names = ("nominations_from", "nominations_until", "checked_on", "approved_on")
    days = (from_, until, checked, approved)
    named = {
        name: None if day is None else moment.today() + day * DAY
        for name, day in zip(names, days, strict=True)
    }
    refused("competition_days_go_forward", CompetitionFactory, announced_on=moment.today(), **named)


def test_a_whole_competition_is_let_in() -> None:
    assert finished().pk


def test_an_outcome_has_what_it_rests_on() -> None:
    refused("competition_formed_has_day", CompetitionFactory, outcome="formed")
    refused("competition_failed_has_reason", CompetitionFactory, outcome="failed")
    refused("competition_has_seats", CompetitionFactory, seats=0)


def test_a_document_is_a_link_or_a_file() -> None:
    competition = CompetitionFactory()
    refused(
        "competition_document_is_link_or_file",
        CompetitionDocument.objects.create,
        competition=competition,
        stage="check",
        title="Протокол",
    )


def test_a_name_has_a_consent_and_a_consent_a_name() -> None:
    refused("nomination_name_has_consent", NominationFactory, candidate="Иванова М. П.")
    refused("nomination_name_has_consent", NominationFactory, consented_on=moment.today())


def test_a_nomination_says_who_and_why() -> None:
    refused("nomination_organisation", NominationFactory, ogrn="", is_public_association=False)
    assert NominationFactory(ogrn="", is_public_association=True).pk
    refused("nomination_refused_has_reason", NominationFactory, decision="refused")
    refused("nomination_seated_is_chosen", NominationFactory, membership=MembershipFactory())
    first = NominationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationFactory(competition=first.competition, number=first.number)


def test_a_rule_on_seats_ends_after_it_begins() -> None:
    refused("seat_rule_days_in_order", SeatRuleFactory, ends_on=dt.date(2019, 12, 31))
