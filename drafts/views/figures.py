"""Pictures of a text."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.accounts.permissions import policy, requires
from drafts.models import BillVersion, VersionFigure

# Nothing in such a file may act, should a browser open it by itself.
_CSP: Final = "default-src 'none'; sandbox"


@requires("drafts.work")
@require_safe
def figure(request: HttpRequest, slug: str, number: int, name: str) -> FileResponse:
    """A picture of any version, for the staff of the committee."""
    versions = BillVersion.objects.select_related("bill__committee")
    version = get_object_or_404(versions, bill__slug=slug, number=number)
    policy.require(request.user, "drafts.work", version)
    return picture(version, name)


def picture(version: BillVersion, name: str) -> FileResponse:
    """The picture with this name as a response. Raises Http404 if there is none."""
    found = get_object_or_404(VersionFigure, version=version, name=name)
    try:
        response = FileResponse(found.file.open("rb"), content_type=found.media_type, filename=name)
    except FileNotFoundError as error:
        raise Http404(name) from error
    response["Content-Security-Policy"] = _CSP
    return response
