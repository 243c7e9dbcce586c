"""Whether the committee's summary still says everything that stands: one definition for the pages
and the services, and no lapse of a committee that has signed."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.comments.services import hide_comment, restore_comment
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.exports import export
from consultations.conclusions.models import ArgumentGroup, Format, ProposalSummary
from consultations.conclusions.selectors import conclusion_blockers
from consultations.conclusions.services import (
    finalise_conclusion,
    finalise_lapsed,
    merge_groups,
    move_members,
    undo_change,
)
from consultations.hearings.selectors import data_of
from consultations.hearings.services import correct_minutes, save_minutes, sign_minutes
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.factories.accounts import UserFactory, staff
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
    summarised,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.hearings import ADOPTED, hearing, minuted
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

REMARK = {"text": "Нужен срок в пять дней."}


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


def is_covered(consultation: Consultation) -> bool:
    consultation.refresh_from_db()
    return consultation.summary_signed_at is not None


def blocking(consultation: Consultation) -> list[BlockerCode]:
    found = Consultation.objects.with_parties().get(pk=consultation.pk)
    return [blocker.code for blocker in conclusion_blockers(found, timezone.now())]


def asks_for_another(consultation: Consultation) -> bool:
    """The page and the service say the same, and another summary puts it right."""
    assert not is_covered(consultation)
    assert consultation.open_items == 0
    assert blocking(consultation) == [BlockerCode.NO_SUMMARY]
    with pytest.raises(NotReady) as waits:
        finalise_conclusion(actor=None, consultation=consultation, number="1", now=timezone.now())
    assert [one.code for one in waits.value.blockers] == [BlockerCode.NO_SUMMARY]
    assert summarised(consultation).revision == 2
    assert blocking(consultation) == []
    return bool(signed(consultation))


# --- What comes to an answered group ----------------------------------------------------------


def test_a_late_remark_in_the_words_of_an_answered_one(consultation: Consultation) -> None:
    provision = ProvisionFactory(version=consultation.version, position=1)
    adopted(consultation, {"provision": provision, **REMARK})
    answer_everything(consultation)
    summarised(consultation)
    adopted(consultation, {"provision": provision, **REMARK})
    assert ArgumentGroup.objects.count() == 1
    assert asks_for_another(consultation)


@pytest.mark.parametrize("is_same", [True, False])
def test_corrected_minutes(is_same: bool) -> None:
    consultation = hearing(closed=True)
    minuted(consultation, ADOPTED)
    answer_everything(consultation)
    summarised(consultation)
    now = timezone.now()
    minutes = correct_minutes(actor=None, consultation=consultation, reason="Опечатка", now=now)
    if not is_same:  # the recommendation was not adopted after all
        data = data_of(minutes)
        row = replace(data.recommendations[0], votes_for=2, votes_against=13)
        minutes = save_minutes(
            actor=None, consultation=consultation, data=replace(data, recommendations=(row,)),
            version=minutes.version, now=now,
        )  # fmt: skip
    sign_minutes(actor=None, consultation=consultation, version=minutes.version, now=now)
    assert asks_for_another(consultation)


@pytest.mark.parametrize("verb", ["merge", "move", "undo"])
def test_remarks_that_people_move(verb: str, consultation: Consultation) -> None:
    provision = ProvisionFactory(version=consultation.version, position=1)
    adopted(consultation, {"provision": provision, **REMARK})
    adopted(consultation, {"provision": provision, "text": "Запретить шум во дворах."})
    one, other = ArgumentGroup.objects.order_by("pk")
    now = timezone.now()
    if verb == "undo":
        change = move_members(
            actor=None, group=one, items=list(one.items.all()), target=other, now=now
        )
        undo_change(actor=None, change=change, now=now)
    answered(one)
    if verb == "merge":
        merge_groups(actor=None, target=one, sources=[other], now=now)
    answer_everything(consultation)
    summarised(consultation)
    if verb != "merge":
        move_members(actor=None, group=one, items=list(one.items.all()), target=other, now=now)
        assert asks_for_another(consultation)
    else:
        assert blocking(consultation) == []


def test_the_page_offers_what_the_service_does(consultation: Consultation, client: Client) -> None:
    """Even if something has left the mark of the summary behind."""
    provision = ProvisionFactory(version=consultation.version, position=1)
    adopted(consultation, {"provision": provision, **REMARK})
    answer_everything(consultation)
    summary = summarised(consultation)
    adopted(consultation, {"provision": provision, **REMARK})
    Consultation.objects.update(summary_signed_at=summary.signed_at)
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    url = reverse("conclusions:sign", args=[consultation.pk])
    lines = client.get(url).context["blockers"]
    assert [line.code for line in lines] == [BlockerCode.NO_SUMMARY]
    assert client.post(url, {"number": "1", "checked": "on"}).status_code == 409


# --- After the committee's term ---------------------------------------------------------------


def outdated(due_on: dt.date) -> tuple[Consultation, ProvisionComment]:
    """A summary signed in time; then a hidden comment on something answered came back."""
    consultation = ConsultationFactory(closed=True, answer_due_on=due_on)
    one = published(consultation)
    other = published(consultation, comment=one.comment)
    moderator, now = UserFactory(), timezone.now()
    hide_comment(actor=moderator, comment=other, ground_code="insults", now=now)
    answer_everything(consultation)
    summarised(consultation, now=now - dt.timedelta(days=5))
    restore_comment(actor=moderator, comment=other, now=now)
    consultation.refresh_from_db()
    return consultation, other


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def lapsed(consultation: Consultation) -> Any:
    return finalise_lapsed(actor=None, consultation=consultation, number="1", now=timezone.now())


def test_who_signed_in_time_has_let_nothing_lapse() -> None:
    consultation, _other = outdated(ago(3))
    assert (consultation.open_items, consultation.summary_signed_at) == (0, None)
    with pytest.raises(ConclusionsError) as refusal:
        lapsed(consultation)
    assert refusal.value.code == ConclusionsProblem.POSITION_COMPLETE


def test_within_its_term_the_committee_signs_another_one() -> None:
    consultation, _other = outdated(ago(0))
    assert asks_for_another(consultation)


def test_after_its_term_the_conclusion_names_what_is_newer(client: Client) -> None:
    consultation, other = outdated(ago(3))
    summary = ProposalSummary.objects.get()
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    url = reverse("conclusions:sign", args=[consultation.pk])
    page = client.get(url)
    assert page.context["is_newer"]
    assert not page.context["may_lapse"]
    assert client.post(url, {"number": "1", "checked": "on"}).status_code == 302
    consultation.refresh_from_db()
    conclusion = consultation.conclusions.get()
    assert (conclusion.kind, conclusion.summary, conclusion.days_late) == ("full", summary, 0)
    assert (consultation.status, consultation.summary_signed_at) == (
        "concluded", summary.signed_at,
    )  # fmt: skip
    assert conclusion.snapshot["document"]["newer"] == [group_of(other).pk]
    html = export(conclusion, Format.HTML).decode()
    assert "После этого изменились строки свода: 1." in html
    assert "не представлена" not in html
    # The committee may still say it, and then the organiser does too.
    second = summarised(consultation)
    assert signed(consultation, number="2").summary == second
    assert "изменились строки" not in export(consultation.conclusions.first(), "html").decode()


def test_who_owes_an_answer_is_late_whatever_it_signed() -> None:
    consultation, _other = outdated(ago(3))
    published(consultation, comment="Иное.")
    assert lapsed(consultation).days_late == 3


def test_a_signature_that_is_outdated_is_not_a_debt(client: Client) -> None:
    consultation, _other = outdated(ago(3))
    assert client.get(consultation.get_absolute_url()).context["late"] == 0
    assert client.get("/overdue/").context["committees"] == []
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    page = client.get(reverse("conclusions:sign_lapsed", args=[consultation.pk]))
    assert not page.context["is_due"]
    assert page.context["is_complete"]
    published(consultation, comment="Иное.")
    assert client.get(consultation.get_absolute_url()).context["late"] == 3
    assert len(client.get("/overdue/").context["committees"]) == 1
