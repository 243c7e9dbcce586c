"""The list of answers: with filters, or in full where there is little."""

from dataclasses import asdict
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.forms import AnswersFilter, AssignForm
from consultations.conclusions.forms.answer_list import STATES
from consultations.conclusions.pages.route import Route
from consultations.conclusions.presenters.answer_list import WorkLine, work_rows
from consultations.conclusions.presenters.substance import substance_words
from consultations.conclusions.selectors import answer_list, desk, substance_of
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import policy

PER_PAGE: Final = 30


class ListPage:
    """What fits the filters of `query`, a page at a time."""

    template = "consultations/conclusions/answers.html"

    def __init__(self, request: HttpRequest, consultation: Consultation, query: QueryDict) -> None:
        self.user = request.user
        self.consultation = consultation
        self.query = query

    @cached_property
    def people(self) -> list[User]:
        """The committee's staff, the reader first."""
        found = answer_list.staff(self.consultation, timezone.localdate())
        return sorted(found, key=lambda person: person != self.user)

    @cached_property
    def form(self) -> AnswersFilter:
        provisions = desk.provisions_with_groups(self.consultation)
        return AnswersFilter(self.query or None, provisions=provisions, people=self.people)

    @cached_property
    def wanted(self) -> answer_list.Wanted:
        is_sound = self.form.is_bound and self.form.is_valid()
        return answer_list.Wanted(**self.form.cleaned_data) if is_sound else answer_list.Wanted()

    @property
    def address(self) -> str:
        """This page with its filters, at the place where the reader is."""
        here = reverse("conclusions:answers", args=[self.consultation.pk])
        return f"{here}?{self.query.urlencode()}" if self.query else here

    def matching_ids(self) -> list[int]:
        """Everything that fits the filters, on whatever page."""
        found = answer_list.matching(self.consultation, self.wanted)
        return list(found.values_list("pk", flat=True))

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/answers.html."""
        consultation, wanted = self.consultation, self.wanted
        page = answer_list.groups_page(
            consultation, wanted, cursor=self.query.get("cursor"), per_page=PER_PAGE
        )
        counts = answer_list.state_counts(consultation)
        may_assign = policy.check(self.user, "conclusions.assign", consultation.as_responder)
        is_shared = may_assign and len(self.people) > 1
        return {
            "page": page,
            "way": Route({name: value for name, value in asdict(wanted).items() if value}).query,
            "lines": [WorkLine(group) for group in page.items],
            "form": self.form,
            "tabs": self._tabs(counts),
            "is_filtered": wanted != answer_list.Wanted(),
            "is_shared": is_shared,
            "assign_form": AssignForm(people=self.people) if is_shared else None,
            "found": self._found(counts) if is_shared else 0,
            "query": self.query.urlencode(),
            "work": work_rows(answer_list.work_by_person(consultation, self.people))
            if len(self.people) > 1
            else [],
            **desk_head(self.user, consultation, counts),
        }

    def _found(self, counts: dict[str, int]) -> int:
        """How many groups fit; no query where the numbers by state say it already."""
        wanted = self.wanted
        if wanted == answer_list.Wanted(state=wanted.state):
            return counts[wanted.state]
        return answer_list.matching(self.consultation, wanted).count()

    def _tabs(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """The states with their numbers; the other filters stay."""
        tabs = []
        for state, label in STATES:
            query = self.query.copy()
            query.pop("cursor", None)
            query["state"] = state
            tabs.append(
                {
                    "label": label,
                    "url": f"?{query.urlencode()}",
                    "current": state == self.wanted.state,
                    "count": counts[state],
                }
            )
        return tabs


def desk_head(user: Any, consultation: Consultation, counts: dict[str, int]) -> dict[str, Any]:
    """What stands at the top of both forms of the list."""
    responder = consultation.as_responder
    return {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "phase": consultation.phase,
        "progress": desk.progress(consultation),
        "substance": substance_words(substance_of([consultation])[consultation.pk]),
        "drafted": counts["draft"],
        "agreed": counts["agreed"],
        "may_agree": policy.check(user, "conclusions.agree", responder),
        "may_publish": policy.check(user, "conclusions.publish", responder),
    }
