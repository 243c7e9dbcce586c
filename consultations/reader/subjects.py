"""Bodies as the public journal shows them: a council leads to its page, any other body to all that
the journal says of it."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.http import urlencode

from core.accounts.models import Body
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.journal.subjects import SubjectLink


def bodies(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """One query."""
    rows = Body.objects.filter(pk__in=[int(pk) for pk in ids if pk.isdigit()])
    return {str(row.pk): SubjectLink(title=row.name, url=_address(row)) for row in rows}


def _address(body: Body) -> str:
    if body.kind in CONTROL_SUBJECTS:
        return reverse("reader:council", args=[body.slug])
    return f"{reverse('journal:list')}?{urlencode({'subject': f'body:{body.pk}'})}"
