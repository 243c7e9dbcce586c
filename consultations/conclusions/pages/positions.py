"""The pages of the sponsor: the bills, the groups of one event, and the position on one group."""

from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import PositionForm
from consultations.conclusions.models import ArgumentGroup, SponsorPosition
from consultations.conclusions.permissions import as_sponsor
from consultations.conclusions.presenters import GroupLine, WordingLine, count_rows
from consultations.conclusions.selectors import grouping, positions
from consultations.process.models import Consultation
from core.accounts.permissions import policy
from core.accounts.policy import places
from core.web.access import Role
from core.web.paging import keyset_page

PER_PAGE: Final = 30


def introduced_context(user: Any, *, cursor: str | None) -> dict[str, Any]:
    """For consultations/conclusions/introduced.html; two queries and the person's places."""
    bodies = [body for role, body in places(user) if role == Role.SPONSOR]
    found = positions.introduced_by(bodies)
    page = keyset_page(found, order=("-opens_at", "-pk"), cursor=cursor, per_page=PER_PAGE)
    counted = positions.position_numbers([one.pk for one in page.items])
    return {"page": page, "lines": [(one, counted[one.pk]) for one in page.items]}


def positions_context(
    consultation: Consultation, *, state: str, cursor: str | None
) -> dict[str, Any]:
    """For consultations/conclusions/positions.html; a constant number of queries."""
    counted = positions.position_numbers([consultation.pk])[consultation.pk]
    page = positions.positions_page(consultation, state=state, cursor=cursor, per_page=PER_PAGE)
    given = positions.sponsor_positions([group.pk for group in page.items])
    tabs = [
        {"label": _("Without your position"), "url": "?", "current": state not in ("given", "all"),
         "count": counted.waiting},
        {"label": _("With your position"), "url": "?state=given", "current": state == "given",
         "count": counted.given},
        {"label": _("All of them"), "url": "?state=all", "current": state == "all",
         "count": counted.total},
    ]  # fmt: skip
    return {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "page": page,
        "lines": [(GroupLine(group), given.get(group.pk)) for group in page.items],
        "numbers": counted,
        "tabs": tabs,
        "state": state,
    }


class PositionPage:
    """One group with the form of the sponsor's position."""

    def __init__(self, request: HttpRequest, group: ArgumentGroup) -> None:
        self.user = request.user
        self.group = group
        self.line = GroupLine(group)
        self.current = positions.sponsor_positions([group.pk]).get(group.pk)
        self.stale: SponsorPosition | None = None
        data = request.POST if request.method == "POST" else None
        self.form = PositionForm(data, initial=PositionForm.initial_of(self.current))
        self.status = 422 if request.method == "POST" else 200

    def show_stale(self, current: SponsorPosition | None) -> None:
        """Keeps what was typed and shows the colleague's position above it."""
        self.stale = current
        self.form.rebase(current.revision if current else 0)
        self.status = 409

    @cached_property
    def wordings(self) -> list[WordingLine]:
        found = grouping.wordings(self.group)
        load_files([one.item.comment for one in found if one.item.comment is not None])
        return [WordingLine(self.line.member(one.item), one.count) for one in found]

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/position.html."""
        consultation = self.group.consultation
        counts = grouping.counts_of(self.group)
        history = self.group.sponsor_positions.filter(is_current=False).select_related("body")
        return {
            "group": self.group,
            "line": self.line,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "wordings": self.wordings,
            "counts": counts,
            "count_rows": count_rows(counts),
            "position": self.stale or self.current,
            "is_stale": self.stale is not None,
            "history": list(history.order_by("-revision")),
            "form": self.form,
            "may_speak": policy.check(self.user, "sponsor.speak", as_sponsor(consultation)),
            "following": positions.next_without_position(self.group),
        }
