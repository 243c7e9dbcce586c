"""Asking as the organiser does, answering as citizens do: through the services."""

import datetime as dt

from consultations.comments import services
from consultations.comments.models import Participant, Question
from consultations.comments.selectors import questions_of, results_of
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import Confirmation, User
from core.accounts.purposes import Outcome
from drafts.models import Provision
from tests.comments import NOW

# Before the window of `tests.comments.running` opens.
BEFORE = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
OPTIONS = ("10 дней", "14 дней", "30 дней")


def asked(
    consultation: Consultation,
    text: str = "Какой срок нужен?",
    kind: str = "single",
    options: tuple[str, ...] | None = None,
    provision: Provision | None = None,
    now: dt.datetime | None = None,
) -> Question:
    """A question with three options, unless it is answered in free words."""
    default = () if kind == "text" else OPTIONS
    return services.add_question(
        actor=None,
        consultation=consultation,
        provision=provision,
        text=services.QuestionText(kind, text, default if options is None else options),
        now=now or min(BEFORE, consultation.opens_at - dt.timedelta(days=1)),
    )


def chosen(question: Question, *places: int, text: str = "") -> services.Given:
    """The options in these places (from 0)."""
    options = list(question.options.all())
    return services.Given(question.pk, tuple(options[place].pk for place in places), text)


def answer(
    consultation: Consultation, user: User, *answers: services.Given, now: dt.datetime = NOW
) -> Participant:
    return services.answer_questions(
        actor=user, consultation=consultation, answers=answers, now=now
    )


def ask(
    consultation: Consultation,
    *answers: services.Given,
    email: str = "ivan@veche.example",
    now: dt.datetime = NOW,
) -> Confirmation:
    """A sheet of somebody without an account, still to be confirmed."""
    return services.ask_to_answer(
        consultation=consultation, email=email, answers=answers, consents=("processing",), now=now
    )


def confirm(request: Confirmation, now: dt.datetime = NOW) -> Outcome:
    return accounts.confirm(token=accounts.token_of(request), now=now)


def counted(consultation: Consultation) -> list[tuple[int, list[int]]]:
    """(who answered, counts of the options) of every question, as pages print them."""
    return [
        (result.respondents, [option.count for option in result.options])
        for result in results_of(questions_of(consultation))
    ]
