"""The plain list: where there is little, every group in full with its form in place."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import AnswerForm
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.pages.answer_list import desk_head
from consultations.conclusions.presenters.answer_list import WorkLine
from consultations.conclusions.presenters.substance import FlawNotice, notices_of
from consultations.conclusions.selectors import answer_list
from consultations.conclusions.selectors.drafts import left_drafts
from consultations.conclusions.selectors.substance import verdicts
from consultations.process.models import Consultation
from core.accounts.permissions import policy
from core.rules import selectors as rules

# From so many groups on the list has filters and pages.
FEW: Final = 30


@dataclass(frozen=True, slots=True)
class PlainItem:
    """One group with its form. `stale`: the draft that a colleague has saved meanwhile; `is_saved`:
    just now."""

    line: WorkLine
    form: AnswerForm
    may_answer: bool
    flaws: list[FlawNotice]
    left: list[AnswerDraft] = field(default_factory=list)
    stale: AnswerDraft | None = None
    is_saved: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the form is shown at once."""
        return bool(self.line.group.is_open or self.line.draft or self.form.is_bound)


class PlainPage:
    """All groups of a small event; `refused` is the one whose form came back."""

    template = "consultations/conclusions/plain.html"

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.user = request.user
        self.consultation = consultation
        self.refused: AnswerForm | None = None
        self.refused_group = 0
        self.stale: AnswerDraft | None = None
        self.saved_group = 0

    @cached_property
    def reasons(self) -> list[Any]:
        return rules.reason_codes(timezone.localdate())

    @cached_property
    def groups(self) -> list[ArgumentGroup]:
        found = answer_list.matching(self.consultation, answer_list.Wanted(state="all"))
        ordered = found.with_work().with_items().order_by(*answer_list.ORDER)[:FEW]
        return list(ordered)

    def form_for(self, group: ArgumentGroup, data: Any = None) -> AnswerForm:
        """The form of one group; its fields have ids of their own on the page."""
        line = WorkLine(group)
        words = line.draft or line.answer
        return AnswerForm(
            data,
            initial=AnswerForm.initial_of(words, group.answer_version, line.proposed),
            reasons=self.reasons,
            auto_id=f"id_{group.pk}_%s",
        )

    def refuse(self, group: ArgumentGroup, form: AnswerForm) -> None:
        """Shows what was typed and why it was not saved."""
        self.refused, self.refused_group = form, group.pk

    @cached_property
    def items(self) -> list[PlainItem]:
        members = [item.comment for group in self.groups for item in group.shown_items]
        load_files([comment for comment in members if comment is not None])
        drafts = [group.draft for group in self.groups if WorkLine(group).draft is not None]
        found = verdicts(self.consultation, drafts, on=timezone.localdate())
        left = left_drafts(self.consultation.pk)
        may_answer = policy.check(self.user, "conclusions.answer", self.consultation.as_responder)
        return [
            self._item(WorkLine(group), found, left.get(group.pk, []), may_answer=may_answer)
            for group in self.groups
        ]

    def _item(
        self, line: WorkLine, found: Any, left: list[AnswerDraft], *, may_answer: bool
    ) -> PlainItem:
        group = line.group
        is_refused = group.pk == self.refused_group
        form = self.refused if is_refused else None
        verdict = found.get(group.pk)
        return PlainItem(
            line=line,
            form=form or self.form_for(group),
            may_answer=may_answer
            or (group.is_contested and policy.check(self.user, "conclusions.answer", group)),
            flaws=notices_of(line.draft, verdict, self.names) if line.draft else [],
            left=left,
            stale=self.stale if is_refused else None,
            is_saved=group.pk == self.saved_group,
        )

    @cached_property
    def names(self) -> dict[int, str]:
        lines = [WorkLine(group) for group in self.groups]
        return {line.group.pk: f"{line.place} – {line.excerpt}" for line in lines}

    def item_of(self, pk: int) -> PlainItem | None:
        return next((item for item in self.items if item.line.group.pk == pk), None)

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/plain.html."""
        counts = answer_list.state_counts(self.consultation)
        people = answer_list.staff(self.consultation, timezone.localdate())
        return {
            "items": self.items,
            "is_shared": len(people) > 1,
            **desk_head(self.user, self.consultation, counts),
        }
