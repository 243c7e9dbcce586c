"""The questionnaire of the demo: written before the event opens, answered while it is open."""

import datetime as dt
from typing import TYPE_CHECKING

from consultations.comments import services as comments
from consultations.comments.models import Question
from consultations.process.models import Consultation
from core.accounts import services as accounts
from demo.content.authors import AUTHORS
from demo.content.questions import QUESTIONS, SHEETS
from drafts.models import Provision

if TYPE_CHECKING:
    from demo.scenario import World


def load_questions(world: "World") -> None:
    """The day before the window opens."""
    for key, questions in QUESTIONS.items():
        consultation = world.consultations[key]
        for data in questions:
            world.questions[data.key] = comments.add_question(
                actor=world.clerk,
                consultation=consultation,
                provision=_provision(consultation, data.unit),
                text=comments.QuestionText(data.kind, data.text, data.options),
                now=consultation.opens_at - dt.timedelta(hours=9),
            )


def load_sheets(world: "World") -> None:
    """With an account at once, otherwise confirmed a few minutes later."""
    authors = {author.key: author for author in AUTHORS}
    for key, sheets in SHEETS.items():
        consultation = world.consultations[key]
        for data in sorted(sheets, key=lambda sheet: world.at(sheet.at)):
            author, moment = authors[data.author], world.at(data.at)
            answers = [_given(world.questions[name], said) for name, said in data.answers.items()]
            if author.person:
                comments.answer_questions(
                    actor=world.users[author.person],
                    consultation=consultation,
                    answers=answers,
                    now=moment,
                )
                continue
            asked = comments.ask_to_answer(
                consultation=consultation,
                email=author.email,
                answers=answers,
                consents=("processing",),
                now=moment,
            )
            accounts.confirm(token=accounts.token_of(asked), now=moment + dt.timedelta(minutes=6))


def _provision(consultation: Consultation, unit: str) -> Provision | None:
    if not unit:
        return None
    return Provision.objects.get(version=consultation.version, path=unit)


def _given(question: Question, said: tuple[int, ...] | str) -> comments.Given:
    if isinstance(said, str):
        return comments.Given(question.pk, text=said)
    options = list(question.options.all())
    return comments.Given(question.pk, tuple(options[place].pk for place in said))
