"""What hearings, monitorings and inspections end in, and what is seen in them."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.control.models import ClosingDocument, Observation
from consultations.hearings.models import HearingMinutes
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, midnight, path_of, place_in_bill

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_UNREAD = ("consultation__version__front", "consultation__version__warnings")


@dataclass(slots=True)
class PaperSource:
    """A document that the organiser of an event has signed. `rows` are the public ones with the
    organiser and the bill; `moment` is when one was signed, `date` the day that it shows."""

    kind: str
    label: "StrOrPromise"
    order: int
    rows: Callable[[], QuerySet[Any]]
    name: Callable[[Any], str]
    text: Callable[[Any], str]
    moment: Callable[[Any], dt.datetime]
    date: Callable[[Any], dt.date | None]

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        found = list(self.rows().filter(pk__in=ids))
        settings = facets.of_events({paper.consultation_id for paper in found})
        for paper in found:
            setting, organiser = settings[paper.consultation_id], paper.consultation.organiser
            yield Document(
                self.kind,
                paper.pk,
                self.name(paper),
                lines(paper.consultation.version.bill.title, self.text(paper)),
                local(self.moment(paper)),
                law=setting.law,
                context=setting.context,
                author=organiser.name,
                facets=setting.plus(council=[organiser.slug]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            paper.pk: Found(
                title=self.name(paper),
                text=self.text(paper),
                url=paper.get_absolute_url(),
                place=paper.consultation.version.bill.title,
                by=paper.consultation.organiser.name,
                date=self.date(paper),
            )
            for paper in self.rows().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        rows = self.rows().prefetch_related(None).order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


# --- Minutes of hearings and discussions that are in force, with all recommendations ------------


def _minutes() -> QuerySet[HearingMinutes]:
    rows = HearingMinutes.objects.in_force().prefetch_related("recommendations")
    rows = rows.select_related("consultation__version__bill", "consultation__organiser")
    return rows.defer(*_UNREAD)


def _minutes_name(minutes: HearingMinutes) -> str:
    """«Протокол № 4. Общественные (публичные) слушания»."""
    name = _("Minutes No. %(number)s") % {"number": minutes.number}
    return f"{name}. {capfirst(minutes.consultation.get_form_display())}"


def _course(minutes: HearingMinutes) -> str:
    texts = [minutes.question, minutes.course, minutes.officials]
    for row in minutes.recommendations.all():
        texts += [row.text, row.proposed_text]
    return lines(*texts, minutes.place)


MINUTES: Final = PaperSource(
    kind="minutes",
    label=gettext_lazy("Minutes of hearings and discussions"),
    order=65,
    rows=_minutes,
    name=_minutes_name,
    text=_course,
    moment=lambda minutes: minutes.signed_at or minutes.saved_at,
    date=lambda minutes: minutes.held_on,
)


# --- What was seen -----------------------------------------------------------------------------


class ObservationSource:
    """What was seen in monitorings and inspections and has not been withdrawn."""

    kind = "observation"
    label = gettext_lazy("Observations")
    order = 70

    def _observations(self) -> QuerySet[Observation]:
        return Observation.objects.standing().select_related("author", "provision")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        rows = self._observations().filter(pk__in=ids)
        found = list(rows.defer("provision__content", "provision__text"))
        settings = facets.of_events({item.consultation_id for item in found})
        for item in found:
            setting = settings[item.consultation_id]
            yield Document(
                self.kind,
                item.pk,
                _observation_name(item),
                lines(item.topic, item.fact),
                midnight(item.seen_on),
                law=setting.law,
                context=setting.context,
                author=item.author.full_name,
                path=path_of(item.provision),
                facets=setting.facets,
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        rows = self._observations().filter(pk__in=ids)
        rows = rows.select_related("author", "provision", "consultation__version__bill")
        return {
            item.pk: Found(
                title=_observation_name(item),
                text=lines(item.topic, item.fact),
                url=item.get_absolute_url(),
                place=item.consultation.version.bill.title,
                by=item.author.full_name,
                date=item.seen_on,
            )
            for item in rows.defer("provision__content", "provision__text", *_UNREAD)
        }

    def all_ids(self) -> Iterator[int]:
        rows = Observation.objects.standing().order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


def _observation_name(item: Observation) -> str:
    """«Наблюдение: Зея», with the unit if one is named."""
    unit = place_in_bill(item.provision) if item.provision else ""
    return f"{_('Observation')}: {', '.join(filter(None, [item.place, unit]))}"


# --- The newest signed edition of each closing document of a monitoring or an inspection --------


def _closings() -> QuerySet[ClosingDocument]:
    newer = ClosingDocument.objects.signed().filter(
        consultation=OuterRef("consultation"), edition__gt=OuterRef("edition")
    )
    rows = ClosingDocument.objects.signed().filter(~Exists(newer)).defer("snapshot", *_UNREAD)
    return rows.select_related("consultation__version__bill", "consultation__organiser")


def _closing_name(closing: ClosingDocument) -> str:
    """«Итоговый документ № 3-А. Общественный мониторинг»."""
    form = capfirst(closing.consultation.get_form_display())
    return f"{_('Closing document')} № {closing.number}. {form}"


def _blocks(closing: ClosingDocument) -> str:
    """The established facts first: they are what is looked for."""
    return lines(
        closing.facts, closing.conclusions, closing.proposals, closing.recommendations,
        closing.tasks, closing.forms, closing.place_time,
    )  # fmt: skip


CLOSING: Final = PaperSource(
    kind="closing",
    label=gettext_lazy("Closing documents"),
    order=75,
    rows=_closings,
    name=_closing_name,
    text=_blocks,
    moment=lambda closing: closing.signed_at or closing.consultation.created_at,
    date=lambda closing: closing.signed_at,
)
