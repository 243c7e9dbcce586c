"""One-tap marks: the one place where they are counted for a page."""

from django.db.models import QuerySet

from consultations.comments.models import StanceCount, StanceMark
from consultations.process.models import Consultation
from drafts.models import Provision


def mark_counts(consultation: Consultation, provision: Provision) -> dict[str, int]:
    """How many marks of each Stance a provision has; those without any are left out. One query."""
    counts = StanceCount.objects.filter(consultation=consultation, provision=provision)
    return dict(counts.filter(count__gt=0).values_list("stance", "count"))


def own_marks(consultation: Consultation, person: str) -> dict[int, str]:
    """The marks of a person by id of provision; one query, none for a person without a name."""
    if not person:
        return {}
    marks: QuerySet[StanceMark] = StanceMark.objects.filter(
        consultation=consultation, person=person
    )
    return dict(marks.values_list("provision", "stance"))
