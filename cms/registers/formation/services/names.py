from django.db import transaction
from wagtail.models import Revision

from cms.registers.formation.models import Nomination


@transaction.atomic
def forget_name(*, nomination: Nomination) -> int:
    """Takes the name of a candidate, who no longer consents, out of the row and of all its
    revisions; returns out of how many of these."""
    Nomination.objects.filter(pk=nomination.pk).update(candidate="", consented_on=None)
    nomination.candidate, nomination.consented_on = "", None
    named = [row for row in Revision.objects.for_instance(nomination) if _has_name(row)]
    for row in named:
        row.content = {**row.content, "candidate": "", "consented_on": None}
    Revision.objects.bulk_update(named, ["content"])
    return len(named)


def _has_name(revision: Revision) -> bool:
    return bool(revision.content.get("candidate") or revision.content.get("consented_on"))
