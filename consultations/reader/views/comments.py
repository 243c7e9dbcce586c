from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.reader import selectors
from consultations.reader.views.consultations import find
from core.accounts.permissions import policy, public


@public
def comment_list(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    consultation = find(year, slug)
    context = selectors.comments_page(consultation, request.GET, now=timezone.now())
    return render(
        request, "consultations/reader/comments.html", {"consultation": consultation, **context}
    )


@public
def comment(request: HttpRequest, year: int, slug: str, pk: int) -> HttpResponse:
    consultation = find(year, slug)
    listed = ProvisionComment.objects.listed().with_author()
    found = get_object_or_404(listed, consultation=consultation, pk=pk)
    context = selectors.comment_page(found, now=timezone.now())
    context["may_moderate"] = policy.check(request.user, "comments.moderate", found)
    return render(
        request, "consultations/reader/comment.html", {"consultation": consultation, **context}
    )
