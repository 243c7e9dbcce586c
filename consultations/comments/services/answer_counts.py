"""Keeping the counts of answers true. The caller of `move` holds the lock of the consultation."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F

from consultations.comments.models import Question, QuestionAnswer, QuestionOption
from consultations.process.models import Consultation


def move(answers: Iterable[QuestionAnswer], step: int) -> None:
    """Counts answers of one person in (1) or out (-1); two queries, for nobody gives one twice."""
    answers = list(answers)
    options = {answer.option_id for answer in answers if answer.option_id}
    questions = {answer.question_id for answer in answers}
    QuestionOption.objects.filter(pk__in=options).update(count=F("count") + step)
    Question.objects.filter(pk__in=questions).update(respondents=F("respondents") + step)


@transaction.atomic
def recount_answers(*, consultation: Consultation) -> bool:
    """Counts all answers of a consultation anew, whatever the kept counts say; returns whether they
    had been right. Cost: one pass over the answers."""
    Consultation.objects.locked().get(pk=consultation.pk)
    answers = QuestionAnswer.objects.filter(question__consultation=consultation).order_by()
    chosen = answers.filter(option__isnull=False).values_list("option")
    by_option = dict(chosen.annotate(Count("pk")))
    by_question = dict(
        answers.values_list("question").annotate(Count("participant", distinct=True))
    )
    wrong = 0
    for question in Question.objects.filter(consultation=consultation):
        true = by_question.get(question.pk, 0)
        if question.respondents != true:
            wrong += Question.objects.filter(pk=question.pk).update(respondents=true)
    for option in QuestionOption.objects.filter(question__consultation=consultation):
        true = by_option.get(option.pk, 0)
        if option.count != true:
            wrong += QuestionOption.objects.filter(pk=option.pk).update(count=true)
    return not wrong
