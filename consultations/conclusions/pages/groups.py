"""The page of all members of a group."""

from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import MembersForm
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.presenters import GroupLine
from consultations.conclusions.selectors import grouping
from core.accounts.permissions import policy

PER_PAGE: Final = 50


class MembersPage:
    """Published members, a page at a time, with the form that divides them."""

    def __init__(self, request: HttpRequest, group: ArgumentGroup) -> None:
        self.user = request.user
        self.cursor = request.GET.get("cursor")
        self.data = request.POST if request.method == "POST" else None
        self.group = group
        self.line = GroupLine(group)

    @cached_property
    def form(self) -> MembersForm:
        choices = [
            (group.pk, f"{GroupLine(group).excerpt} ({group.size})")
            for group in grouping.move_choices(self.group)
        ]
        return MembersForm(self.data, group=self.group, choices=choices)

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/members.html."""
        page = grouping.members_page(self.group, cursor=self.cursor, per_page=PER_PAGE)
        load_files([item.comment for item in page.items if item.comment is not None])
        chosen = self.data.getlist("items") if self.data else []
        return {
            "group": self.group,
            "line": self.line,
            "consultation": self.group.consultation,
            "bill": self.group.consultation.version.bill,
            "page": page,
            "members": [(item, self.line.member(item)) for item in page.items],
            "chosen": {int(pk) for pk in chosen if pk.isdigit()},
            "form": self.form,
            "may_group": policy.check(self.user, "conclusions.group", self.group),
        }
