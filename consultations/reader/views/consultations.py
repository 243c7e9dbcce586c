from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations.comments.messages import HOLD_WORDS
from consultations.comments.models import ModerationAction
from consultations.comments.selectors import moderation_numbers
from consultations.conclusions.selectors import substance_of
from consultations.process.models import Consultation
from consultations.reader import schema, selectors
from core.accounts.permissions import public

PER_PAGE = 20


@public
def consultation_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    page = selectors.consultations_page(
        state=state, cursor=request.GET.get("cursor"), per_page=PER_PAGE, now=timezone.now()
    )
    context = {"page": page, "tabs": selectors.state_tabs(state)}
    return render(request, "consultations/reader/consultations.html", context)


def find(year: int, slug: str) -> Consultation:
    """The consultation of an address with all its parties; raises Http404."""
    return get_object_or_404(Consultation.objects.with_parties(), year=year, slug=slug)


@public
def consultation(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    found = find(year, slug)
    overview = selectors.overview(found, now=timezone.now())
    context = {"consultation": found, "schema": schema.event(found), **overview}
    return render(request, "consultations/reader/consultation.html", context)


@public
def participation(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Which councils were asked, what became of it, and who of their members did the work."""
    found = find(year, slug)
    shown = selectors.participation(found, today=timezone.localdate())
    substance = substance_of([found])[found.pk]
    context = {"consultation": found, "substance": substance, **shown}
    return render(request, "consultations/reader/participation.html", context)


@public
def moderation(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """What moderators and the rules have done here, in figures."""
    found = find(year, slug)
    done = moderation_numbers(found)
    context = {
        "consultation": found,
        "done": done,
        "reasons": [(HOLD_WORDS.get(code, code), count) for code, count in done.reasons],
        "decisions": [(ModerationAction(code).label, n) for code, n in done.decisions.items()],
    }
    return render(request, "consultations/reader/moderation.html", context)
