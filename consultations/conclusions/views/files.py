"""Answers in files: handed out to be filled in, read back, looked at and saved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from consultations.conclusions import services
from consultations.conclusions.errors import ConclusionsError
from consultations.conclusions.forms.files import AnswersFileForm, SheetFilterForm
from consultations.conclusions.messages import problem_message
from consultations.conclusions.models import AnswerImport
from consultations.conclusions.pages import files as pages
from consultations.conclusions.selectors import desk
from consultations.conclusions.selectors.imports import report_counts
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from core.uploads.intake import CONTENT_TYPES
from core.web.ratelimits import rate_limited
from drafts.permissions import acting_user

METHODS = ["GET", "HEAD", "POST"]


@requires("conclusions.read")
@require_safe
def answer_files(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be downloaded to be filled in, and what was sent back."""
    consultation = _find(request, pk, "conclusions.read")
    context = pages.files_context(consultation, request.user)
    return render(request, "consultations/conclusions/answer_files.html", context)


@requires("conclusions.read")
@require_safe
def answers_file(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The proposals with room for answers, as XLSX or DOCX."""
    consultation = _find(request, pk, "conclusions.read")
    if fmt not in pages.WRITERS:
        raise Http404
    provisions = desk.provisions_with_groups(consultation)
    form = SheetFilterForm(request.GET, provisions=provisions)
    content = pages.answers_file(consultation, fmt, form.wanted(acting_user(request)))
    return _download(content, f"answers-{consultation.slug}.{fmt}", CONTENT_TYPES[fmt])


@requires("conclusions.answer")
@rate_limited("answers-file", rate="60/h")
@require_http_methods(METHODS)
def import_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads a filled-in file; no answer is written yet."""
    consultation = _find(request, pk, "conclusions.answer")
    is_sent = request.method == "POST"
    form = AnswersFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        report = _kept(request, consultation, form)
        if report is not None:
            return redirect("conclusions:import_report", pk=report.pk)
    context = {"form": form, "consultation": consultation, "bill": consultation.version.bill}
    status = 422 if form.errors else 200
    template = "consultations/conclusions/answer_import_new.html"
    return render(request, template, context, status=status)


@requires("conclusions.answer")
@require_http_methods(METHODS)
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Row by row what was understood; a yes saves the good rows as drafts."""
    report = _report(request, pk)
    if request.method == "POST" and _applied(request, report):
        return redirect("conclusions:import_report", pk=pk)
    context = pages.report_context(report, request.GET, request.user)
    status = 422 if request.method == "POST" else 200
    template = "consultations/conclusions/answer_import.html"
    return render(request, template, context, status=status)


@requires("conclusions.answer")
@require_safe
def import_report_file(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The report as CSV, or its faulty rows as XLSX to be mended."""
    report = _report(request, pk)
    if fmt == "csv":
        return _download(pages.report_csv(report), f"report-{pk}.csv", "text/csv; charset=utf-8")
    if fmt != "xlsx":
        raise Http404
    return _download(pages.faulty_xlsx(report), f"faulty-{pk}.xlsx", CONTENT_TYPES["xlsx"])


def _find(request: HttpRequest, pk: int, action: str) -> Consultation:
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, action, consultation.as_responder)
    return consultation


def _report(request: HttpRequest, pk: int) -> AnswerImport:
    found = AnswerImport.objects.select_related(
        "consultation__version__bill", "consultation__responder", "uploaded_by", "applied_by"
    )
    report: AnswerImport = get_object_or_404(found, pk=pk)
    policy.require(request.user, "conclusions.answer", report)
    return report


def _kept(
    request: HttpRequest, consultation: Consultation, form: AnswersFileForm
) -> AnswerImport | None:
    file = services.ImportedFile(form.found.name, form.found.kind, form.found.sha256)
    try:
        return services.keep_import(
            actor=acting_user(request),
            consultation=consultation,
            rows=form.reading.rows,
            file=file,
            now=timezone.now(),
        )
    except ConclusionsError as error:
        form.add_error(None, problem_message(error.code))
        return None


def _applied(request: HttpRequest, report: AnswerImport) -> bool:
    try:
        services.apply_import(actor=acting_user(request), report=report, now=timezone.now())
    except ConclusionsError as error:
        messages.error(request, problem_message(error.code))
        return False
    number = report_counts(report).saved
    words = ngettext(
        "%(n)d answer is saved as a draft.", "%(n)d answers are saved as drafts.", number
    )
    messages.success(request, words % {"n": number})
    return True


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    # What is hidden later must not stay in a cache.
    response["Cache-Control"] = "private, no-store"
    return response
