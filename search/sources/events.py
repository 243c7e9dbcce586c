"""Events of public control, what is asked for, and what they end in."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.comments.domain.places import normal_place
from consultations.control.models import ClosingDocument, Observation
from consultations.hearings.models import HearingMinutes
from consultations.process.models import Consultation, Referral
from consultations.requests.models import PublicRequest
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, midnight, path_of, place_in_bill

_UNREAD = ("consultation__version__front", "consultation__version__warnings")


class EventSource:
    """Announced expertises, discussions, hearings, monitorings and inspections."""

    kind = "event"
    label = gettext_lazy("Events of public control")
    order = 25

    def _events(self) -> QuerySet[Consultation]:
        rows = Consultation.objects.filter(version__status="published")
        rows = rows.select_related("version__bill", "organiser", "inspected_body")
        return rows.defer("version__front", "version__warnings")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        settings, councils = facets.of_events(ids), _councils(ids)
        for event in self._events().filter(pk__in=ids):
            yield Document(
                self.kind,
                event.pk,
                _name(event),
                lines(_about(event), event.organiser.name),
                midnight(event.announced_on),
                boost=1.5,
                law=settings[event.pk].law,
                author=event.organiser.name,
                facets=settings[event.pk].plus(
                    council={event.organiser.slug, *councils.get(event.pk, ())}
                ),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            event.pk: Found(
                title=_name(event),
                text=_about(event),
                url=event.get_absolute_url(),
                by=event.organiser.name,
                date=event.announced_on,
            )
            for event in self._events().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return self._events().order_by("pk").values_list("pk", flat=True).iterator()


def _name(event: Consultation) -> str:
    return f"{capfirst(event.get_form_display())}: {event.version.bill.title}"


def _about(event: Consultation) -> str:
    inspected = event.inspected_body.name if event.inspected_body else ""
    return lines(event.question, event.subject, inspected, event.basis, event.procedure)


def _councils(events: Collection[int]) -> Mapping[int, list[str]]:
    """Slugs of the councils that work on each event or have worked on it; one query."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Referral.objects.live().filter(consultation__in=events).order_by()
    for event, slug in rows.values_list("consultation", "council__slug"):
        found[event].append(slug)
    return found


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
                boost=1.5,
                law=setting.law,
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


class RequestSource:
    """Requests for an expertise or a discussion whose words are shown, with the Chamber's
    decision. The name of who asks is found by «автор:» alone (docs/adr/0022)."""

    kind = "request"
    label = gettext_lazy("Requests for expertise and discussion")
    order = 80

    def _requests(self) -> QuerySet[PublicRequest]:
        rows = PublicRequest.objects.filter(status__in=["shown", "decided"])
        rows = rows.select_related("version__bill", "chamber", "contact")
        return rows.defer("version__front", "version__warnings")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        found = list(self._requests().filter(pk__in=ids))
        settings = facets.of_versions({item.version_id for item in found if item.version_id})
        for item in found:
            setting = settings.get(item.version_id or 0, facets.NOWHERE)
            yield Document(
                self.kind,
                item.pk,
                item.full_subject,
                lines(item.text, item.decision_text, item.passed_to, item.contact.municipality),
                local(item.confirmed_at or item.submitted_at),
                law=setting.law,
                author=item.author_name,
                facets=setting.plus(
                    council=[item.chamber.slug],
                    municipality=[normal_place(item.contact.municipality)],
                ),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            item.pk: Found(
                title=item.full_subject,
                text=lines(item.text, item.decision_text, item.passed_to),
                url=item.get_absolute_url(),
                place=capfirst(item.get_kind_display()),
                by=item.author_name,
                date=local(item.confirmed_at or item.submitted_at),
            )
            for item in self._requests().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return self._requests().order_by("pk").values_list("pk", flat=True).iterator()
