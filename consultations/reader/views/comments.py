from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.process.models import Consultation
from consultations.reader import selectors
from consultations.reader.printing import kept_list
from consultations.reader.views.consultations import find
from core.accounts.permissions import policy, public


@public
def comment_list(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Proposals, narrowed and ordered by the address."""
    # Without the parties, which are not named here: half of the time of a kept page was theirs.
    consultations, now = Consultation.objects.with_bill(), timezone.now()
    consultation = get_object_or_404(consultations, year=year, slug=slug)

    def make() -> str:
        page = selectors.comments_page(consultation, request.GET, now=now)
        context = {"consultation": consultation, **page}
        return render_to_string("consultations/reader/_comments.html", context, request)

    body = kept_list(consultation, request.GET.urlencode(), make, now)
    shown = {"consultation": consultation, "body": body}
    return render(request, "consultations/reader/comments.html", shown)


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


@public
def argument(request: HttpRequest, year: int, slug: str, pk: int) -> HttpResponse:
    """Like proposals that are answered once; a group that was put into another one leads there."""
    consultation = find(year, slug)
    group = selectors.argument(consultation, pk)
    if group is not None and group.merged_into_id is not None:
        return redirect("reader:argument", year, slug, group.merged_into_id)
    if group is None or not group.size:
        raise Http404
    context = selectors.argument_page(group, cursor=request.GET.get("cursor"))
    return render(
        request, "consultations/reader/argument.html", {"consultation": consultation, **context}
    )
