from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from consultations.conclusions import selectors as conclusions
from consultations.conclusions.models import Format
from consultations.conclusions.pages.remaking import may_remake
from consultations.reader import selectors
from consultations.reader.selectors.documents import TITLES
from consultations.reader.views.consultations import find
from core.accounts.permissions import public


@public
def document(
    request: HttpRequest, year: int, slug: str, name: str, revision: int | None = None
) -> HttpResponse:
    """The signed summary or conclusion (`name`): the newest revision, or the one named."""
    found = find(year, slug)
    page = selectors.document_page(found, name, revision)
    if page is None:
        raise Http404(slug)
    context = {"consultation": found, "may_remake": may_remake(request.user, page), **page}
    return render(request, "consultations/reader/document.html", context)


@public
def document_file(
    request: HttpRequest, year: int, slug: str, name: str, fmt: str, revision: int | None = None
) -> HttpResponseBase:
    """A file of a signed document, as it was issued; while it is made anew, a page that says so."""
    found = find(year, slug)
    signed = selectors.signed_document(found, name, revision, whole=False)
    if fmt not in Format.values or signed is None:
        raise Http404
    file = conclusions.current_file(signed, fmt)
    if file is None:
        context = {"consultation": found, "title": TITLES[name]}
        part = conclusions.files_part(signed)
        page = {**context, **part, "may_remake": may_remake(request.user, part)}
        template = "consultations/reader/document_waits.html"
        response = render(request, template, page, status=503)
        response["Retry-After"] = "60"
        return response
    file.document = signed
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.download_name)


@public
def document_files(
    request: HttpRequest, year: int, slug: str, name: str, revision: int
) -> HttpResponse:
    """How far the files are: a fragment that the page asks for while they are made. `ready`: how
    many the page shows; only a new number is said aloud."""
    signed = selectors.signed_document(find(year, slug), name, revision, whole=False)
    if signed is None:
        raise Http404
    part = conclusions.files_part(signed)
    is_news = request.GET.get("ready") != str(part["ready"])
    template = "consultations/conclusions/_files_state.html"
    context = {**part, "is_news": is_news, "may_remake": may_remake(request.user, part)}
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
