"""Public pages: observations, the closing document and its files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe

from consultations.control import selectors
from consultations.control.exports import build_document
from consultations.control.models import ClosingFile, ObservationFile
from consultations.process.models import CONTROL_FORMS, Consultation
from core.accounts.permissions import public
from core.documents.html import render_fragment
from core.uploads.intake import CONTENT_TYPES


def find(year: int, slug: str) -> Consultation:
    """The monitoring or the inspection of an address with its parties; raises Http404."""
    rows = Consultation.objects.with_parties().filter(form__in=CONTROL_FORMS)
    return get_object_or_404(rows, year=year, slug=slug)


@public
def observations(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """What was seen, by day; with the rights and duties of inspectors."""
    consultation = find(year, slug)
    rights, duties = selectors.rights_and_duties(timezone.localdate())
    context = {
        "consultation": consultation,
        "work": selectors.work_on(consultation),
        "rights": rights,
        "duties": duties,
    }
    return render(request, "consultations/control/observations.html", context)


@public
def closing(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The closing document in force, or an earlier edition (?edition=)."""
    consultation = find(year, slug)
    work = selectors.work_on(consultation)
    wanted = request.GET.get("edition", "")
    shown = next((each for each in work.editions if str(each.edition) == wanted), work.signed)
    if shown is None:
        raise Http404(slug)
    # The renderer escapes every text itself.
    html = mark_safe(render_fragment(build_document(shown)))  # noqa: S308
    later = [each for each in work.objections if each.entered_at > shown.signed_at]
    context = {
        "consultation": consultation,
        "work": work,
        "document": shown,
        "files": [file.as_download() for file in shown.files.all()],
        "later_objections": later,
        "html": html,
    }
    return render(request, "consultations/control/closing.html", context)


@public
def closing_file(
    request: HttpRequest, year: int, slug: str, edition: int, fmt: str
) -> FileResponse:
    """A closing document as it was issued."""
    rows = ClosingFile.objects.select_related("document__consultation")
    place = {"document__consultation__year": year, "document__consultation__slug": slug}
    file = get_object_or_404(rows, document__edition=edition, format=fmt, **place)
    name = f"{year}-{slug}-closing-{edition}.{file.format}"
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=name)


@public
def observation_file(request: HttpRequest, year: int, slug: str, pk: int) -> FileResponse:
    """A file beside an observation that has not been withdrawn."""
    place = {"observation__consultation__year": year, "observation__consultation__slug": slug}
    rows = ObservationFile.objects.filter(observation__withdrawn_at=None, **place)
    file = get_object_or_404(rows, pk=pk)
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(pk) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=CONTENT_TYPES.get(file.kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    # What is withdrawn later must not stay in a cache.
    response["Cache-Control"] = "private, no-store"
    return response
