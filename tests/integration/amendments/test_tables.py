"""Accepted proposals become amendments, and the committee decides."""

from typing import Any

import pytest
from django.utils import timezone

from consultations.amendments import selectors, services
from consultations.amendments.errors import AmendmentsProblem
from consultations.amendments.models import Amendment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import Answer, ArgumentGroup
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from tests.factories.accounts import BodyFactory, staff
from tests.factories.conclusions import (
    ArgumentGroupFactory,
    answered,
    group_of,
    published,
)
from tests.factories.drafts import ProvisionFactory
from tests.integration.amendments.doing import (
    SPONSOR,
    accepted,
    by_hand,
    decide,
    refused,
    tabled,
    unit,
)

pytestmark = pytest.mark.django_db


def test_only_accepted_groups_are_tabled_and_only_once(
    consultation: Consultation, clerk: User
) -> None:
    group = accepted(consultation, provision=unit(consultation, "5", 7))
    answered(group_of(published(consultation)))
    published(consultation)
    assert tabled(consultation, clerk) == 1
    made = Amendment.objects.get()
    assert (made.group, made.place, made.sponsor) == (group, "статья 5", SPONSOR)
    assert made.text.startswith("Статью 5 изложить в следующей редакции:\n«Статья 5. в течение")
    assert made.decision == "undecided"
    with refused(AmendmentsProblem.NOTHING_TO_TABLE):
        tabled(consultation, clerk)


def test_one_group_alone(consultation: Consultation) -> None:
    first, _second = accepted(consultation), accepted(consultation)
    assert tabled(consultation, groups=[first.pk]) == 1
    assert Amendment.objects.get().group == first


def test_nobody_else_tables_and_nobody_without_a_sponsor(consultation: Consultation) -> None:
    accepted(consultation)
    stranger = staff(BodyFactory(), MembershipRole.CLERK)
    with refused(AmendmentsProblem.ROLE_OVER):
        tabled(consultation, stranger)
    with refused(AmendmentsProblem.NO_SPONSOR):
        tabled(consultation, sponsor="  ")
    assert not Amendment.objects.exists()


def test_the_order_and_the_numbers_of_each_table(consultation: Consultation) -> None:
    five, six = unit(consultation, "5", 3), unit(consultation, "6", 8)
    ProvisionFactory(version=consultation.version, path="article:5/paragraph:1", position=4)
    last = by_hand(consultation, provision=six, place="")
    new = by_hand(consultation, provision=five, place="статья 5.1")
    first = by_hand(consultation, provision=five, place="")
    whole = by_hand(consultation, place="", is_whole_text=True)
    other = by_hand(consultation, provision=five, place="")
    decide(consultation, whole, first, new, last, decision="adopt")
    decide(consultation, other, decision="reject", reason="Повторяет закон.")
    lines = [(line.part, line.number, line.place) for line in selectors.draft_lines(consultation)]
    assert lines == [
        (1, 1, "по всему тексту"),
        (1, 2, "статья 5"),
        (1, 3, "статья 5.1"),
        (1, 4, "статья 6"),
        (2, 1, "статья 5"),
    ]


def test_a_rejection_needs_a_reason_and_stale_rows_are_refused(consultation: Consultation) -> None:
    one = by_hand(consultation)
    with refused(AmendmentsProblem.NO_REASON):
        decide(consultation, one, decision="reject")
    decide(consultation, one, decision="adopt")
    with refused(AmendmentsProblem.STALE):
        decide(consultation, one, decision="undecided")
    with refused(AmendmentsProblem.NOTHING_CHOSEN):
        decide(consultation, decision="adopt")


def test_a_withdrawn_amendment_leaves_the_tables_and_may_be_tabled_again(
    consultation: Consultation,
) -> None:
    accepted(consultation)
    tabled(consultation)
    one = Amendment.objects.get()
    services.withdraw_amendment(
        actor=None, amendment=one, reason="По просьбе автора.", now=timezone.now()
    )
    assert selectors.draft_lines(consultation) == []
    assert tabled(consultation) == 1
    assert Amendment.objects.count() == 2


def test_a_revised_answer_marks_the_amendment_until_it_is_saved(
    consultation: Consultation,
) -> None:
    group = accepted(consultation)
    tabled(consultation)
    answered(group, AnswerData("accepted", "as_proposed", expected_text="в течение семи дней"))
    assert selectors.part_counts(consultation).outdated == 1
    one = Amendment.objects.get()
    data = services.AmendmentData(sponsor=SPONSOR, text="Новое.", place=one.place)
    services.edit_amendment(
        actor=None, amendment=one, data=data, seen_version=one.version, now=timezone.now()
    )
    assert selectors.part_counts(consultation).outdated == 0


def test_thousands_are_tabled_in_a_constant_number_of_queries(
    consultation: Consultation, django_assert_max_num_queries: Any
) -> None:
    provision = unit(consultation, "5", 3)
    for _number in range(30):
        group: ArgumentGroup = ArgumentGroupFactory(
            consultation=consultation, provision=provision, size=1, is_open=False
        )
        Answer.objects.create(
            group=group,
            disposition="accepted",
            expected_text="новое",
            published_at=timezone.now(),
        )
    with django_assert_max_num_queries(12):
        assert tabled(consultation) == 30
