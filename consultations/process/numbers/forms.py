"""Which forms of public control councils have used, by years."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear

from consultations.process.models import Consultation, Referral, ReferralStatus

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FormNumbers:
    """By (council, year). held: public events that the council has organised, by form (Form), in
    the year of their announcement; opinions: opinions that it has adopted, on events of others as
    well, in the year of their adoption."""

    held: Mapping[Key, Mapping[str, int]]
    opinions: Mapping[Key, int]


def form_numbers(council_ids: Collection[int]) -> FormNumbers:
    """Of these councils, years and forms without anything left out; two queries."""
    events = Consultation.objects.filter(
        organiser__in=council_ids, version__status="published"
    ).order_by()
    held: dict[Key, dict[str, int]] = defaultdict(dict)
    rows = events.values_list("organiser", ExtractYear("announced_on"), "form")
    for council, year, form, count in rows.annotate(Count("pk")):
        held[council, year][form] = count
    answered = Referral.objects.filter(council__in=council_ids, status=ReferralStatus.ANSWERED)
    adopted = answered.order_by().values_list("council", ExtractYear("answered_at"))
    counted = adopted.annotate(Count("pk"))
    return FormNumbers(dict(held), {(council, year): count for council, year, count in counted})
