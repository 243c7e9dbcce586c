"""Everything that the page of an opinion shows, gathered in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.expertise import selectors, services
from consultations.expertise.domain.adoption import AdoptionFault, Vote
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.errors import StaleRevision
from consultations.expertise.forms import DissentForm, OpinionEditor
from consultations.expertise.models import Opinion
from consultations.expertise.presenters import (
    Difference,
    FaultLine,
    Names,
    differences,
    fault_lines,
)
from consultations.process.models import Referral
from consultations.process.selectors import referral_lines
from core.accounts.models import Membership
from core.accounts.permissions import policy
from core.rules.selectors import explain_day
from drafts.selectors import provision_names


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of components/tabs.html."""

    label: Any
    url: str
    current: bool


def referral_tabs(state: str) -> list[Tab]:
    return [
        Tab(gettext_lazy("Waiting for an opinion"), "?", state == "sent"),
        Tab(gettext_lazy("Opinion adopted"), "?state=answered", state == "answered"),
    ]


class OpinionPage:
    """One referral with the draft or the adopted opinion, and the form that the request brought."""

    def __init__(self, request: HttpRequest, referral: Referral, *, use_post: bool = True) -> None:
        self.user = request.user
        self.wants_rows = "more" in request.GET
        self.data = request.POST if use_post and request.method == "POST" else None
        self.referral = referral
        self.opinion: Opinion | None = selectors.opinion_of(referral)
        self.status = 200
        self.differences: list[Difference] = []
        self.refused: list[FaultLine] = []

    @property
    def has_form_data(self) -> bool:
        return self.data is not None and "remarks-TOTAL_FORMS" in self.data

    @property
    def is_adopted(self) -> bool:
        return self.opinion is not None and self.opinion.is_adopted

    @cached_property
    def may_write(self) -> bool:
        return policy.check(self.user, "expertise.write", self.referral)

    @cached_property
    def members(self) -> list[Membership]:
        """Those who may be named today, and those whom the draft names already."""
        today = timezone.localdate()
        named = [self.opinion.rapporteur] if self.opinion and self.opinion.rapporteur else []
        active = list(selectors.council_members(self.referral.council, today))
        return active + [member for member in named if member not in active]

    @property
    def member_choices(self) -> list[tuple[int, str]]:
        return [(member.pk, str(member.user)) for member in self.members]

    @cached_property
    def _provisions(self) -> tuple[list[Any], dict[int, str]]:
        return provision_names(self.referral.consultation.version)

    @cached_property
    def saved(self) -> OpinionData:
        return selectors.opinion_data(self.opinion) if self.opinion else OpinionData()

    @cached_property
    def editor(self) -> OpinionEditor:
        council = self.referral.council
        least = Vote(council.seats, council.quorum_percent, 0, 0, 0, 0).least_present
        return OpinionEditor(
            self.data if self.has_form_data else None,
            initial=self.saved,
            revision=self.opinion.revision if self.opinion else 0,
            members=self.member_choices,
            provisions=self._provisions[0],
            quorum_help=_("The council has %(seats)d members; the quorum is %(least)d.")
            % {"seats": council.seats, "least": least},
            more=self.wants_rows,
        )

    @cached_property
    def dissent_form(self) -> DissentForm:
        return DissentForm(self.data or None, members=self.member_choices, prefix="dissent")

    def show_stale(self, stale: StaleRevision) -> None:
        """Keeps what was typed and lays the colleague's text beside it."""
        people = {member.pk: str(member.user) for member in self.members}
        names = Names(self._provisions[1], people)
        self.differences = differences(self.editor.opinion_data(), stale.current, names)
        self.editor.rebase(stale.revision)
        self.status = 409

    def show_faults(self, faults: Iterable[AdoptionFault]) -> None:
        """The draft is saved, but cannot be adopted: says why at the top."""
        self.refused = fault_lines(faults)
        self.status = 422

    @property
    def faults(self) -> list[FaultLine]:
        """What the saved draft still lacks."""
        if self.opinion is None or self.is_adopted:
            return []
        return fault_lines(services.faults_of(self.opinion, now=timezone.now()))

    def context(self) -> dict[str, Any]:
        """For consultations/expertise/opinion.html."""
        is_editing = self.may_write and not self.is_adopted
        consultation = self.referral.consultation
        context = {
            "page": self,
            "line": referral_lines([self.referral], timezone.localdate())[0],
            "referral": self.referral,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "opinion": self.opinion,
            "is_editing": is_editing,
            "may_file": self.may_write and self.is_adopted,
        }
        if is_editing:
            return context | {"editor": self.editor, "faults": self.faults}
        return context | self._text()

    def _text(self) -> dict[str, Any]:
        """What somebody reads who does not write."""
        if self.opinion is None:
            return {}
        dissents_until = services.dissents_until(self.opinion) if self.is_adopted else None
        return {
            "remarks": list(self.opinion.remarks.select_related("provision").order_by("position")),
            "dissents": list(self.opinion.dissents.select_related("member__user")),
            "dissents_until": dissents_until,
            "dissent_term": explain_day(
                services.DISSENT_TERM, self.opinion.meeting_on, dissents_until
            )
            if dissents_until and self.opinion.meeting_on
            else None,
            "can_still_dissent": dissents_until is None or timezone.localdate() <= dissents_until,
            "dissent_form": self.dissent_form,
        }
