"""Letters in portions; every job may be repeated."""

from django.utils import timezone
from django_tasks import task

from consultations.letters import services


@task
def tell_answers(consultation_id: int) -> int:
    """Tells some people of the answers that they have not heard of, and leaves the others to the
    next task; returns how many people it dealt with."""
    count = services.tell_answers(consultation_id=consultation_id, now=timezone.now())
    if count == services.PORTION:
        tell_answers.enqueue(consultation_id)
    return count


@task
def tell_conclusion(conclusion_id: int) -> int:
    """The same about a signed conclusion."""
    count = services.tell_conclusion(conclusion_id=conclusion_id, now=timezone.now())
    if count == services.PORTION:
        tell_conclusion.enqueue(conclusion_id)
    return count


@task
def tell_summary(summary_id: int) -> int:
    """The same about the committee's signed summary."""
    count = services.tell_summary(summary_id=summary_id, now=timezone.now())
    if count == services.PORTION:
        tell_summary.enqueue(summary_id)
    return count
