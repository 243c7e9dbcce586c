"""What was upheld goes with the proposal, wherever that is put; ended roles do not act."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.conclusions import services
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import (
    ConclusionsError,
    ConclusionsProblem,
    ObjectionProblem,
    ObjectionRefused,
)
from consultations.conclusions.models import AnswerDraft, AnswerObjection, ArgumentGroup
from consultations.conclusions.selectors.objections import objection_numbers, objections_of
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.accounts.services.members import close
from tests.factories.accounts import staff
from tests.factories.conclusions import answered, group_of, published, signed
from tests.factories.objections import named, objected, said_and_answered
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

ANEW = AnswerData("rejected", "federal_law", "Срок установлен федеральным законом.")


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    named(found)
    return found


def said(consultation: Consultation, text: str) -> ProvisionComment:
    return said_and_answered(consultation, comment=text, provision=None)


def uphold(objection: AnswerObjection, outcome: str = "upheld", **values: Any) -> AnswerObjection:
    assert objection.reviewer is not None
    return services.decide_answer_objection(
        actor=objection.reviewer.user,
        objection=objection,
        outcome=outcome,
        reasoning="О сроке в ответе ничего нет.",
        now=timezone.now(),
        **values,
    )


def move(source: ArgumentGroup, target: ArgumentGroup) -> Any:
    items = list(source.items.all())
    return services.move_members(
        actor=None, group=source, items=items, target=target, now=timezone.now()
    )


def open_items(consultation: Consultation) -> int:
    consultation.refresh_from_db()
    kept = consultation.open_items
    assert recount_open_items(consultation=consultation) == kept
    return kept


def two(consultation: Consultation) -> tuple[ProvisionComment, ProvisionComment]:
    first = said(consultation, "Первый довод о сроке десять дней.")
    second = said(consultation, "Совсем другой довод про деньги бюджета.")
    assert group_of(first) != group_of(second)
    return first, second


def end(user: User) -> None:
    now = timezone.now()
    close(user.memberships.get(), reason="Отозван", ended_on=timezone.localdate(now), now=now)


def test_the_group_where_the_proposal_is_now_is_contested(consultation: Consultation) -> None:
    first, second = two(consultation)
    objection = objected(first)
    target = group_of(second)
    move(group_of(first), target)
    present = target.answers.get()
    with pytest.raises(ObjectionRefused) as refusal:  # another answer than was objected to
        uphold(objection)
    assert refusal.value.code is ObjectionProblem.ANSWERED_SINCE
    uphold(objection, seen_answer=present.pk)
    assert open_items(consultation) == 1
    target.refresh_from_db()
    assert (target.is_contested, target.is_open) == (True, True)
    assert list(objections_of([target.pk])[target.pk]) == [objection]


def test_a_contest_goes_along_and_comes_back(consultation: Consultation) -> None:
    first, second = two(consultation)
    source, target = group_of(first), group_of(second)
    uphold(objected(first))
    change = move(source, target)
    target.refresh_from_db()
    assert target.is_contested
    assert open_items(consultation) == 1
    services.undo_change(actor=None, change=change, now=timezone.now())
    assert group_of(first).is_contested
    assert not group_of(second).is_contested
    assert open_items(consultation) == 1
    move(source, target)
    answered(group_of(first), ANEW)
    assert open_items(consultation) == 0
    assert not group_of(first).is_contested


def test_what_was_found_wanting_stands_for_nobody(consultation: Consultation) -> None:
    first = published(consultation, comment="Продлите срок до тридцати дней для дальних сёл.")
    published(consultation, comment="Продлите срок до тридцати дней для дальних сёл.")
    group = group_of(first)
    answered(group)
    uphold(objected(first))
    mine = list(group.items.filter(comment=first))
    services.split_group(actor=None, group=group, items=mine, now=timezone.now())
    group.refresh_from_db()
    assert (group.is_contested, group_of(first).is_contested) == (True, True)
    assert open_items(consultation) == 2


def test_once_for_a_proposal_in_whatever_group(consultation: Consultation) -> None:
    first, second = two(consultation)
    uphold(objected(first), "rejected")
    move(group_of(first), group_of(second))
    with pytest.raises(ObjectionRefused) as refusal:
        objected(first)
    assert refusal.value.code is ObjectionProblem.OBJECTED_ALREADY
    assert objected(second).outcome == ""  # somebody else


def test_an_answer_given_anew_is_an_outcome_of_its_own(consultation: Consultation) -> None:
    comment = said(consultation, "Первый довод о сроке десять дней.")
    objection = objected(comment)
    with pytest.raises(ObjectionRefused) as refusal:
        uphold(objection, "answered")
    assert refusal.value.code is ObjectionProblem.NOT_ANSWERED_SINCE
    answered(group_of(comment), ANEW)
    present = group_of(comment).answers.get(is_current=True)
    uphold(objection, "answered", seen_answer=present.pk)
    assert not group_of(comment).is_contested
    assert open_items(consultation) == 0
    numbers = objection_numbers([consultation.pk], on=timezone.localdate())[consultation.pk]
    assert (numbers.filed, numbers.answered, numbers.upheld) == (1, 1, 0)


def test_the_page_shows_an_answer_given_meanwhile(client: Any, consultation: Consultation) -> None:
    comment = said(consultation, "Первый довод о сроке десять дней.")
    objection = objected(comment)
    old = group_of(comment).answers.get()
    answered(group_of(comment), ANEW)
    assert objection.reviewer is not None
    client.force_login(objection.reviewer.user)
    address = reverse("conclusions:my_objection", args=[objection.pk])
    sent = {"outcome": "upheld", "reasoning": "Пустой ответ.", "seen_answer": old.pk}
    response = client.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert ANEW.text in page
    assert "Пустой ответ." in page
    present = group_of(comment).answers.get(is_current=True)
    assert f'name="seen_answer" value="{present.pk}"' in page
    assert 'value="answered"' in page


def test_a_draft_is_open_as_long_as_its_group(consultation: Consultation) -> None:
    comment = said(consultation, "Первый довод о сроке десять дней.")
    signed(consultation)
    uphold(objected(comment))
    group = group_of(comment)
    services.draft_answer(actor=None, group=group, data=ANEW, now=timezone.now())
    draft = AnswerDraft.objects.get()
    assert draft.access_phase == group_of(comment).access_phase == "answering"


# --- Ended roles ----------------------------------------------------------------------------------


def test_a_role_that_ended_a_minute_ago_decides_nothing(
    client: Any, consultation: Consultation
) -> None:
    objection = objected(said(consultation, "Первый довод о сроке десять дней."))
    assert objection.reviewer is not None
    client.force_login(objection.reviewer.user)
    end(objection.reviewer.user)
    with pytest.raises(ObjectionRefused) as refusal:
        uphold(objection)
    assert refusal.value.code is ObjectionProblem.NO_REVIEWER
    sent = {"outcome": "rejected", "reasoning": "Ответ по существу."}
    response = client.post(reverse("conclusions:my_objection", args=[objection.pk]), sent)
    assert response.status_code == 409
    assert "Ответ по существу." in response.content.decode()


def test_ended_staff_neither_agrees_nor_publishes(consultation: Consultation) -> None:
    group = group_of(published(consultation))
    clerk = staff(consultation.responder, MembershipRole.CLERK)
    draft = services.draft_answer(actor=clerk, group=group, data=ANEW, now=timezone.now())
    end(clerk)
    sent: dict[str, Any] = {"actor": clerk, "consultation": consultation, "now": timezone.now()}
    sent["versions"] = {group.pk: draft.version}
    sitting: dict[str, Any] = {"sitting_on": timezone.localdate(), "minutes_number": "5"}
    with pytest.raises(ConclusionsError) as refusal:
        services.agree_answers(**sent, **sitting)
    assert refusal.value.code is ConclusionsProblem.ROLE_OVER
    with pytest.raises(ConclusionsError) as refusal:
        services.publish_answers(**sent)
    assert refusal.value.code is ConclusionsProblem.ROLE_OVER
