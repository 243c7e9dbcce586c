"""What facets and their values are called on pages."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Stance
from consultations.conclusions.models import Disposition
from consultations.process.messages import PHASES
from core.accounts.models import Council
from drafts.models import Bill, Stage, Topic
from search import registry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Labels = dict[str, str]
# Long enough to tell two bills from one another in a narrow column.
_LONGEST: Final = 70

TITLES: Final[Mapping[str, "StrOrPromise"]] = {
    "kind": _("What it is"),
    "bill": _("Bill"),
    "stage": _("Stage of the bill"),
    "state": _("State of the event"),
    "council": _("Council"),
    "municipality": _("Municipality"),
    "stance": _("Attitude to the bill"),
    "disposition": _("Position of the committee"),
    "topic": _("Topic"),
    "year": _("Year"),
}


def labels(values: Mapping[str, Collection[str]]) -> dict[str, dict[str, str]]:
    """By facets: each of the values that there is with what it is called, those of a fixed list in
    its order. At most three queries, one each for bills, councils and topics."""
    return {name: _LABELS[name](wanted) if wanted else {} for name, wanted in values.items()}


# --- Values of one facet -----------------------------------------------------------------------


def _of_choices(
    choices: Iterable[tuple[str, object]],
) -> Callable[[Collection[str]], Labels]:
    table = tuple(choices)
    return lambda wanted: {
        str(code): capfirst(str(label)) for code, label in table if str(code) in wanted
    }


def _kinds(wanted: Collection[str]) -> Labels:
    sources = registry.sources().items()
    return {kind: str(source.label) for kind, source in sources if kind in wanted}


def _bills(wanted: Collection[str]) -> Labels:
    bills = Bill.objects.published().filter(slug__in=wanted).only("slug", "number", "title")
    return {bill.slug: Truncator(_bill(bill)).chars(_LONGEST) for bill in bills}


def _bill(bill: Bill) -> str:
    return f"№ {bill.number} {bill.title}" if bill.number else bill.title


def _councils(wanted: Collection[str]) -> Labels:
    councils = Council.objects.filter(slug__in=wanted).only("slug", "name", "short_name")
    return {council.slug: council.short_name or council.name for council in councils}


def _topics(wanted: Collection[str]) -> Labels:
    return {topic.slug: str(topic) for topic in Topic.objects.filter(slug__in=wanted)}


def _municipalities(wanted: Collection[str]) -> Labels:
    """Places are compared in small letters (`normal_place`) and indexed so."""
    return {value: capfirst(value) if value.islower() else value for value in wanted}


def _years(wanted: Collection[str]) -> Labels:
    years = (value for value in wanted if value.isascii() and value.isdigit() and len(value) == 4)
    return {year: year for year in sorted(years, reverse=True)}


_LABELS: Final[Mapping[str, Callable[[Collection[str]], Labels]]] = {
    "kind": _kinds,
    "bill": _bills,
    "stage": _of_choices(Stage.choices),
    "state": _of_choices((str(phase), words) for phase, words in PHASES.items()),
    "council": _councils,
    "municipality": _municipalities,
    "stance": _of_choices(Stance.choices),
    "disposition": _of_choices(Disposition.choices),
    "topic": _topics,
    "year": _years,
}
# Facets whose values have an order of their own; the others show the commonest first.
IN_ORDER: Final = frozenset({"kind", "stage", "state", "stance", "disposition", "year"})
