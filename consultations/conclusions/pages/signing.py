"""The pages of the signatures."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.conclusions import services
from consultations.conclusions.domain.blockers import Blocker
from consultations.conclusions.forms import LapsedForm, SignForm, SummaryForm
from consultations.conclusions.models import ProposalSummary, SignedDocument, SummaryConclusion
from consultations.conclusions.permissions import Bodies
from consultations.conclusions.presenters import BlockerLine, blocker_lines
from consultations.conclusions.selectors import (
    basis_of,
    committee_days_late,
    conclusion_blockers,
    current_conclusion,
    current_summary,
    desk,
    finalise_blockers,
    lapsed_blockers,
    substance_of,
    tally,
)
from consultations.conclusions.selectors.documents import Basis
from consultations.conclusions.selectors.templates import TemplatePlace, template_places
from consultations.conclusions.services.conclusions import is_superseded
from consultations.conclusions.services.summaries import may_say_more
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Side
from core.accounts.permissions import policy
from core.web.forms import SiteForm


class SigningPage:
    """The readiness of a document, and the form for the signature. Each kind says whose it is."""

    action: str
    url_name: str
    template: str
    form_class: type[SiteForm]
    success: Promise

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.user = request.user
        self.data = request.POST if request.method == "POST" else None
        self.consultation = consultation
        self.now = timezone.now()
        self.is_refused = False

    # --- What each kind says ------------------------------------------------------------------

    @property
    def side(self) -> Side:
        return self.consultation.as_organiser

    @property
    def body_id(self) -> int:
        return self.consultation.organiser_id

    def found(self) -> list[Blocker]:
        """What must happen first."""
        raise NotImplementedError

    def sign(self, *, actor: Any, number: str, now: dt.datetime) -> object:
        """Calls the service. Raises ConclusionsError."""
        raise NotImplementedError

    @property
    def is_due(self) -> bool:
        """Whether there is something to sign, be it only when the list is empty."""
        raise NotImplementedError

    # --- What they have in common -------------------------------------------------------------

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.consultation.pk])

    @cached_property
    def blockers(self) -> list[BlockerLine]:
        return blocker_lines(self.found())

    def refuse(self, found: Iterable[Blocker]) -> None:
        """Shows what has come in the way while the form was being sent."""
        self.blockers = blocker_lines(found)
        self.is_refused = True

    @cached_property
    def form(self) -> SiteForm:
        number = desk.suggested_number(self.consultation, timezone.localdate(), self.number_of)
        return self.form_class(self.data, initial={"number": number})

    number_of: type[SignedDocument] = SummaryConclusion

    @cached_property
    def summary(self) -> ProposalSummary | None:
        return current_summary(self.consultation)

    @cached_property
    def conclusion(self) -> SummaryConclusion | None:
        return current_conclusion(self.consultation)

    @property
    def phase(self) -> Phase:
        return self.consultation.phase_at(self.now)

    @property
    def days_late(self) -> int:
        """Of the committee; 0 while its term runs, and once it has signed and owes no answer."""
        if self.phase is not Phase.ANSWERING:
            return 0
        today, has_summary = timezone.localdate(self.now), self.summary is not None
        return committee_days_late(self.consultation, today, has_summary=has_summary)

    @property
    def may_sign(self) -> bool:
        action = "conclusions.revise" if self.phase is Phase.CONCLUDED else self.action
        return self.is_due and policy.check(self.user, action, self.side)

    @property
    def look(self) -> TemplatePlace | None:
        """The template of the document, for those who may change it. Two queries."""
        if not policy.check(self.user, "conclusions.templates", Bodies((self.body_id,))):
            return None
        return next(iter(template_places([self.body_id])), None)

    @property
    def status(self) -> int:
        if self.is_refused:
            return 409
        return 422 if self.form.is_bound and self.form.errors else 200

    def context(self) -> dict[str, Any]:
        """For the page's template."""
        return {
            "consultation": self.consultation,
            "bill": self.consultation.version.bill,
            "blockers": self.blockers,
            "is_refused": self.is_refused,
            "is_due": self.is_due,
            "form": self.form,
            "may_sign": self.may_sign,
            "summary": self.summary,
            "signed": self.conclusion,
            "is_concluded": self.phase is Phase.CONCLUDED,
            "days_late": self.days_late,
            "tally": tally(self.consultation),
            "substance": substance_of([self.consultation])[self.consultation.pk],
            "look": self.look,
        }


class SummaryPage(SigningPage):
    """The committee's."""

    action = "conclusions.sign_summary"
    url_name = "conclusions:sign_summary"
    template = "consultations/conclusions/sign_summary.html"
    form_class = SummaryForm
    number_of = ProposalSummary
    success = _("The summary of proposals is signed and published. Now the organiser signs.")

    @property
    def side(self) -> Side:
        return self.consultation.as_responder

    @property
    def body_id(self) -> int:
        return self.consultation.responder_id

    def found(self) -> list[Blocker]:
        return finalise_blockers(self.consultation, self.now)

    def sign(self, *, actor: Any, number: str, now: dt.datetime) -> object:
        return services.sign_summary(
            actor=actor, consultation=self.consultation, number=number, now=now
        )

    @cached_property
    def is_due(self) -> bool:
        return may_say_more(self.consultation, self.summary, self.now)


class ConclusionPage(SigningPage):
    """The organiser's, built on the committee's summary."""

    action = "conclusions.sign"
    url_name = "conclusions:sign"
    template = "consultations/conclusions/sign.html"
    form_class = SignForm
    success = _("The summary conclusion is signed and published.")

    def found(self) -> list[Blocker]:
        return conclusion_blockers(self.consultation, self.now)

    def sign(self, *, actor: Any, number: str, now: dt.datetime) -> object:
        return services.finalise_conclusion(
            actor=actor, consultation=self.consultation, number=number, now=now
        )

    @property
    def is_due(self) -> bool:
        return self.phase is not Phase.CONCLUDED or is_superseded(self.conclusion, self.summary)

    @cached_property
    def basis(self) -> Basis | None:
        return basis_of(self.consultation, self.now)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "is_newer": bool(self.basis and self.basis.newer),
            "may_lapse": bool(self.days_late)
            and self.conclusion is None
            and policy.check(self.user, "conclusions.sign_lapsed", self.side),
        }


class LapsedPage(SigningPage):
    """The organiser's, without the position of a committee whose term has passed."""

    action = "conclusions.sign_lapsed"
    url_name = "conclusions:sign_lapsed"
    template = "consultations/conclusions/sign_lapsed.html"
    form_class = LapsedForm
    success = _("The conclusion without the position of the committee is signed and published.")

    def found(self) -> list[Blocker]:
        return lapsed_blockers(self.consultation, self.now)

    def sign(self, *, actor: Any, number: str, now: dt.datetime) -> object:
        return services.finalise_lapsed(
            actor=actor, consultation=self.consultation, number=number, now=now
        )

    @property
    def is_due(self) -> bool:
        return bool(self.days_late) and self.conclusion is None

    def context(self) -> dict[str, Any]:
        owed = finalise_blockers(self.consultation, self.now)
        names = {line.code for line in self.blockers}
        lines = [line for line in blocker_lines(owed) if line.code not in names]
        is_complete = self.summary is not None and not self.consultation.open_items
        return super().context() | {"owed": lines, "is_complete": is_complete}
