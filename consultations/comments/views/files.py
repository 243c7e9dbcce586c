"""Handing out what came with a proposal."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from consultations.comments import selectors
from consultations.comments.models import Attachment
from consultations.comments.permissions import entered_by
from core.accounts.permissions import policy, public
from core.uploads.intake import CONTENT_TYPES


@public
@require_safe
def download(request: HttpRequest, year: int, slug: str, pk: int, file: int) -> FileResponse:
    """A file of a published proposal; scans and files of others only for those who moderate or
    enter proposals of this consultation."""
    files = Attachment.objects.select_related("comment__consultation")
    place = {"comment__consultation__year": year, "comment__consultation__slug": slug}
    found = get_object_or_404(files, pk=file, comment=pk, **place)
    if not selectors.is_public(found) and not _may_work_with(request, found):
        raise Http404(file)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(file) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=CONTENT_TYPES.get(found.kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    # What is hidden later must not stay in a cache.
    response["Cache-Control"] = "private, no-store"
    return response


def _may_work_with(request: HttpRequest, file: Attachment) -> bool:
    comment = file.comment
    assert comment is not None  # noqa: S101 – found by its comment
    return policy.check(request.user, "comments.moderate", comment) or policy.check(
        request.user, "comments.enter", entered_by(comment.consultation)
    )
