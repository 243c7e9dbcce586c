"""What hearings, monitorings and inspections end in, and what is seen in them."""

from collections.abc import Collection, Iterator

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

_UNREAD = ("consultation__version__front", "consultation__version__warnings")


class MinutesSource:
    """Minutes of hearings and discussions that are in force, with all recommendations."""

    kind = "minutes"
    label = gettext_lazy("Minutes of hearings and discussions")
    order = 65

    def _minutes(self) -> QuerySet[HearingMinutes]:
        rows = HearingMinutes.objects.in_force().prefetch_related("recommendations")
        rows = rows.select_related("consultation__version__bill", "consultation__organiser")
        return rows.defer(*_UNREAD)

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        found = list(self._minutes().filter(pk__in=ids))
        settings = facets.of_events({minutes.consultation_id for minutes in found})
        for minutes in found:
            setting, organiser = settings[minutes.consultation_id], minutes.consultation.organiser
            yield Document(
                self.kind,
                minutes.pk,
                _minutes_name(minutes),
                lines(minutes.consultation.version.bill.title, _course(minutes)),
                local(minutes.signed_at or minutes.saved_at),
                law=setting.law,
                context=setting.context,
                author=organiser.name,
                facets=setting.plus(council=[organiser.slug]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            minutes.pk: Found(
                title=_minutes_name(minutes),
                text=_course(minutes),
                url=minutes.get_absolute_url(),
                place=minutes.consultation.version.bill.title,
                by=minutes.consultation.organiser.name,
                date=minutes.held_on,
            )
            for minutes in self._minutes().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        rows = HearingMinutes.objects.in_force().order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


def _minutes_name(minutes: HearingMinutes) -> str:
    """«Протокол № 4. Общественные (публичные) слушания»."""
    name = _("Minutes No. %(number)s") % {"number": minutes.number}
    return f"{name}. {capfirst(minutes.consultation.get_form_display())}"


def _course(minutes: HearingMinutes) -> str:
    texts = [minutes.question, minutes.course, minutes.officials]
    for row in minutes.recommendations.all():
        texts += [row.text, row.proposed_text]
    return lines(*texts, minutes.place)


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


class ClosingSource:
    """The newest signed edition of each closing document of a monitoring or an inspection."""

    kind = "closing"
    label = gettext_lazy("Closing documents")
    order = 75

    def _closings(self) -> QuerySet[ClosingDocument]:
        newer = ClosingDocument.objects.signed().filter(
            consultation=OuterRef("consultation"), edition__gt=OuterRef("edition")
        )
        rows = ClosingDocument.objects.signed().filter(~Exists(newer)).defer("snapshot", *_UNREAD)
        return rows.select_related("consultation__version__bill", "consultation__organiser")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        found = list(self._closings().filter(pk__in=ids))
        settings = facets.of_events({closing.consultation_id for closing in found})
        for closing in found:
            setting, organiser = settings[closing.consultation_id], closing.consultation.organiser
            yield Document(
                self.kind,
                closing.pk,
                _closing_name(closing),
                lines(closing.consultation.version.bill.title, _blocks(closing)),
                local(closing.signed_at or closing.consultation.created_at),
                law=setting.law,
                context=setting.context,
                author=organiser.name,
                facets=setting.plus(council=[organiser.slug]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            closing.pk: Found(
                title=_closing_name(closing),
                text=_blocks(closing),
                url=closing.get_absolute_url(),
                place=closing.consultation.version.bill.title,
                by=closing.consultation.organiser.name,
                date=closing.signed_at,
            )
            for closing in self._closings().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return self._closings().order_by("pk").values_list("pk", flat=True).iterator()


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
