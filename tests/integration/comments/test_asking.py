"""The organiser's questions: written before the first answer, in order, then as they were asked."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from consultations.comments import services
from consultations.comments.domain.questions import MAX_QUESTIONS
from consultations.comments.errors import QuestionError, QuestionProblem
from consultations.comments.models import Question, QuestionOption
from consultations.comments.permissions import ROWS
from consultations.comments.selectors import questions_of, results_of
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from core.web.access import policy
from drafts.models import Provision
from tests.comments import NOW
from tests.factories.accounts import CouncilFactory, UserFactory, staff
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries
from tests.questions import BEFORE, answer, asked, chosen

pytestmark = pytest.mark.django_db
YES_NO = services.QuestionText("single", "Нужен ли закон?", ("Да", "Нет"))


def texts(consultation: Consultation) -> list[str]:
    return [question.text for question in questions_of(consultation)]


def refusal(verb, **what) -> QuestionProblem:
    before = list(QuestionOption.objects.values_list("question__text", "text"))
    with pytest.raises(QuestionError) as refused:
        verb(actor=None, **({"now": BEFORE} | what))
    assert list(QuestionOption.objects.values_list("question__text", "text")) == before
    return refused.value.code


def test_questions_are_added_changed_moved_and_removed(
    consultation: Consultation, article: Provision
) -> None:
    first, second = (
        asked(consultation, "Первый?"),
        asked(consultation, "Второй?", provision=article),
    )
    third = asked(consultation, "Третий?", kind="text")
    assert texts(consultation) == ["Первый?", "Второй?", "Третий?"]

    assert services.move_question(actor=None, question=third, up=True, now=BEFORE)
    assert services.move_question(actor=None, question=first, up=False, now=BEFORE)
    assert texts(consultation) == ["Третий?", "Первый?", "Второй?"]
    assert not services.move_question(actor=None, question=third, up=True, now=BEFORE)
    assert not services.move_question(actor=None, question=second, up=False, now=BEFORE)

    services.change_question(actor=None, question=first, provision=article, text=YES_NO, now=BEFORE)
    services.remove_question(actor=None, question=third, now=BEFORE)
    found = results_of(questions_of(consultation))
    assert [(item.number, item.text, item.path) for item in found] == [
        (1, "Нужен ли закон?", article.path),
        (2, "Второй?", article.path),
    ]
    assert [option.text for option in found[0].options] == ["Да", "Нет"]


def test_every_act_is_in_the_journal_without_words(consultation: Consultation) -> None:
    question = asked(consultation)
    asked(consultation, "Ещё один?")
    services.change_question(actor=None, question=question, provision=None, text=YES_NO, now=BEFORE)
    services.move_question(actor=None, question=question, up=False, now=BEFORE)
    services.remove_question(actor=None, question=question, now=BEFORE)
    entries = JournalEntry.objects.filter(kind__startswith="question.")
    assert sorted(entry.kind.partition(".")[2] for entry in entries) == [
        "added", "added", "changed", "moved", "removed",
    ]  # fmt: skip
    assert {entry.subject_id for entry in entries} == {str(consultation.pk)}
    changed = entries.get(kind="question.changed").body
    assert changed["options"] == 2
    added = [entry.body["wording"] for entry in entries.filter(kind="question.added")]
    assert len({changed["wording"], *added}) == 3


def test_what_is_refused(consultation: Consultation) -> None:
    foreign = ProvisionFactory()
    what = {"consultation": consultation, "provision": None}
    add = services.add_question
    assert (
        refusal(add, **what | {"text": services.QuestionText("single", "Да?")}) == "too_few_options"
    )
    assert refusal(add, **what | {"text": services.QuestionText("vote", "Да?")}) == "unknown_kind"
    assert refusal(add, **what | {"text": YES_NO, "provision": foreign}) == "wrong_place"
    closed = {"text": YES_NO, "now": consultation.closes_at}
    assert refusal(add, **what | closed) == "too_late"
    for number in range(MAX_QUESTIONS):
        asked(consultation, f"Вопрос {number}?")
    assert refusal(add, **what, text=YES_NO) == "too_many_questions"


def test_while_open_they_are_fixed_until_the_first_answer(consultation: Consultation) -> None:
    question = asked(consultation)
    services.change_question(actor=None, question=question, provision=None, text=YES_NO, now=NOW)
    late = asked(consultation, "Забытый вопрос?", now=NOW)
    answer(consultation, UserFactory(), chosen(question, 0))
    for refused in (
        refusal(services.change_question, question=question, provision=None, text=YES_NO, now=NOW),
        refusal(services.remove_question, question=late, now=NOW),
        refusal(services.move_question, question=late, up=True, now=NOW),
        refusal(
            services.add_question, consultation=consultation, provision=None, text=YES_NO, now=NOW
        ),
    ):
        assert refused is QuestionProblem.FROZEN


# --- Role and phase -----------------------------------------------------------------------------

MAY = {MembershipRole.CLERK, MembershipRole.SECRETARY, MembershipRole.CHAIR}
PHASES = {"upcoming": True, "": True, "closed": False, "concluded": False}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", MembershipRole)
def test_who_writes_and_who_reads(role: str, phase: str) -> None:
    consultation = ConsultationFactory(**({phase: True} if phase else {}))
    side = consultation.as_either
    for body in (consultation.organiser, consultation.responder):
        person = staff(body, role)
        assert policy.check(person, "comments.ask", side) == (role in MAY and PHASES[phase])
        assert policy.check(person, "comments.questions", side) == (role in MAY)
    stranger = staff(CouncilFactory(), role)
    assert not policy.check(stranger, "comments.ask", side)
    assert not policy.check(stranger, "comments.questions", side)


def test_the_rows_are_described() -> None:
    assert {"comments.ask", "comments.questions"} <= {row.action for row in ROWS}


# --- Pages --------------------------------------------------------------------------------------


@pytest.fixture
def upcoming() -> Consultation:
    return ConsultationFactory(upcoming=True)


@pytest.fixture
def clerk(client: Client, upcoming: Consultation) -> Client:
    client.force_login(staff(upcoming.responder, MembershipRole.CLERK))
    return client


def listed(consultation: Consultation) -> str:
    return reverse("comments:desk_questions", args=[consultation.pk])


def test_the_clerk_writes_them_without_scripts(clerk: Client, upcoming: Consultation) -> None:
    article = ProvisionFactory(version=upcoming.version, number="7", path="article:7", eid="art_7")
    work = clerk.get(reverse("desk:consultation", args=[upcoming.pk])).content.decode()
    assert listed(upcoming) in work
    add = reverse("comments:question_add", args=[upcoming.pk])
    assert add in clerk.get(listed(upcoming)).content.decode()

    typed = {
        "text": "Какой срок нужен?",
        "kind": "single",
        "options": "10 дней\r\n\r\n14 дней\r\n",
        "provision": article.pk,
    }
    assert clerk.post(add, typed | {"options": "одна строка"}).status_code == 422
    assert clerk.post(add, typed | {"provision": ProvisionFactory().pk}).status_code == 422
    assert not Question.objects.exists()
    assert clerk.post(add, typed)["Location"] == listed(upcoming)
    question = Question.objects.get()
    assert question.provision == article
    assert [option.text for option in question.options.all()] == ["10 дней", "14 дней"]

    change = reverse("comments:question_change", args=[question.pk])
    assert clerk.get(change).context["form"].initial["options"] == "10 дней\n14 дней"
    clerk.post(change, typed | {"text": "Сколько дней нужно?", "provision": ""})
    question.refresh_from_db()
    assert (question.text, question.provision) == ("Сколько дней нужно?", None)

    clerk.post(add, typed | {"text": "Второй?"})
    clerk.post(reverse("comments:question_move", args=[question.pk]), {"down": "1"})
    assert texts(upcoming) == ["Второй?", "Сколько дней нужно?"]
    clerk.post(change, {"remove": "1"})
    assert texts(upcoming) == ["Второй?"]


def test_after_the_first_answer_the_page_offers_no_change(client: Client) -> None:
    consultation = ConsultationFactory()
    question, free = asked(consultation), asked(consultation, "Почему?", kind="text")
    now = consultation.opens_at + dt.timedelta(hours=1)
    answer(
        consultation, UserFactory(), chosen(question, 1),
        services.Given(free.pk, text="Из села не успеть."), now=now,
    )  # fmt: skip
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    page = client.get(listed(consultation)).content.decode()
    change = reverse("comments:question_change", args=[question.pk])
    assert change not in page
    assert reverse("comments:question_add", args=[consultation.pk]) not in page
    # Who had the form open before is told why.
    typed = {"text": "Иначе?", "kind": "text", "options": "", "provision": ""}
    assert client.post(change, typed).status_code == 422
    client.post(change, {"remove": "1"})
    assert len(texts(consultation)) == 2
    # Free words are here, and nowhere in public.
    answers = reverse("comments:question_answers", args=[free.pk])
    assert answers in page
    assert "Из села не успеть." in client.get(answers).content.decode()
    public = reverse("comments:questions", args=[consultation.year, consultation.slug])
    assert "Из села не успеть." not in client.get(public).content.decode()


@pytest.mark.parametrize("name", ["desk_questions", "question_add"])
def test_strangers_are_refused(client: Client, upcoming: Consultation, name: str) -> None:
    url = reverse(f"comments:{name}", args=[upcoming.pk])
    assert client.get(url).status_code == 302
    for stranger in (
        UserFactory(),
        staff(CouncilFactory(), MembershipRole.SECRETARY),
        staff(upcoming.organiser, MembershipRole.MODERATOR),
    ):
        client.force_login(stranger)
        assert client.get(url).status_code == 403


def test_a_strangers_question_is_not_changed_or_read(client: Client) -> None:
    question = asked(ConsultationFactory(upcoming=True))
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    for name, data in (
        ("question_change", {"remove": "1"}),
        ("question_move", {"up": "1"}),
    ):
        assert client.post(reverse(f"comments:{name}", args=[question.pk]), data).status_code == 403
    assert client.get(reverse("comments:question_answers", args=[question.pk])).status_code == 403
    assert Question.objects.exists()


def test_twenty_questions_cost_what_one_costs(clerk: Client, upcoming: Consultation) -> None:
    asked(upcoming)
    before = page_queries(clerk, listed(upcoming))
    for number in range(MAX_QUESTIONS - 1):
        asked(upcoming, f"Вопрос {number}?")
    assert page_queries(clerk, listed(upcoming)) == before <= 11
