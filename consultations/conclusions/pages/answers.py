"""The pages of answers."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import AnswerForm, TitleForm
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.presenters import (
    ChangeLine,
    GroupLine,
    SuggestionLine,
    WordingLine,
    count_rows,
)
from consultations.conclusions.selectors import desk, grouping
from consultations.conclusions.selectors.drafts import left_drafts
from core.accounts.permissions import policy
from core.rules import selectors as rules


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
            "left_drafts": left_drafts(consultation.pk).get(self.group.pk, []),
            "history": desk.history(self.group),
            "following": desk.next_group(self.group),
        }
