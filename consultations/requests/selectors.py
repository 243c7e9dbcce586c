"""What pages read about requests; a constant number of queries."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from consultations.process.domain.lifecycle import days_late
from consultations.process.models import Consultation
from consultations.requests.domain.decisions import RequestState, request_state
from consultations.requests.messages import STATE_KINDS, STATES
from consultations.requests.models import PublicRequest, RequestStatus, RequestSupport
from core.accounts.models import BodyKind, Council, User
from core.accounts.selectors import email_hash
from core.journal.subjects import SubjectLink
from core.rules import selectors as rules
from core.rules.domain.calendar import ComputedDate
from core.web.paging import Page, keyset_page
from drafts.models import BillVersion

DECISION_TERM = "request.decision"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as a list shows it."""

    request: PublicRequest
    state: RequestState
    words: Promise
    kind: str
    days_late: int


def request_lines(requests: Iterable[PublicRequest], today: dt.date) -> list[RequestLine]:
    """Requests with their state on a day, in the order given; no query."""
    return [request_line(request, today) for request in requests]


def request_line(request: PublicRequest, today: dt.date) -> RequestLine:
    """One received request with its state on a day."""
    due_on = request.due_on or today
    state = request_state(
        status=request.status, disposition=request.disposition, due_on=due_on, today=today
    )
    until = request.decided_on or today
    late = 0 if state is RequestState.HIDDEN else days_late(due_on, until)
    return RequestLine(request, state, STATES[state], STATE_KINDS[state], late)


def chambers() -> QuerySet[Council]:
    """Who takes requests: public chambers of the region, the oldest first."""
    return Council.objects.filter(kind=BodyKind.PUBLIC_CHAMBER).order_by("pk")


def requestable_versions() -> QuerySet[BillVersion]:
    """The newest published version of each bill, by title."""
    newest = (
        BillVersion.objects.published()
        .order_by()
        .values("bill")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    found = BillVersion.objects.published().filter(pk__in=newest)
    return found.select_related("bill").order_by("bill__title", "pk")


def requests_page(
    state: str, *, cursor: str | None, per_page: int, now: dt.datetime
) -> Page[RequestLine]:
    """Received requests, the newest first; `state`: waiting, overdue, decided, or all."""
    today = timezone.localdate(now)
    found = PublicRequest.objects.received()
    if state == "waiting":
        found = found.waiting()
    elif state == "overdue":
        found = found.overdue(today)
    elif state == "decided":
        found = found.decided()
    return _page(found, cursor, per_page, today)


def _page(
    found: QuerySet[PublicRequest], cursor: str | None, per_page: int, today: dt.date
) -> Page[RequestLine]:
    page = keyset_page(
        found.with_parties(), order=("-confirmed_at", "-pk"), cursor=cursor, per_page=per_page
    )
    return Page(request_lines(page.items, today), page.next_cursor, page.prev_cursor)


def overdue_requests(now: dt.datetime, *, at_most: int) -> list[RequestLine]:
    """Requests whose decision is overdue, the oldest term first; one query."""
    today = timezone.localdate(now)
    found = PublicRequest.objects.overdue(today).with_parties().order_by("due_on", "pk")
    return request_lines(found[:at_most], today)


def desk_page(
    bodies: Collection[int], state: str, *, cursor: str | None, per_page: int, now: dt.datetime
) -> Page[RequestLine]:
    """Requests to these chambers; `state`: checking, shown (to decide), decided, hidden, or all."""
    found = PublicRequest.objects.received().filter(chamber__in=bodies)
    if state in RequestStatus.values:
        found = found.filter(status=state)
    return _page(found, cursor, per_page, timezone.localdate(now))


def due_on_desk(bodies: Collection[int], *, now: dt.datetime, at_most: int) -> list[RequestLine]:
    """What waits for these chambers, the nearest term first; one query, none without bodies."""
    if not bodies:
        return []
    waiting = PublicRequest.objects.waiting().filter(chamber__in=bodies)
    found = waiting.with_parties().order_by("due_on", "pk")
    return request_lines(found[:at_most], timezone.localdate(now))


def find_request(pk: int) -> PublicRequest | None:
    """A received request with its parties; one query."""
    return PublicRequest.objects.received().with_parties().filter(pk=pk).first()


def explain_decision_term(request: PublicRequest) -> ComputedDate | None:
    """How the day of the decision was counted; None where the rules have changed since."""
    if request.confirmed_at is None:
        return None
    return rules.explain_day(
        DECISION_TERM, timezone.localdate(request.confirmed_at), request.due_on
    )


def has_joined(user: User, request: PublicRequest) -> bool:
    """Whether this person has joined; one query."""
    person = email_hash(user.email)
    return RequestSupport.objects.filter(request=request, email_hash=person).exists()


def events_for(request: PublicRequest) -> QuerySet[Consultation]:
    """Events that may follow a request: on the same bill, or any for a topic; the newest first."""
    found = Consultation.objects.select_related("version__bill")
    if request.version is not None:
        found = found.filter(version__bill_id=request.version.bill_id)
    return found.order_by("-opens_at", "-pk")


def requests_behind(consultation: Consultation) -> list[PublicRequest]:
    """The requests upon which an event is held, the oldest first; one query."""
    found = PublicRequest.objects.decided().filter(consultation=consultation)
    return list(found.select_related("chamber").order_by("confirmed_at", "pk"))


def journal_subjects(ids: Collection[str]) -> dict[str, SubjectLink]:
    """How entries about requests are shown in the journal; one query."""
    wanted = [int(pk) for pk in ids if pk.isdecimal()]
    found = PublicRequest.objects.received().filter(pk__in=wanted).select_related("version__bill")
    return {str(item.pk): SubjectLink(item.subject, item.get_absolute_url()) for item in found}
