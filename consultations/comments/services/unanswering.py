"""Taking answers to the organiser's questions back, and out of what is kept of a person."""

import datetime as dt

from django.db import transaction

from consultations.comments.domain.questions import Given, wording
from consultations.comments.errors import QuestionError, QuestionProblem
from consultations.comments.events import ANSWERS_WITHDRAWN_KIND
from consultations.comments.links import answers_of_token
from consultations.comments.models import AnswerSheet, QuestionAnswer
from consultations.comments.services import answer_counts
from consultations.comments.services.answering import locked_for_answers
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.selectors import email_hash
from core.journal import services as journal


@transaction.atomic
def withdraw_answers(*, actor: User, consultation: Consultation, now: dt.datetime) -> int:
    """Takes back everything that a person with an account has answered here; returns how many
    questions that were. The person stays one of the participants, whose numbers are given for ever.

    Raises QuestionError (not_open_yet, closed, nothing_answered).
    """
    return _withdraw(consultation.pk, email_hash(actor.email), now)


@transaction.atomic
def withdraw_answers_by_link(*, token: str, now: dt.datetime) -> int:
    """The same by the link of the letter that asked to confirm answers. Raises QuestionError
    (link_forged) as well."""
    pk, person = answers_of_token(token)
    return _withdraw(pk, person, now)


def _withdraw(pk: int, person: str, now: dt.datetime) -> int:
    consultation = locked_for_answers(pk, now)
    mine = QuestionAnswer.objects.filter(
        participant__consultation=consultation, participant__email_hash=person
    )
    answers = list(mine)
    if not answers:
        raise QuestionError(QuestionProblem.NOTHING_ANSWERED)
    mine.delete()
    answer_counts.move(answers, -1)
    questions = sorted({answer.question_id for answer in answers})
    journal.record(
        kind=ANSWERS_WITHDRAWN_KIND,
        subject_type="consultation",
        subject_id=consultation.pk,
        body={"questions": questions},
        at=now,
    )
    return len(questions)


@transaction.atomic
def erase_answers(*, person: str) -> int:
    """Blanks what a person (by the hash of the e-mail) has answered in free words, wherever; that
    it was answered stays counted. Sheets that still wait are destroyed. Returns how many texts
    there were."""
    written = QuestionAnswer.objects.filter(participant__email_hash=person, option=None)
    for sheet in AnswerSheet.objects.all():  # they live for two days
        # As it was marked: PostgreSQL gives the names back in an order of its own.
        plain = [Given.of(item).to_plain() for item in sheet.answers]
        if sheet.fingerprint == wording([(person, sheet.wording), plain]):
            sheet.delete()
    return written.exclude(is_erased=True).update(text="", is_erased=True)
