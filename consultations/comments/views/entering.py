"""The desk of the organiser for what came on paper or was said at a hearing."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.forms import EntryForm
from consultations.comments.messages import PROBLEM_FIELDS, hold_words, problem_message
from consultations.comments.models import ProvisionComment
from consultations.comments.permissions import entered_by
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from core.accounts.selectors import current_consents, masked_email
from core.accounts.services import ConsentMissing, NoConsentText
from core.web.paging import keyset_page
from drafts.permissions import acting_user
from drafts.selectors import provision_by_eid

PER_PAGE: Final = 30


def _consultation(request: HttpRequest, pk: int) -> Consultation:
    """Raises Http404, or PermissionDenied unless the own body is the organiser."""
    found = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "comments.enter", entered_by(found))
    return found


@requires("comments.enter")
@require_safe
def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """What was entered in this consultation, the newest first."""
    consultation = _consultation(request, pk)
    page = keyset_page(
        selectors.entered_comments(consultation),
        order=selectors.ENTERED_ORDER,
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    selectors.load_files(page.items)
    context = {
        "consultation": consultation,
        "page": page,
        "may_enter": policy.check(request.user, "comments.enter", consultation.as_organiser),
    }
    return render(request, "consultations/comments/entries.html", context)


@requires("comments.enter")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one proposal; ?channel= and ?received_on= fill it for the next of a pile."""
    consultation = _consultation(request, pk)
    policy.require(request.user, "comments.enter", consultation.as_organiser)
    form = _form(request, consultation)
    is_double = False
    if request.method == "POST" and form.is_valid():
        entered, is_double = _entered(request, form, consultation)
        if entered is not None:
            return redirect("comments:entry", pk=pk, comment=entered.pk)
    context = {
        "consultation": consultation,
        "form": form,
        "is_double": is_double,
        "consents": current_consents(timezone.localdate()),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/entry_new.html", context, status=status)


def _form(request: HttpRequest, consultation: Consultation) -> EntryForm:
    context: dict[str, Any] = {
        "consultation": consultation,
        "units": selectors.units_to_choose(consultation.version),
    }
    if request.method == "POST":
        return EntryForm(request.POST, request.FILES, **context)
    asked = {name: request.GET.get(name, "") for name in ("channel", "received_on", "provision")}
    return EntryForm(initial={name: value for name, value in asked.items() if value}, **context)


def _entered(
    request: HttpRequest, form: EntryForm, consultation: Consultation
) -> tuple[ProvisionComment | None, bool]:
    """The comment, or None with the reason in the form; and whether it looks like one that was
    entered before."""
    data = form.cleaned_data
    try:
        comment = services.enter_proposal(
            actor=acting_user(request),
            consultation=consultation,
            provision=provision_by_eid(consultation.version, data["provision"]),
            text=form.text(),
            author=form.author(),
            receipt=form.receipt(is_another="enter_anyway" in request.POST),
            now=timezone.now(),
        )
    except CommentError as error:
        form.add_error(PROBLEM_FIELDS.get(error.code), problem_message(error))
        return None, error.code is CommentProblem.ENTERED_ALREADY
    except ConsentMissing as error:
        form.add_error(f"consent_{error.kind}", _("This consent is needed."))
    except NoConsentText:
        form.add_error(None, _("The text of a consent that the law asks for is not published."))
    else:
        return comment, False
    return None, False


@requires("comments.enter")
@require_safe
def entry(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """The receipt to hand over, and on to the next one."""
    consultation = _consultation(request, pk)
    entered = selectors.entered_comments(consultation)
    found = get_object_or_404(entered, pk=comment)
    context: dict[str, Any] = {
        "consultation": consultation,
        "comment": found,
        "files": selectors.files_of(found),
        "reasons": hold_words(selectors.held_for(found)),
        "masked": masked_email(found.contact.email) if found.contact.email else "",
        "may_enter": policy.check(request.user, "comments.enter", consultation.as_organiser),
        "next_query": urlencode({"channel": found.channel, "received_on": found.received}),
    }
    return render(request, "consultations/comments/entry.html", context)
