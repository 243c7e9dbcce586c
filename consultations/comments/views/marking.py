"""One tap at a provision: «I support it», «I do not»."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.comments import services
from consultations.comments.errors import CommentError
from consultations.comments.messages import problem_message
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import public
from core.accounts.selectors import email_hash
from core.web.ratelimits import rate_limited
from drafts.models import Provision
from drafts.selectors import published_provision

_COOKIE: Final = "veche_marks"
_SALT: Final = "consultations.comments.marks"
_YEAR: Final = 365 * 24 * 60 * 60


def marking_person(request: HttpRequest) -> str:
    """Whose marks these are: of an account, or of a browser that has marked something; else ""."""
    if isinstance(request.user, User):
        return email_hash(request.user.email)
    return str(request.get_signed_cookie(_COOKIE, default="", salt=_SALT))


@public
@require_POST
@rate_limited("mark")
def mark(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """`mark` is `<eid>:<stance>`; the same once more takes it back. A browser gets a name of its
    own, which says nothing about the person."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), year=year, slug=slug)
    eid, _colon, stance = request.POST.get("mark", "").rpartition(":")
    provision = published_provision(consultation.version, eid) if eid.isprintable() else None
    if provision is None:
        raise Http404(eid)
    person = marking_person(request) or services.new_browser_key()
    try:
        mine = services.mark_provision(
            consultation=consultation,
            provision=provision,
            person=person,
            stance=stance,
            now=timezone.now(),
        )
    except CommentError as error:
        messages.error(request, problem_message(error))
        return redirect(provision)
    return _remember(request, _answer(request, provision, mine), person)


def _answer(request: HttpRequest, provision: Provision, mine: str) -> HttpResponse:
    """The two buttons again; without scripts, the place where they stand."""
    if request.htmx:  # type: ignore[attr-defined]
        context = {"eid": provision.eid, "mine": mine}
        return render(request, "consultations/comments/_marks.html", context)
    messages.success(request, _("Your mark is noted.") if mine else _("Your mark is taken back."))
    return redirect(provision)


def _remember(request: HttpRequest, response: HttpResponse, person: str) -> HttpResponse:
    if not isinstance(request.user, User):
        response.set_signed_cookie(
            _COOKIE,
            person,
            salt=_SALT,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
