"""What authors hear of: tasks, left in the transaction of the act itself."""

from typing import Any

from consultations.conclusions.events import (
    AnswersPublished,
    AuthorsToTell,
    ConclusionSigned,
    SummarySigned,
)
from consultations.conclusions.models import Answer
from consultations.letters import tasks


def on_answers(sender: Any, event: AnswersPublished, **kwargs: Any) -> None:
    tasks.tell_answers.enqueue(event.consultation_id)


def on_authors(sender: Any, event: AuthorsToTell, **kwargs: Any) -> None:
    answers = Answer.objects.filter(pk=event.answer_id)
    tasks.tell_answers.enqueue(answers.values_list("group__consultation", flat=True).get())


def on_conclusion(sender: Any, event: ConclusionSigned, **kwargs: Any) -> None:
    tasks.tell_conclusion.enqueue(event.conclusion_id)


def on_summary(sender: Any, event: SummarySigned, **kwargs: Any) -> None:
    tasks.tell_summary.enqueue(event.summary_id)
