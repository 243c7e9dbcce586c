"""A person in a room: everything that each page of it needs first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.expertise.models import Opinion
from consultations.process.models import Referral
from consultations.room.errors import RoomProblem
from consultations.room.messages import SEATS, problem_message
from consultations.room.selectors.rooms import RoomState, live_room, opinion_in, state_of
from consultations.room.selectors.seats import Seat, has_sat, reports, seat_of, seats_in
from consultations.room.services.common import CLOSED_BY
from core.accounts.models import User
from core.accounts.permissions import policy
from drafts.models import Provision


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of components/tabs.html."""

    label: Promise
    url: str
    current: bool


_TABS = (
    ("text", "room:text", _("Text and remarks")),
    ("people", "room:people", _("Participants and declarations")),
    ("discussion", "room:discussion", _("Discussion")),
    ("assembly", "room:assembly", _("Opinion")),
)

# Fields whose words are given back to somebody who is refused.
_TEXTS = ("text", "proposed_text", "norm", "reason")


class Visit:
    """A person with a seat in the room of a referral, now."""

    def __init__(self, user: User, referral: Referral, seat: Seat) -> None:
        self.user = user
        self.referral = referral
        self.seat = seat

    @cached_property
    def opinion(self) -> Opinion | None:
        return opinion_in(self.referral)

    @cached_property
    def state(self) -> RoomState:
        return state_of(self.referral, self.opinion)

    @property
    def is_open(self) -> bool:
        return self.state is RoomState.OPEN

    @property
    def may_author(self) -> bool:
        return self.is_open and self.seat.may_author

    @property
    def may_speak(self) -> bool:
        return self.is_open and self.seat.has_declared

    @property
    def may_enter_for(self) -> bool:
        """Whether this is the secretary, who writes down what others have told."""
        return self.may_speak and policy.check(self.user, "room.enter_for", self.referral)

    @property
    def may_write(self) -> bool:
        """Own words or those of others."""
        return self.may_author or self.may_enter_for

    @property
    def may_lead(self) -> bool:
        return self.may_speak and policy.check(self.user, "room.lead", self.referral)

    @cached_property
    def may_prepare(self) -> bool:
        if not self.may_author:
            return False
        return self.seat.leads or reports(self.user, self.referral)

    @cached_property
    def seats(self) -> dict[int, Seat]:
        return seats_in(self.referral)

    @property
    def others(self) -> list[Seat]:
        """For whom the secretary may write: everybody else."""
        return [seat for seat in self.seats.values() if seat.user_id != self.user.pk]

    def provision(self, pk: int | None) -> Provision | None:
        """A unit of the text of this room; None if there is none such."""
        units = Provision.objects.filter(version_id=self.referral.consultation.version_id)
        return units.filter(pk=pk).first() if pk else None

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"room:{name}", args=[self.referral.pk, *args])

    def context(self, tab: str = "") -> dict[str, Any]:
        """What templates/consultations/room/base_room.html needs."""
        consultation = self.referral.consultation
        return {
            "visit": self,
            "referral": self.referral,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "seat": self.seat,
            "seat_words": SEATS[self.seat.kind],
            "opinion": self.opinion,
            "tabs": [Tab(label, self.address(name[5:]), key == tab) for key, name, label in _TABS],
            "notice": self._notice(),
        }

    def _notice(self) -> str:
        if self.state is not RoomState.OPEN:
            return problem_message(CLOSED_BY[self.state])
        return problem_message(RoomProblem.CONFLICT) if self.seat.has_conflict else ""


RoomView = Callable[..., HttpResponse]


def in_room(view: RoomView | None = None, *, declaring: bool = False) -> Any:
    """Gives a view the Visit instead of the referral's key. Whoever has no seat is refused, with a
    word on what to do if they had one; whoever has not declared goes to declare first.

    A room in which nothing is written any more is read by all who sit in it, declared or not: after
    the adoption the opinion is public. Only the closed room of a council that was asked anew is for
    those who have declared in the new one: what is said there still bears on the opinion.
    """

    def decorate(inner: RoomView) -> RoomView:
        @wraps(inner)
        def entered(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            referral = get_object_or_404(
                Referral.objects.select_related("council", "consultation__version__bill"), pk=pk
            )
            seat = seat_of(request.user, referral)
            if seat is None:
                return _refused(request, referral)
            visit = Visit(cast(User, request.user), referral, seat)
            where = None if declaring else _to_declare(visit)
            if where is not None:
                return redirect("room:declare", pk=where)
            return inner(request, visit, **kwargs)

        return entered

    return decorate if view is None else decorate(view)


def _to_declare(visit: Visit) -> int | None:
    """The room in which this person has to declare before reading this one; None: in none."""
    if visit.seat.has_declared:
        return None
    if visit.state is not RoomState.CLOSED:
        return visit.referral.pk if visit.is_open else None
    live = live_room(visit.referral)
    if live is None or state_of(live, visit.opinion) is not RoomState.OPEN:
        return None
    seat = seat_of(visit.user, live)
    return live.pk if seat is not None and not seat.has_declared else None


def _refused(request: HttpRequest, referral: Referral) -> HttpResponse:
    if not has_sat(request.user, referral):
        raise PermissionDenied("room.enter")
    typed = [request.POST[name] for name in _TEXTS if request.POST.get(name)]
    reason = problem_message(RoomProblem.TERM_ENDED)
    context = {"referral": referral, "reason": reason, "typed": typed}
    return render(request, "consultations/room/refused.html", context, status=403)
