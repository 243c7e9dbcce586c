"""The amendments on the desk that fit the filters, with their numbers in the tables."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet

from consultations.amendments.domain.editions import PARTS
from consultations.amendments.models import Amendment
from consultations.process.models import Consultation
from drafts.selectors import citation

WHOLE: Final = "whole"
_SEARCHED: Final = ("place", "sponsor", "original", "text", "resulting", "reason")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list shows; whatever is empty is not asked. `decision`: the table; `on`: path of a
    unit, with what is inside it, or WHOLE; `changed`: the answer was revised since."""

    decision: str = ""
    on: str = ""
    sponsor: str = ""
    changed: bool = False
    words: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.on or self.sponsor or self.changed or self.words)


def matching(consultation: Consultation, wanted: Wanted) -> QuerySet[Amendment]:
    """Live amendments that fit, in the order of the tables, with `is_outdated`."""
    found = _fitting(consultation, wanted)
    if wanted.decision:
        found = found.filter(decision=wanted.decision)
    return found.with_changed().in_order()


def fitting_counts(consultation: Consultation, wanted: Wanted) -> dict[str, int]:
    """Decision → how many fit, whatever table is asked for; one query."""
    counted = _fitting(consultation, wanted).order_by().values_list("decision")
    return dict.fromkeys(PARTS, 0) | dict(counted.annotate(n=Count("pk")))


def numbers_of(consultation: Consultation) -> dict[int, int]:
    """Amendment → its number in its table; one query."""
    found = Amendment.objects.live().filter(consultation=consultation).in_order()
    last = dict.fromkeys(PARTS, 0)
    numbers = {}
    for pk, decision in found.values_list("pk", "decision"):
        last[decision] += 1
        numbers[pk] = last[decision]
    return numbers


def units_with_amendments(consultation: Consultation) -> list[tuple[str, str]]:
    """Path and citation of the units that have amendments, or have units that do, in the order of
    the text; one query."""
    live = Amendment.objects.live().filter(consultation=consultation, provision__isnull=False)
    named = live.order_by("provision__position").values_list("provision__path", flat=True)
    paths: dict[str, None] = {}
    for path in named.distinct():
        steps = path.split("/")
        paths.update({"/".join(steps[:end]): None for end in range(1, len(steps) + 1)})
    return [(path, citation(path)) for path in paths]


def sponsors(consultation: Consultation) -> list[str]:
    """Who tables something; one query."""
    live = Amendment.objects.live().filter(consultation=consultation)
    return list(live.order_by("sponsor").values_list("sponsor", flat=True).distinct())


def _fitting(consultation: Consultation, wanted: Wanted) -> QuerySet[Amendment]:
    found = Amendment.objects.live().filter(consultation=consultation)
    if wanted.on == WHOLE:
        found = found.filter(provision=None)
    elif wanted.on:
        inside = Q(provision__path__startswith=f"{wanted.on}/")
        found = found.filter(Q(provision__path=wanted.on) | inside)
    if wanted.sponsor:
        found = found.filter(sponsor=wanted.sponsor)
    if wanted.changed:
        found = found.with_changed().filter(is_outdated=True)
    return found.filter(_with_words(wanted.words)) if wanted.words else found


def _with_words(words: str) -> Q:
    """SQLite knows no capitals of Russian, so the usual ones are asked for by name."""
    spellings = {words, words.lower(), words.capitalize(), words[:1].lower() + words[1:]}
    asked = Q()
    for name in _SEARCHED:
        for spelling in spellings:
            asked |= Q(**{f"{name}__icontains": spelling})
    return asked
