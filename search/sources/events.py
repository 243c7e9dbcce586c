"""Events of public control, and what people ask the Chamber to hold."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from consultations.comments.domain.places import normal_place
from consultations.process.models import Consultation, Referral
from consultations.requests.models import PublicRequest
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, midnight

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
                lines(_about(event), event.organiser.name, settings[event.pk].law),
                midnight(event.announced_on),
                law=settings[event.pk].law,
                context=settings[event.pk].context,
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
                context=setting.context,
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
