"""The pages of answers."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import AnswerForm, AnswersFilter, TitleForm
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.presenters import (
    ChangeLine,
    GroupLine,
    SuggestionLine,
    WordingLine,
    count_rows,
)
from consultations.conclusions.selectors import desk, grouping
from consultations.conclusions.selectors.objections import objections_of
from consultations.conclusions.selectors.positions import sponsor_positions
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
        people=wanted.get("people", ""),
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
        self.stale: AnswerDraft | None = None
        self.draft = AnswerDraft.objects.filter(group=group).first()
        self.status = 0

    @cached_property
    def form(self) -> AnswerForm:
        return AnswerForm(
            self.data,
            initial=AnswerForm.initial_of(
                self.draft or self.line.answer, self.group.answer_version, self._proposed
            ),
            reasons=rules.reason_codes(timezone.localdate()),
        )

    def show_stale(self, current: AnswerDraft | None) -> None:
        """Keeps what was typed and shows the colleague's draft above it."""
        self.stale = current
        self.group.refresh_from_db(fields=["answer_version"])
        self.form.rebase(self.group.answer_version)
        self.status = 409

    @cached_property
    def wordings(self) -> list[WordingLine]:
        found = grouping.wordings(self.group)
        load_files([one.item.comment for one in found if one.item.comment is not None])
        return [WordingLine(self.line.member(one.item), one.count) for one in found]

    @property
    def _proposed(self) -> str:
        """The first of the proposed wordings, that of most people before others."""
        return next((one.member.wording for one in self.wordings if one.member.wording), "")

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/answer.html."""
        consultation = self.group.consultation
        may_group = policy.check(self.user, "conclusions.group", self.group)
        counts = grouping.counts_of(self.group)
        return {
            "wordings": self.wordings,
            "counts": counts,
            "count_rows": count_rows(counts),
            "may_group": may_group,
            "title_form": TitleForm(initial={"title": self.group.title}),
            "suggestions": [SuggestionLine.of(one) for one in grouping.suggestions(self.group)],
            "like_answers": grouping.answered_like(self.group) if not self.line.answer else [],
            "changes": [ChangeLine(one, may_group) for one in grouping.changes_of(self.group)],
            "objections": objections_of([self.group.pk]).get(self.group.pk, []),
            "sponsor_position": sponsor_positions([self.group.pk]).get(self.group.pk),
            "group": self.group,
            "line": self.line,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "form": self.form,
            "draft": self.draft,
            "stale": self.stale,
            "may_answer": policy.check(self.user, "conclusions.answer", self.group),
            "progress": desk.progress(consultation),
            "remarks": desk.remarks_beside(self.group),
            "beside": [GroupLine(group) for group in desk.proposals_beside(self.group)],
            "history": desk.history(self.group),
            "following": desk.next_group(self.group),
        }
