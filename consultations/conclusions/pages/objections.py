"""Objections to answers: the pages of the author, the member, the organiser, and of everybody."""

import datetime as dt
from functools import cached_property
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.conclusions.domain.substance import Flaw
from consultations.conclusions.forms import (
    AnswerObjectionDecisionForm,
    AnswerObjectionForm,
    ReviewerForm,
)
from consultations.conclusions.messages import FLAWS, objection_message
from consultations.conclusions.models import Answer, AnswerObjection
from consultations.conclusions.presenters import GroupLine, ObjectionLine, WordingLine
from consultations.conclusions.selectors import grouping, objections, reviewers
from consultations.process.models import Consultation
from core.rules.selectors import explain_day

PER_PAGE: Final = 30


class ObjectPage:
    """The author's page: the answer, and the objection or what became of it."""

    def __init__(self, request: HttpRequest, comment: ProvisionComment) -> None:
        self.comment = comment
        self.form = AnswerObjectionForm(request.POST if request.method == "POST" else None)
        self.status = 422 if request.method == "POST" else 200

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/object.html."""
        now = timezone.now()
        standing = objections.standing_of(self.comment, now=now)
        filed = standing.objection
        return {
            "comment": self.comment,
            "consultation": self.comment.consultation,
            "standing": standing,
            "line": ObjectionLine(filed, timezone.localdate(now)) if filed else None,
            "problem": objection_message(standing.problem) if standing.problem else "",
            "form": self.form,
        }


class DecidePage:
    """The member's page of one objection."""

    def __init__(self, request: HttpRequest, objection: AnswerObjection) -> None:
        self.objection = objection
        data = request.POST if request.method == "POST" else None
        self.form = AnswerObjectionDecisionForm(data, answers=self.answers)
        self.status = 422 if request.method == "POST" else 200

    @cached_property
    def group(self) -> GroupLine:
        group = self.objection.present_group
        group.consultation = self.objection.consultation
        return GroupLine(group)

    @cached_property
    def answers(self) -> list[Answer]:
        """The answer that was objected to, and the present one if it is another. One query."""
        found = Answer.objects.with_beside().select_related(
            "group__provision", "group__consultation__responder"
        )
        present = Q(is_current=True, group=self.objection.present_group)
        both = found.filter(present | Q(pk=self.objection.answer_id))
        return sorted(both, key=lambda one: one.pk != self.objection.answer_id)

    def read_again(self) -> None:
        """The answers may have changed since the page was read: show what there is now."""
        self.__dict__.pop("answers", None)
        self.form.show_again(self.answers)

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/my_objection.html."""
        objection = self.objection
        wordings = grouping.wordings(objection.present_group)
        return {
            "objection": objection,
            "line": ObjectionLine(objection, timezone.localdate()),
            "consultation": objection.consultation,
            "group": objection.present_group,
            "group_line": self.group,
            "wordings": [WordingLine(self.group.member(one.item), one.count) for one in wordings],
            "answers": [(answer, _flaws(answer)) for answer in self.answers],
            "computed": explain_day(
                objections.DECIDING_TERM,
                timezone.localdate(objection.filed_at),
                objection.due_on,
            ),
            "form": self.form,
        }


def _flaws(answer: Answer) -> list[str]:
    return [str(FLAWS[Flaw(code)]) for code in answer.flaws]


class ReviewersPage:
    """Who decides objections here, and what waits: the organiser's page."""

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.consultation = consultation
        self.cursor = request.GET.get("cursor")
        self.named = reviewers.reviewers(consultation)
        taken = {one.user_id for one in self.named}
        self.members = reviewers.candidates(consultation, now=timezone.now())
        free = [one for one in self.members if one.user.pk not in taken]
        data = request.POST if request.method == "POST" else None
        self.form = ReviewerForm(data, members=free)
        self.status = 422 if request.method == "POST" else 200

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/reviewers.html."""
        may = {one.user.pk for one in self.members}
        return {
            **objections_context(self.consultation, cursor=self.cursor, today=timezone.localdate()),
            "bill": self.consultation.version.bill,
            "named": [(one, one.user_id in may) for one in self.named],
            "form": self.form,
        }


def objections_context(
    consultation: Consultation, *, cursor: str | None, today: dt.date
) -> dict[str, Any]:
    """For consultations/conclusions/objections.html; two queries."""
    page = objections.public_objections(consultation, cursor=cursor, per_page=PER_PAGE)
    return {
        "consultation": consultation,
        "page": page,
        "lines": [ObjectionLine(one, today) for one in page.items],
        "numbers": objections.objection_numbers([consultation.pk], on=today)[consultation.pk],
    }
