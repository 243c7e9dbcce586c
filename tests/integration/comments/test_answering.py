"""Answers to the organiser's questions: one sheet of a person, in time, counted exactly."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from consultations.comments import services
from consultations.comments.errors import QuestionError
from consultations.comments.models import (
    AnswerSheet,
    Participant,
    Question,
    QuestionAnswer,
    QuestionOption,
)
from consultations.comments.selectors import free_answers, questions_of, wording_of
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from drafts.models import Provision
from tests.comments import EMAIL, HOUR, NOW, SECOND, local, said
from tests.factories.accounts import UserFactory
from tests.factories.comments import QuestionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.comments.pages import new_url
from tests.integration.comments.test_concurrency import THREADS, at_once
from tests.queries import page_queries
from tests.questions import answer, ask, asked, chosen, confirm, counted

pytestmark = pytest.mark.django_db
MINUTE = 60 * SECOND


@pytest.fixture
def single(consultation: Consultation) -> Question:
    return asked(consultation)


@pytest.fixture
def multiple(consultation: Consultation, single: Question) -> Question:
    return asked(consultation, "Как сообщать?", kind="multiple")


@pytest.fixture
def free(consultation: Consultation, multiple: Question) -> Question:
    return asked(consultation, "Почему?", kind="text")


def people(consultation: Consultation) -> tuple[int, int]:
    """Participants as their rows and as the site's numbers tell them."""
    total = numbers([consultation.pk])[consultation.pk].participants
    return Participant.objects.filter(consultation=consultation).count(), total


def code(*args, verb=answer, **what) -> str:
    before = list(QuestionAnswer.objects.values_list("pk", flat=True))
    with pytest.raises(QuestionError) as refused:
        verb(*args, **what)
    assert list(QuestionAnswer.objects.values_list("pk", flat=True)) == before
    return str(refused.value.code)


# --- Counting -----------------------------------------------------------------------------------


def test_an_account_answers_and_answers_again(
    consultation: Consultation, single: Question, multiple: Question, free: Question
) -> None:
    user = UserFactory()
    answer(consultation, user, chosen(single, 0), chosen(multiple, 0, 2))
    assert counted(consultation) == [(1, [1, 0, 0]), (1, [1, 0, 1]), (0, [])]
    # The new sheet replaces the earlier one as a whole.
    answer(
        consultation, user, chosen(multiple, 1, 2), chosen(free, text="Так лучше."), now=NOW + HOUR
    )
    assert counted(consultation) == [(0, [0, 0, 0]), (1, [0, 1, 1]), (1, [])]
    answer(consultation, UserFactory(), chosen(single, 2), now=NOW)
    assert counted(consultation) == [(1, [0, 0, 1]), (1, [0, 1, 1]), (1, [])]
    assert people(consultation) == (2, 2)
    assert services.recount_answers(consultation=consultation)
    entries = JournalEntry.objects.filter(kind="questions.answered")
    assert sorted(entry.body["again"] for entry in entries) == [False, False, True]


def test_who_has_spoken_before_is_the_same_participant(
    consultation: Consultation, single: Question
) -> None:
    comment = said(consultation)
    participant = answer(consultation, UserFactory(email=EMAIL), chosen(single, 0))
    assert participant == comment.participant
    assert people(consultation) == (1, 1)


def test_by_a_letter_and_the_address_is_destroyed(
    consultation: Consultation, single: Question, free: Question
) -> None:
    request = ask(consultation, chosen(single, 1), chosen(free, text="Село далеко."))
    assert "Село" not in str(request.payload)  # ids only
    assert counted(consultation)[0] == (0, [0, 0, 0])
    assert people(consultation) == (0, 0)
    outcome = confirm(request, NOW + HOUR)
    assert outcome.url == f"/consultations/{consultation.year}/{consultation.slug}/questions/"
    assert counted(consultation) == [(1, [0, 1, 0]), (0, [0, 0, 0]), (1, [])]
    assert people(consultation) == (1, 1)
    assert not Contact.objects.exists()
    assert not AnswerSheet.objects.exists()
    assert not OutboxMessage.objects.filter(to__contains="ivan").exists()
    assert QuestionAnswer.objects.get(question=free).text == "Село далеко."


def test_one_mailbox_in_two_letter_cases_and_an_account_are_one_person(
    consultation: Consultation, single: Question
) -> None:
    confirm(ask(consultation, chosen(single, 0), email="Ivan@Veche.example"))
    confirm(ask(consultation, chosen(single, 1), email="ivan@veche.EXAMPLE", now=NOW + MINUTE))
    user = UserFactory(email="ivan@veche.example")
    answer(consultation, user, chosen(single, 2), now=NOW + HOUR)
    assert counted(consultation) == [(1, [0, 0, 1])]
    assert people(consultation) == (1, 1)


def test_the_same_sheet_twice_is_one_letter(consultation: Consultation, single: Question) -> None:
    first = ask(consultation, chosen(single, 0))
    assert ask(consultation, chosen(single, 0), now=NOW + SECOND) == first
    assert AnswerSheet.objects.count() == OutboxMessage.objects.count() == 1
    other = ask(consultation, chosen(single, 1), now=NOW + SECOND)
    assert other != first


def test_the_sheet_that_was_sent_last_stands(consultation: Consultation, single: Question) -> None:
    earlier = ask(consultation, chosen(single, 0))
    later = ask(consultation, chosen(single, 1), now=NOW + HOUR)
    confirm(later, NOW + 2 * HOUR)
    refused = Client().post(f"/confirm/{_token(earlier)}/")
    assert refused.status_code == 410
    assert counted(consultation) == [(1, [0, 1, 0])]


def _token(request: Confirmation) -> str:
    return accounts.token_of(request)


# --- In time ------------------------------------------------------------------------------------


def test_asked_in_time_and_confirmed_after_closing_counts(
    consultation: Consultation, single: Question
) -> None:
    last = local(consultation.closes_on, 23, 50)
    confirm(ask(consultation, chosen(single, 0), now=last), now=last + 9 * HOUR)
    assert counted(consultation) == [(1, [1, 0, 0])]


@pytest.mark.parametrize("verb", [answer, ask])
def test_neither_before_nor_after(consultation: Consultation, single: Question, verb) -> None:
    who = (UserFactory(),) if verb is answer else ()
    early, late = consultation.opens_at - SECOND, consultation.closes_at
    given = chosen(single, 0)
    assert code(consultation, *who, given, verb=verb, now=early) == "not_open_yet"
    assert code(consultation, *who, given, verb=verb, now=late) == "closed"
    verb(consultation, *who, given, now=consultation.opens_at)
    verb(consultation, *who, given, now=consultation.closes_at - SECOND)


def test_what_nobody_confirms_is_destroyed(consultation: Consultation, single: Question) -> None:
    ask(consultation, chosen(single, 0))
    assert services.sweep_sheets(NOW + 47 * HOUR) == ""
    assert services.sweep_sheets(NOW + 48 * HOUR) == "1 destroyed"
    assert not AnswerSheet.objects.exists()


def test_questions_that_have_changed_meanwhile_are_answered_anew(
    consultation: Consultation, single: Question, time_machine
) -> None:
    request = ask(consultation, chosen(single, 0))
    services.change_question(
        actor=None,
        question=single,
        provision=None,
        text=services.QuestionText("single", "Какой срок НЕ нужен?", ("10", "14")),
        now=NOW,
    )
    time_machine.move_to(NOW, tick=False)
    assert Client().post(f"/confirm/{_token(request)}/").status_code == 410
    assert not QuestionAnswer.objects.exists()


# --- Is it an answer? ---------------------------------------------------------------------------


def test_what_is_no_answer(
    consultation: Consultation, single: Question, multiple: Question, free: Question
) -> None:
    user = UserFactory()
    foreign = asked(ConsultationFactory())
    cases = (
        ((), "no_answer"),
        ((chosen(free, text="  "),), "no_answer"),
        ((chosen(single, 0, 1),), "wrong_answer"),
        ((services.Given(single.pk, chosen(multiple, 0).options),), "wrong_answer"),
        ((chosen(single, 0, text="Иначе."),), "wrong_answer"),
        ((services.Given(free.pk, chosen(single, 0).options, "Слова."),), "wrong_answer"),
        ((chosen(single, 0), chosen(foreign, 0)), "wrong_answer"),
        ((chosen(free, text="ы" * 2001),), "answer_too_long"),
        ((chosen(free, text="Звоните: +7 914 123-45-67"),), "not_publishable"),
    )
    for given, expected in cases:
        assert code(consultation, user, *given) == expected
        assert code(consultation, *given, verb=ask) == expected
    assert not AnswerSheet.objects.exists()
    assert not Contact.objects.exists()


# --- Exactly, whatever happens at once ----------------------------------------------------------


def test_a_recount_finds_and_mends_a_wrong_number(
    consultation: Consultation, single: Question, multiple: Question
) -> None:
    answer(consultation, UserFactory(), chosen(single, 0), chosen(multiple, 0, 1))
    right = counted(consultation)
    QuestionOption.objects.update(count=7)
    Question.objects.update(respondents=9)
    assert not services.recount_answers(consultation=consultation)
    assert counted(consultation) == right
    assert services.recount_answers(consultation=consultation)


@pytest.mark.django_db(transaction=True)
def test_many_answer_at_once_and_some_again(consultation: Consultation) -> None:
    single, multiple = asked(consultation), asked(consultation, "Как?", kind="multiple")
    users = [UserFactory() for _number in range(THREADS)]
    letters = [
        ask(consultation, chosen(single, 2), email=f"person{number}@x.ru")
        for number in range(THREADS)
    ]
    jobs = [
        lambda who=who, place=place: answer(
            consultation, who, chosen(single, place), chosen(multiple, place, 2)
        )
        for place in (0, 1)
        for who in users
    ]
    jobs += [lambda letter=letter: confirm(letter) for letter in letters]
    assert at_once(jobs) == []
    (by_all, places), (by_users, several) = counted(consultation)
    assert by_all == 2 * THREADS
    assert by_users == THREADS
    assert places[0] + places[1] == several[0] + several[1] == THREADS
    assert places[2] == several[2] == THREADS
    assert people(consultation) == (2 * THREADS, 2 * THREADS)
    assert services.recount_answers(consultation=consultation)


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_change_of_the_question_at_once(consultation: Consultation) -> None:
    """One of them is refused; nobody's answer is to a question that reads otherwise."""
    question = asked(consultation)
    given, user = chosen(question, 0), UserFactory()
    text = services.QuestionText("single", "Иначе?", ("Да", "Нет"))
    errors = at_once(
        [
            lambda: answer(consultation, user, given),
            lambda: services.change_question(
                actor=None, question=question, provision=None, text=text, now=NOW
            ),
        ]
    )
    assert [error.code for error in errors] in (["frozen"], ["wrong_answer"])
    question = Question.objects.get()
    assert question.respondents == (1 if question.text == "Какой срок нужен?" else 0)


# --- Pages --------------------------------------------------------------------------------------


def url(consultation: Consultation) -> str:
    return reverse("comments:questions", args=[consultation.year, consultation.slug])


@pytest.fixture
def open_now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def sheet(client: Client, consultation: Consultation, **typed) -> dict:
    """What a browser would send from the page of the questions."""
    form = client.get(url(consultation)).context["form"]
    return {"stamp": form.initial["stamp"]} | typed


@pytest.mark.usefixtures("open_now")
def test_a_person_with_an_account(
    client: Client, consultation: Consultation, single: Question, multiple: Question, free: Question
) -> None:
    client.force_login(UserFactory())
    one, _two, three = (option.pk for option in multiple.options.all())
    first = single.options.first()
    typed = {
        f"question_{single.pk}": first.pk,
        f"question_{multiple.pk}": [one, three],
        f"question_{free.pk}": "Потому что далеко.",
    }
    assert client.post(url(consultation), sheet(client, consultation, **typed)).status_code == 302
    assert counted(consultation) == [(1, [1, 0, 0]), (1, [1, 0, 1]), (1, [])]
    # The page comes back filled in.
    again = client.get(url(consultation)).context["form"]
    assert again[f"question_{single.pk}"].value() == first.pk
    assert again[f"question_{multiple.pk}"].value() == [one, three]
    assert again[f"question_{free.pk}"].value() == "Потому что далеко."
    # A stranger sees the counts and no words.
    page = Client().get(url(consultation))
    assert page.context["results"][0].options[0].percent == 100
    assert "Потому что далеко." not in page.content.decode()


@pytest.mark.usefixtures("open_now")
def test_others_give_an_address_and_the_consent(
    client: Client, consultation: Consultation, single: Question
) -> None:
    typed = {f"question_{single.pk}": single.options.first().pk}
    email = {"email": "a@veche.example"}
    for lacking in (typed, typed | email, email | {"consent_processing": "on"}):
        assert (
            client.post(url(consultation), sheet(client, consultation, **lacking)).status_code
            == 422
        )
    whole = sheet(client, consultation, **typed, **email, consent_processing="on")
    assert "/confirm/sent/" in client.post(url(consultation), whole)["Location"]
    robot = client.post(url(consultation), whole | {"homepage": "http://x.example"})
    assert robot["Location"] == consultation.get_absolute_url()
    assert client.post(url(consultation), whole | {"stamp": "forged"}).status_code == 422
    assert Confirmation.objects.count() == 1
    confirming = f"/confirm/{_token(Confirmation.objects.get())}/"
    assert client.get(confirming).status_code == 200
    assert not QuestionAnswer.objects.exists()  # looking changes nothing
    assert client.post(confirming)["Location"] == url(consultation)
    assert client.get(confirming).status_code == 200  # «confirmed already»
    assert counted(consultation) == [(1, [1, 0, 0])]


@pytest.mark.usefixtures("open_now")
def test_personal_data_is_refused_at_its_question_and_named(
    client: Client, consultation: Consultation, free: Question
) -> None:
    client.force_login(UserFactory())
    name = f"question_{free.pk}"
    typed = sheet(client, consultation, **{name: "Пишите на ivan@veche.example"})
    page = client.post(url(consultation), typed)
    assert page.status_code == 422
    assert "ivan@veche.example" in page.context["form"].errors[name][0]
    assert "Пишите на" in page.content.decode()


@pytest.mark.usefixtures("open_now")
def test_a_page_of_questions_that_have_changed_comes_back(
    client: Client, consultation: Consultation, single: Question
) -> None:
    client.force_login(UserFactory())
    typed = sheet(client, consultation, **{f"question_{single.pk}": single.options.first().pk})
    asked(consultation, "Ещё один?", now=NOW)
    assert client.post(url(consultation), typed).status_code == 422
    assert not QuestionAnswer.objects.exists()


@pytest.mark.parametrize(
    ("phase", "form", "counts"),
    [
        ("upcoming", False, False),
        ("", True, True),
        ("closed", False, True),
        ("concluded", False, True),
    ],
)
def test_what_is_shown_when(client: Client, phase: str, form: bool, counts: bool) -> None:
    consultation = ConsultationFactory(**({phase: True} if phase else {}))
    question = QuestionFactory(consultation=consultation)
    QuestionOption.objects.filter(question=question).update(count=3)
    Question.objects.update(respondents=3)
    page = client.get(url(consultation))
    assert (page.context["form"] is not None) == form
    text = page.content.decode()
    assert question.text in text
    assert ("<progress" in text) == counts
    # Whoever sends a sheet in another phase is told so, and nothing is written.
    stamp = {"stamp": "x", "email": "a@veche.example", "consent_processing": "on"}
    option = {f"question_{question.pk}": question.options.first().pk}
    assert client.post(url(consultation), stamp | option).status_code == 422
    assert not Confirmation.objects.exists()


def test_where_nothing_is_asked_nothing_is_shown(client: Client) -> None:
    consultation = ConsultationFactory()
    assert url(consultation) not in client.get(consultation.get_absolute_url()).content.decode()
    assert client.get(url(consultation)).status_code == 200


def test_the_questions_stand_beside_the_free_form(
    client: Client, article: Provision, consultation: Consultation, time_machine
) -> None:
    time_machine.move_to(NOW, tick=False)
    asked(consultation, "О статье?", provision=article)
    asked(consultation, "О законе?")
    on_article = client.get(new_url(consultation, on=article)).content.decode()
    assert "О статье?" in on_article
    assert "О законе?" not in on_article
    on_bill = client.get(new_url(consultation)).content.decode()
    assert "О законе?" in on_bill
    assert "О статье?" not in on_bill
    reply = client.get(new_url(consultation, reply=said(consultation, provision=article)))
    assert "О статье?" not in reply.content.decode()
    assert url(consultation) in client.get(consultation.get_absolute_url()).content.decode()
    time_machine.move_to(consultation.opens_at - dt.timedelta(days=1), tick=False)
    assert "О статье?" not in client.get(new_url(consultation, on=article)).content.decode()


@pytest.mark.usefixtures("open_now")
def test_the_pages_cost_the_same_however_much_is_asked(
    client: Client, consultation: Consultation, single: Question
) -> None:
    one = page_queries(client, url(consultation))
    for number in range(8):
        asked(consultation, f"Вопрос {number}?")
    assert page_queries(client, url(consultation)) == one <= 6
    assert wording_of(questions_of(consultation))
    with_box = page_queries(client, new_url(consultation))
    Question.objects.all().delete()
    assert page_queries(client, new_url(consultation)) == with_box


# --- Taking back --------------------------------------------------------------------------------


def withdrawal_link() -> str:
    """The link of the letter, as it stands in it."""
    body = OutboxMessage.objects.latest("pk").body_text
    (path,) = re.findall(r"https?://[^/\s]+(/questions/withdraw/\S+/)", body)
    return path


def test_answers_are_withdrawn_by_the_link_of_the_letter(
    consultation: Consultation, single: Question, free: Question, client: Client, open_now: None
) -> None:
    answer(consultation, UserFactory(), chosen(single, 0))
    request = ask(consultation, chosen(single, 1), chosen(free, text="Так лучше."))
    link = withdrawal_link()
    assert "button" not in main_of(client.get(link))  # nothing is counted yet
    confirm(request)
    assert counted(consultation)[0] == (2, [1, 1, 0])
    assert client.get(link).context["count"] == 2
    assert counted(consultation)[0] == (2, [1, 1, 0])  # a program that opens links changes nothing
    assert client.post(link)["Location"] == questions_link(consultation)
    assert [row[0] for row in counted(consultation)] == [1, 0, 0]
    assert counted(consultation)[0] == (1, [1, 0, 0])
    assert not QuestionAnswer.objects.exclude(text="").exists()
    assert services.recount_answers(consultation=consultation)
    assert JournalEntry.objects.filter(kind="questions.withdrawn").count() == 1
    assert client.post(link)["Location"] == link  # again: there is nothing
    assert JournalEntry.objects.filter(kind="questions.withdrawn").count() == 1
    confirm(ask(consultation, chosen(single, 2), now=NOW + MINUTE), NOW + MINUTE)
    assert counted(consultation)[0] == (2, [1, 0, 1])  # one may answer anew


def test_a_link_is_of_one_person_and_cannot_be_made_up(
    consultation: Consultation, single: Question, client: Client, open_now: None
) -> None:
    mine = ask(consultation, chosen(single, 1))
    link = withdrawal_link()
    confirm(mine)
    confirm(ask(consultation, chosen(single, 0), email="other@veche.example"))
    client.post(link)
    assert counted(consultation) == [(1, [1, 0, 0])]
    pk, _mark, rest = link.split("/")[-2].partition(":")
    forged = reverse("comments:answers_of_link", args=[f"{int(pk) + 1}:{rest}"])
    for method in (client.get, client.post):
        assert method(forged).status_code == 410


def test_after_the_last_day_nothing_is_withdrawn(
    consultation: Consultation, single: Question, client: Client, time_machine
) -> None:
    user = UserFactory()
    answer(consultation, user, chosen(single, 0))
    mine = ask(consultation, chosen(single, 1))
    link = withdrawal_link()
    confirm(mine)
    later = consultation.closes_at + SECOND
    refused = code(verb=services.withdraw_answers, actor=user, consultation=consultation, now=later)
    assert refused == "closed"
    time_machine.move_to(later, tick=False)
    assert "<form" not in main_of(client.get(link))
    client.post(link)
    assert counted(consultation) == [(2, [1, 1, 0])]


def test_an_account_withdraws_on_the_page_of_the_questions(
    consultation: Consultation, single: Question, client: Client, open_now: None
) -> None:
    user = UserFactory()
    answer(consultation, user, chosen(single, 0))
    url = reverse("comments:answers_withdraw", args=[consultation.year, consultation.slug])
    assert "/login/" in client.post(url)["Location"]
    client.force_login(user)
    assert url in client.get(questions_link(consultation)).content.decode()
    assert client.post(url)["Location"] == questions_link(consultation)
    assert counted(consultation) == [(0, [0, 0, 0])]
    assert url not in client.get(questions_link(consultation)).content.decode()


def test_with_a_persons_data_their_free_words_are_erased_and_stay_counted(
    consultation: Consultation, single: Question, free: Question
) -> None:
    comment = said(consultation)
    for email in (EMAIL, "other@veche.example"):
        words = chosen(free, text=f"Слова {email[0]}.")
        confirm(ask(consultation, chosen(single, 0), words, email=email))
    ask(consultation, chosen(free, text="Ещё не подтверждено."), email=EMAIL, now=NOW + MINUTE)
    ask(consultation, chosen(free, text="Чужое."), email="third@veche.example", now=NOW + MINUTE)
    before = counted(consultation)
    accounts.erase_contact(actor=None, contact=comment.contact, now=NOW + HOUR)
    assert counted(consultation) == before
    assert services.recount_answers(consultation=consultation)
    texts = QuestionAnswer.objects.filter(option=None).values_list("text", "is_erased")
    assert set(texts) == {("", True), ("Слова o.", False)}
    assert [given.text for given in free_answers(free)] == ["Слова o."]
    assert "Ещё не подтверждено" not in str(AnswerSheet.objects.values_list("answers", flat=True))
    assert AnswerSheet.objects.count() == 1
    confirm(ask(consultation, chosen(free, text="Снова."), now=NOW + HOUR), NOW + HOUR)
    assert counted(consultation)[1][0] == before[1][0]  # the same person is counted once


def main_of(response) -> str:
    """The page without its frame, which has forms of its own."""
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def questions_link(consultation: Consultation) -> str:
    return reverse("comments:questions", args=[consultation.year, consultation.slug])
