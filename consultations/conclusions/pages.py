"""Everything that a page of this desk shows, gathered in one place."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import AnswerForm, AnswersFilter, SignForm
from consultations.conclusions.models import Answer, ArgumentGroup, SummaryConclusion
from consultations.conclusions.presenters import BlockerLine, GroupLine, blocker_lines
from consultations.conclusions.selectors import current_conclusion, desk, finalise_blockers, tally
from consultations.process.models import Consultation
from core.accounts.permissions import policy
from core.rules import selectors as rules

PER_PAGE: Final = 30


def answers_context(consultation: Consultation, query: Mapping[str, str]) -> dict[str, Any]:
    """For consultations/conclusions/answers.html. Filters appear when one page is not enough."""
    provisions = desk.provisions_with_groups(consultation)
    form = AnswersFilter(query or None, provisions=provisions)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = desk.groups_page(
        consultation,
        state=wanted.get("state", ""),
        kind=wanted.get("kind", ""),
        on=wanted.get("on", ""),
        cursor=query.get("cursor"),
        per_page=PER_PAGE,
    )
    progress = desk.progress(consultation)
    is_filtered = any(wanted.values())
    return {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "form": form,
        "page": page,
        "lines": [GroupLine(group) for group in page.items],
        "progress": progress,
        "is_filtered": is_filtered,
        "has_filters": progress.total > PER_PAGE or is_filtered,
        "phase": consultation.phase,
    }


class AnswerPage:
    """One group with the form that the request brought."""

    def __init__(self, request: HttpRequest, group: ArgumentGroup) -> None:
        self.user = request.user
        self.data = request.POST if request.method == "POST" else None
        self.group = group
        self.line = GroupLine(group)
        load_files([item.comment for item in group.items.all() if item.comment is not None])
        self.stale: Answer | None = None
        self.status = 0

    @cached_property
    def form(self) -> AnswerForm:
        return AnswerForm(
            self.data,
            initial=AnswerForm.initial_of(self.line.answer, self.line.proposed),
            reasons=rules.reason_codes(timezone.localdate()),
        )

    def show_stale(self, current: Answer | None) -> None:
        """Keeps what was typed and shows the colleague's answer above it."""
        self.stale = current
        self.form.rebase(current.revision if current else 0)
        self.status = 409

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/answer.html."""
        consultation = self.group.consultation
        return {
            "group": self.group,
            "line": self.line,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "form": self.form,
            "stale": self.stale,
            "may_answer": policy.check(self.user, "conclusions.answer", self.group),
            "progress": desk.progress(consultation),
            "remarks": desk.remarks_beside(self.group),
            "beside": [GroupLine(group) for group in desk.proposals_beside(self.group)],
            "history": desk.history(self.group),
            "following": desk.next_group(self.group),
        }


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
        }
