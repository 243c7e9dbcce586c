"""The signature, files and corrections of an opinion, and the draft as a file."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.expertise import services
from consultations.expertise.errors import ExpertiseError
from consultations.expertise.exports.files import FORMATS, file_response, opinion_response
from consultations.expertise.messages import problem_message
from consultations.expertise.models import OpinionFile
from consultations.expertise.pages import OpinionPage
from consultations.expertise.views.finding import declared, find
from consultations.expertise.views.saving import refuse, show
from consultations.process.models import Referral
from core.accounts.permissions import requires


@requires("expertise.sign")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Records who signed the adopted opinion, also while a correction of it is drafted."""
    page = OpinionPage(request, find(request, pk, "expertise.sign"))
    page.active = "sign"
    form, opinion = page.sign_form, page.in_force or page.opinion
    if opinion is None or not form.is_valid():
        page.status = 422
        return show(request, page)
    cleaned = form.cleaned_data
    try:
        services.sign_off(
            actor=request.user,
            opinion=opinion,
            signatory_id=cleaned["signatory"],
            signed_on=cleaned["signed_on"],
            now=timezone.now(),
        )
    except ExpertiseError as error:
        refuse(form, error, page)
        return show(request, page)
    messages.success(request, _("The signature is recorded."))
    return redirect("expertise:opinion", pk=pk)


@requires("expertise.sign")
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attaches a scan or annexes to the opinion in force, or to a draft."""
    page = OpinionPage(request, find(request, pk, "expertise.sign"))
    page.active = "files"
    form, opinion = page.files_form, page.filed_with
    if opinion is None or not form.is_valid():
        page.status = 422
        return show(request, page)
    cleaned = form.cleaned_data
    try:
        for file in cleaned["files"]:
            services.attach_file(
                actor=request.user,
                opinion=opinion,
                file=file,
                role=cleaned["role"],
                title=cleaned["title"],
                now=timezone.now(),
            )
    except ExpertiseError as error:
        refuse(form, error, page)
        return show(request, page)
    messages.success(request, _("The files are attached."))
    return redirect("expertise:opinion", pk=pk)


@requires("expertise.write")
@require_POST
def remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Takes a file away from the draft."""
    page = OpinionPage(request, find(request, pk, "expertise.write"))
    if page.opinion is None:
        raise Http404(file)
    try:
        services.remove_file(actor=request.user, opinion=page.opinion, file_id=file)
    except ExpertiseError as error:
        messages.error(request, problem_message(error.code))
    else:
        messages.success(request, _("The file is removed."))
    return redirect("expertise:opinion", pk=pk)


@requires("expertise.read")
@require_safe
@declared
def download(request: HttpRequest, referral: Referral, file: int) -> FileResponse:
    """A file of the council's opinion, public or not yet."""
    found = get_object_or_404(
        OpinionFile,
        pk=file,
        opinion__consultation=referral.consultation_id,
        opinion__council=referral.council_id,
    )
    return file_response(found)


@requires("expertise.write")
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a correction of the adopted opinion."""
    page = OpinionPage(request, find(request, pk, "expertise.write"))
    page.active = "correct"
    form = page.correct_form
    if page.opinion is None or not form.is_valid():
        page.status = 422
        return show(request, page)
    try:
        services.supersede_opinion(
            actor=request.user,
            opinion=page.opinion,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except ExpertiseError as error:
        refuse(form, error, page)
        return show(request, page)
    messages.success(request, _("The draft of the correction is made from the adopted opinion."))
    return redirect("expertise:opinion", pk=pk)


@requires("expertise.read")
@require_safe
@declared
def export(request: HttpRequest, referral: Referral, fmt: str) -> HttpResponse:
    """The draft or the opinion as a DOCX or PDF document."""
    page = OpinionPage(request, referral)
    if page.opinion is None or fmt not in FORMATS:
        raise Http404(fmt)
    return opinion_response(page.opinion, fmt)
