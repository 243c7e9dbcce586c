from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from consultations.conclusions.models import Format
from consultations.reader import selectors
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
    return render(request, "consultations/reader/document.html", {"consultation": found, **page})


@public
def document_file(
    request: HttpRequest, year: int, slug: str, name: str, fmt: str, revision: int | None = None
) -> FileResponse:
    """A file of a signed document, as it was issued."""
    signed = selectors.signed_document(find(year, slug), name, revision)
    if fmt not in Format.values or signed is None:
        raise Http404
    file = get_object_or_404(signed.files.all(), format=fmt)
    file.document = signed
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.download_name)
