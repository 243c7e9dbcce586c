"""The signed sheets of public minutes."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from consultations.hearings.models import HearingMinutes
from core.accounts.permissions import public
from core.uploads.intake import CONTENT_TYPES


@public
def file(request: HttpRequest, year: int, slug: str, edition: int) -> FileResponse:
    """The uploaded sheets of signed minutes, also of superseded ones."""
    rows = HearingMinutes.objects.public().exclude(file="")
    place = {"consultation__year": year, "consultation__slug": slug, "edition": edition}
    found = get_object_or_404(rows, **place)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(edition) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.file_name,
        content_type=CONTENT_TYPES.get(found.file_kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
