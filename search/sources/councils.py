"""Public registers: councils, experts, and the calls by which councils look for experts."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.comments.domain.places import normal_place
from consultations.experts.models import Expert, OpenCall
from core.accounts.models import Council, Membership
from core.accounts.models.bodies import CONTROL_SUBJECTS, COUNCIL_ROLES
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, midnight

# Of a council whose day of formation nobody has entered.
_LONG_AGO: Final = dt.date(1970, 1, 1)


class CouncilSource:
    """Subjects of public control: the card, and all members that its page names, former ones
    too (members act in public)."""

    kind = "council"
    label = gettext_lazy("Councils")
    order = 48

    def _councils(self) -> QuerySet[Council]:
        rows = Membership.objects.filter(role__in=COUNCIL_ROLES).select_related("user")
        members = Prefetch("memberships", rows.order_by("pk"), to_attr="people")
        shown = Council.objects.filter(kind__in=CONTROL_SUBJECTS).select_related("parent")
        return shown.prefetch_related(members)

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for council in self._councils().filter(pk__in=ids):
            yield Document(
                self.kind,
                council.pk,
                council.name,
                lines(council.short_name, _card(council)),
                midnight(council.formed_on or _LONG_AGO),
                facets={"council": (council.slug,)},
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            council.pk: Found(
                title=council.name,
                text=_card(council),
                url=reverse("reader:council", args=[council.slug]),
                place=str(council.get_kind_display()),
                date=council.formed_on,
            )
            for council in self._councils().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        rows = Council.objects.filter(kind__in=CONTROL_SUBJECTS).order_by("pk")
        return rows.values_list("pk", flat=True).iterator()


def _card(council: Council) -> str:
    parent = council.parent.name if council.parent else ""
    people = dict.fromkeys(
        ", ".join(filter(None, [member.user.full_name, member.post]))
        for member in council.people  # type: ignore[attr-defined]
    )
    kind = str(council.get_kind_display())
    return lines(council.about, kind, parent, council.formation_act, *people)


class ExpertSource:
    """The register of experts as everybody sees it: by name, with the consent still given."""

    kind = "expert"
    label = gettext_lazy("Experts")
    order = 85

    def _experts(self) -> QuerySet[Expert]:
        shown = Expert.objects.public().select_related("contact")
        return shown.prefetch_related("knowledge")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for expert in self._experts().filter(pk__in=ids):
            place = normal_place(expert.contact.municipality)
            yield Document(
                self.kind,
                expert.pk,
                expert.name,
                _knows(expert),
                local(expert.decided_at or expert.applied_at),
                facets=facets.NOWHERE.plus(municipality=[place]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            expert.pk: Found(
                title=expert.name,
                text=_knows(expert),
                url=expert.get_absolute_url(),
                place=_("Register of experts"),
                by=expert.contact.post,
                date=local(expert.decided_at or expert.applied_at),
            )
            for expert in self._experts().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return Expert.objects.public().order_by("pk").values_list("pk", flat=True).iterator()


def _knows(expert: Expert) -> str:
    fields = ", ".join(map(str, expert.knowledge.all()))
    contact = expert.contact
    return lines(
        fields, expert.education, contact.post, contact.municipality, expert.accreditation_number
    )


class CallSource:
    """Calls for experts, also those that are over: each keeps its page."""

    kind = "call"
    label = gettext_lazy("Calls for experts")
    order = 88

    def _calls(self) -> QuerySet[OpenCall]:
        return OpenCall.objects.with_places().prefetch_related("knowledge").defer(
            "referral__consultation__version__front", "referral__consultation__version__warnings"
        )  # fmt: skip

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        calls = list(self._calls().filter(pk__in=ids))
        settings = facets.of_events({call.referral.consultation_id for call in calls})
        for call in calls:
            setting, council = settings[call.referral.consultation_id], call.referral.council
            yield Document(
                self.kind,
                call.pk,
                _call_name(call),
                lines(_wanted(call), council.name),
                local(call.announced_at),
                law=setting.law,
                context=setting.context,
                author=council.name,
                facets=setting.plus(council=[council.slug]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            call.pk: Found(
                title=_call_name(call),
                text=_wanted(call),
                url=call.get_absolute_url(),
                by=call.referral.council.name,
                date=local(call.announced_at),
            )
            for call in self._calls().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return OpenCall.objects.order_by("pk").values_list("pk", flat=True).iterator()


def _call_name(call: OpenCall) -> str:
    return f"{_('Call for experts')}: {call.referral.consultation.version.bill.title}"


def _wanted(call: OpenCall) -> str:
    return lines(call.requirements, ", ".join(map(str, call.knowledge.all())))
