"""The pages of objections: the author's, the member's, the organiser's, the public list."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions.links import answer_objection_token
from consultations.conclusions.models import AnswerObjection, Reviewer
from consultations.conclusions.permissions import Bodies
from consultations.conclusions.services import decide_answer_objection
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.accounts.permissions import policy
from tests.factories.accounts import BodyFactory, UserFactory, staff
from tests.factories.objections import WORDS, named, objected, said_and_answered
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def comment(consultation: Consultation) -> ProvisionComment:
    return said_and_answered(consultation)


@pytest.fixture
def reviewer(consultation: Consultation) -> Reviewer:
    return named(consultation)


@pytest.fixture
def secretary(consultation: Consultation, client: Client) -> Client:
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    return client


def author_url(comment: ProvisionComment) -> str:
    return reverse("conclusions:object", args=[answer_objection_token(comment.pk)])


def list_url(consultation: Consultation) -> str:
    return reverse("conclusions:objections", args=[consultation.year, consultation.slug])


def organiser_url(consultation: Consultation) -> str:
    return reverse("conclusions:reviewers", args=[consultation.pk])


PHASES = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("side", ["organiser", "responder", "elsewhere"])
@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_names_those_who_decide(role: str, side: str, phase: str) -> None:
    """In every phase: an objection may come after the conclusion."""
    consultation = ConsultationFactory(**PHASES[phase])
    user = staff(getattr(consultation, side, None) or BodyFactory(), role)
    place = Bodies((consultation.organiser_id,))
    heads = (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    may = role in heads and side == "organiser"
    assert policy.check(user, "objections.assign", place) == may
    reads = role in (*heads, MembershipRole.MEMBER)
    assert policy.check(user, "objections.read") == reads
    assert policy.check(user, "objections.decide")


# --- The author -------------------------------------------------------------------------------


def test_the_letter_leads_to_the_objection(
    comment: ProvisionComment, client: Client, reviewer: Reviewer
) -> None:
    run_tasks()
    (address,) = {
        found
        for letter in mail.outbox
        for found in re.findall(r"/answers/objection/\S+", letter.body)
    }
    assert client.get(address).status_code == 200
    assert not AnswerObjection.objects.exists()
    assert client.post(address, {"text": WORDS})["Location"].endswith(address)
    page = client.get(address).content.decode()
    assert WORDS in page
    again = client.post(address, {"text": "И ещё одно."})
    assert again.status_code == 409
    assert "И ещё одно." in again.content.decode()
    assert AnswerObjection.objects.count() == 1


@pytest.mark.parametrize("text", ["", "Я" * 4001])
def test_bad_words_come_back(comment: ProvisionComment, client: Client, text: str) -> None:
    page = client.post(author_url(comment), {"text": text})
    assert page.status_code == 422
    assert text in page.content.decode()


def test_after_the_term_the_words_are_not_lost(comment: ProvisionComment, client: Client) -> None:
    comment.argument.group.answers.update(published_at=timezone.now() - 90 * DAY)
    assert b"<textarea" not in client.get(author_url(comment)).content
    page = client.post(author_url(comment), {"text": WORDS})
    assert page.status_code == 409
    assert WORDS in page.content.decode()
    assert not AnswerObjection.objects.exists()


def test_a_forged_link_says_so(client: Client) -> None:
    assert client.get(reverse("conclusions:object", args=["1:forged"])).status_code == 410
    assert client.get(reverse("conclusions:object_of_secret", args=["nothing"])).status_code == 410


def test_from_the_own_page_only_to_the_own_proposal(
    consultation: Consultation, client: Client
) -> None:
    user = UserFactory()
    mine = said_and_answered(consultation, contact__user=user)
    theirs = said_and_answered(consultation)
    client.force_login(user)
    link = reverse("conclusions:object_own", args=[mine.pk])
    assert link in client.get(reverse("reader:my")).content.decode()
    assert client.get(link)["Location"] == author_url(mine)
    assert client.get(reverse("conclusions:object_own", args=[theirs.pk])).status_code == 404


# --- Who decides ------------------------------------------------------------------------------


def decide_url(objection: AnswerObjection) -> str:
    return reverse("conclusions:my_objection", args=[objection.pk])


def test_the_member_decides(comment: ProvisionComment, reviewer: Reviewer, client: Client) -> None:
    objection = objected(comment)
    client.force_login(reviewer.user)
    assert (
        decide_url(objection) in client.get(reverse("conclusions:my_objections")).content.decode()
    )
    page = client.get(decide_url(objection)).content.decode()
    assert WORDS in page
    assert comment.comment in page
    bad = client.post(decide_url(objection), {"outcome": "", "reasoning": "Набрано."})
    assert bad.status_code == 422
    assert "Набрано." in bad.content.decode()
    good = {"outcome": "upheld", "reasoning": "О сроке ничего нет."}
    assert client.post(decide_url(objection), good).status_code == 302
    objection.refresh_from_db()
    assert objection.outcome == "upheld"
    assert client.post(decide_url(objection), good).status_code == 409


def test_whose_place_has_ended_is_told_so_and_keeps_the_words(
    comment: ProvisionComment, reviewer: Reviewer, client: Client
) -> None:
    objection = objected(comment)
    client.force_login(reviewer.user)
    reviewer.user.memberships.update(ends_on=timezone.localdate() - DAY)
    said = {"outcome": "rejected", "reasoning": "Длинное обоснование."}
    page = client.post(decide_url(objection), said)
    assert page.status_code == 409
    assert "Длинное обоснование." in page.content.decode()
    objection.refresh_from_db()
    assert objection.outcome == ""


def test_others_do_not_see_it(
    comment: ProvisionComment, reviewer: Reviewer, consultation: Consultation, client: Client
) -> None:
    objection = objected(comment)
    client.force_login(staff(consultation.organiser, MembershipRole.MEMBER))
    assert client.get(decide_url(objection)).status_code == 404


def test_the_organiser_names_gives_and_releases(
    secretary: Client, consultation: Consultation, comment: ProvisionComment
) -> None:
    objection = objected(comment)
    home = secretary.get(reverse("desk:home")).content.decode()
    assert organiser_url(consultation) in home
    first = staff(consultation.organiser, MembershipRole.MEMBER)
    second = staff(consultation.organiser, MembershipRole.MEMBER)
    address = organiser_url(consultation)
    assert secretary.post(address, {"user": ""}).status_code == 422
    assert secretary.post(address, {"user": comment.pk + 10_000}).status_code == 422
    for user in (first, second):
        assert secretary.post(address, {"user": user.pk}).status_code == 302
    objection.refresh_from_db()
    assert objection.reviewer is not None
    assert objection.reviewer.user == first
    assert organiser_url(consultation) not in secretary.get(reverse("desk:home")).content.decode()
    give = reverse("conclusions:reassign", args=[objection.pk])
    other = Reviewer.objects.get(user=second)
    bad = secretary.post(give, {"reviewer": objection.reviewer_id, "reason": "Набрано."})
    assert bad.status_code == 422
    assert "Набрано." in bad.content.decode()
    assert secretary.post(give, {"reviewer": other.pk, "reason": "Отпуск."}).status_code == 302
    released = reverse("conclusions:reviewer_release", args=[other.pk])
    assert secretary.post(released).status_code == 302
    objection.refresh_from_db()
    assert objection.reviewer.user == first


def test_secretaries_of_others_are_refused(client: Client, consultation: Consultation) -> None:
    client.force_login(staff(ConsultationFactory().organiser, MembershipRole.SECRETARY))
    assert client.get(organiser_url(consultation)).status_code == 403


# --- Everybody --------------------------------------------------------------------------------


def test_the_list_shows_what_became_of_it_and_no_personal_data(
    comment: ProvisionComment, consultation: Consultation, reviewer: Reviewer, client: Client
) -> None:
    contact = comment.contact
    contact.full_name = "Тайная Анна Ивановна"
    contact.save()
    objection = objected(comment)
    body = client.get(list_url(consultation)).content.decode()
    assert WORDS in body
    assert reviewer.user.full_name in body
    assert contact.email not in body
    assert contact.full_name not in body
    decide_answer_objection(
        actor=reviewer.user,
        objection=objection,
        outcome="rejected",
        reasoning="Ответ по существу.",
        now=timezone.now(),
    )
    assert "Ответ по существу." in client.get(list_url(consultation)).content.decode()
    ProvisionComment.objects.filter(pk=comment.pk).update(status=CommentStatus.HIDDEN)
    assert WORDS not in client.get(list_url(consultation)).content.decode()


def test_an_overdue_objection_is_public(
    comment: ProvisionComment, reviewer: Reviewer, client: Client
) -> None:
    objection = objected(comment)
    assert objection.get_absolute_url() not in client.get("/overdue/").content.decode()
    AnswerObjection.objects.update(due_on=timezone.localdate() - DAY)
    assert objection.get_absolute_url() in client.get("/overdue/").content.decode()


def test_the_pages_cost_the_same(
    secretary: Client, consultation: Consultation, reviewer: Reviewer
) -> None:
    def add() -> None:
        for _number in range(3):
            objected(said_and_answered(consultation))
            named(consultation)

    add()
    member = Client()
    member.force_login(reviewer.user)
    pages = (
        (secretary, list_url(consultation)),
        (secretary, organiser_url(consultation)),
        (secretary, reverse("desk:home")),
        (member, reverse("conclusions:my_objections")),
    )
    before = [page_queries(client, address) for client, address in pages]
    add()
    assert [page_queries(client, address) for client, address in pages] == before
