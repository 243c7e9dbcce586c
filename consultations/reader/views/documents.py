from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from consultations.conclusions import selectors as conclusions
from consultations.conclusions import tasks
from consultations.conclusions.models import PAGE, Format, SignedDocument
from consultations.conclusions.models.signed import DocumentFile
from consultations.conclusions.pages.remaking import may_remake
from consultations.reader import selectors
from consultations.reader.selectors.documents import TITLES, Wanted
from consultations.reader.views.consultations import find
from core.accounts.permissions import public


@public
def document(
    request: HttpRequest, year: int, slug: str, name: str, revision: int | None = None
) -> HttpResponse:
    """The signed summary or conclusion (`name`): the newest revision, or the one named. A large one
    is read by pages (`?page=`); `?row=` leads to a row of any."""
    found = find(year, slug)
    signed = selectors.signed_document(found, name, revision)
    if signed is None:
        raise Http404(slug)
    wanted = Wanted.asked(request.GET)
    reading = conclusions.Reading(signed)
    place = selectors.row_address(reading, wanted) if wanted.row else ""
    if place:
        return redirect(f"{request.path}{place}")
    page = reading.page(wanted.page)
    if reading.is_lost:
        tasks.order_lost(document=signed, fmt=PAGE, now=timezone.now())
    shown = selectors.document_page(found, signed, page, wanted)
    context = {"consultation": found, "may_remake": may_remake(request.user, shown), **shown}
    template = "consultations/reader/document.html"
    if page is None:
        return _not_yet(render(request, template, context, status=503))
    return render(request, template, context, status=404 if shown["missing_row"] else 200)


@public
def document_file(
    request: HttpRequest, year: int, slug: str, name: str, fmt: str, revision: int | None = None
) -> HttpResponseBase:
    """A file of a signed document, as it was issued; while it is made anew, a page that says so.
    One that the storage has lost is ordered again."""
    found = find(year, slug)
    signed = selectors.signed_document(found, name, revision)
    if fmt not in Format.values or signed is None:
        raise Http404
    file = conclusions.current_file(signed, fmt)
    stream = _opened(signed, file) if file is not None else None
    if file is None or stream is None:
        context = {"consultation": found, "title": TITLES[name]}
        part = conclusions.files_part(signed)
        page = {**context, **part, "may_remake": may_remake(request.user, part)}
        template = "consultations/reader/document_waits.html"
        return _not_yet(render(request, template, page, status=503))
    file.document = signed
    return FileResponse(stream, as_attachment=True, filename=file.download_name)


@public
def document_files(
    request: HttpRequest, year: int, slug: str, name: str, revision: int
) -> HttpResponse:
    """How far the files are: a fragment that the page asks for while they are made. `ready`: how
    many the page shows; only a new number is said aloud."""
    signed = selectors.signed_document(find(year, slug), name, revision)
    if signed is None:
        raise Http404
    part = conclusions.files_part(signed)
    is_news = request.GET.get("ready") != str(part["ready"])
    template = "consultations/conclusions/_files_state.html"
    context = {
        **part,
        "is_news": is_news,
        "waits": "waits" in request.GET,
        "may_remake": may_remake(request.user, part),
    }
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


@public
def document_changes(
    request: HttpRequest, year: int, slug: str, name: str, revision: int
) -> HttpResponse:
    """What a revision of a signed document says otherwise than the one before it."""
    found = find(year, slug)
    page = selectors.changes_page(found, name, revision, request.GET.get("page"))
    if page is None:
        raise Http404
    context = {"consultation": found, "name": name, "title": TITLES[name], **page}
    return render(request, "consultations/reader/document_changes.html", context)


def _opened(signed: SignedDocument, file: DocumentFile) -> Any:
    """The stream of a file; None if the storage has lost it."""
    try:
        return file.file.open("rb")
    except OSError:
        tasks.order_lost(document=signed, fmt=file.format, now=timezone.now())
        return None


def _not_yet(response: HttpResponse) -> HttpResponse:
    """Of what is being made: when to come again."""
    response["Retry-After"] = "60"
    return response
