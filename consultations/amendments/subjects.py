"""Editions of the tables of amendments as the public journal shows them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from consultations.amendments.models import AmendmentTable
from core.journal.subjects import SubjectLink


def tables(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """Each edition leads to its page; one query."""
    found = AmendmentTable.objects.filter(pk__in=[int(pk) for pk in ids if pk.isdigit()])
    return {
        str(one.pk): SubjectLink(
            title=_("Tables of amendments, edition %(n)s") % {"n": one.edition},
            url=one.get_absolute_url(),
        )
        for one in found.select_related("consultation")
    }
