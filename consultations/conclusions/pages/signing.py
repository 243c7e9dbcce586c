"""The page of the signature."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from consultations.conclusions.forms import SignForm
from consultations.conclusions.models import SummaryConclusion
from consultations.conclusions.presenters import BlockerLine, blocker_lines
from consultations.conclusions.selectors import (
    current_conclusion,
    desk,
    finalise_blockers,
    substance_of,
    tally,
)
from consultations.process.models import Consultation
from core.accounts.permissions import policy


class SignPage:
    """The readiness of a consultation, and the form for the signature."""

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.user = request.user
        self.data = request.POST if request.method == "POST" else None
        self.consultation = consultation
        self.is_refused = False

    @cached_property
    def form(self) -> SignForm:
        number = desk.suggested_number(self.consultation, timezone.localdate())
        return SignForm(self.data, initial={"number": number})

    @cached_property
    def blockers(self) -> list[BlockerLine]:
        return blocker_lines(finalise_blockers(self.consultation, timezone.now()))

    @cached_property
    def signed(self) -> SummaryConclusion | None:
        return current_conclusion(self.consultation)

    @property
    def status(self) -> int:
        if self.is_refused:
            return 409
        return 422 if self.form.is_bound and self.form.errors else 200

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/sign.html."""
        organiser = self.consultation.as_organiser
        may_sign = policy.check(self.user, "conclusions.sign", organiser)
        return {
            "consultation": self.consultation,
            "bill": self.consultation.version.bill,
            "blockers": self.blockers,
            "is_refused": self.is_refused,
            "form": self.form,
            "may_sign": may_sign,
            "signed": self.signed,
            "files": self.signed.documents() if self.signed else [],
            "tally": tally(self.consultation),
            "substance": substance_of([self.consultation])[self.consultation.pk],
        }
