"""Citizens' proposals that the council considers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments.models import ProvisionComment
from consultations.expertise import selectors, services
from consultations.expertise.domain.opinions import ConsideredData
from consultations.expertise.errors import ExpertiseError
from consultations.expertise.forms import ChooseForm, ConsiderForm
from consultations.expertise.pages import OpinionPage
from consultations.expertise.views.finding import declared
from consultations.expertise.views.saving import refuse
from consultations.process.models import Referral
from core.accounts.permissions import policy, requires
from core.web.paging import keyset_page
from drafts.selectors import provision_names

PER_PAGE = 15


@requires("expertise.read")
@require_http_methods(["GET", "HEAD", "POST"])
@declared
def considered(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Published proposals to choose from, narrowed by the address, each with its small form."""
    page = OpinionPage(request, referral)
    form = None
    if request.method == "POST":
        policy.require(request.user, "expertise.write", referral)
        form = ConsiderForm(request.POST)
        if _recorded(request, page, form):
            return redirect(f"{request.get_full_path()}#comment-{_number(form)}")
    return render(
        request, "consultations/expertise/considered.html", _context(request, page, form),
        status=page.status,
    )  # fmt: skip


def _number(form: ConsiderForm) -> str:
    """Of the proposal that the form speaks of, as it came."""
    return str(form.cleaned_data.get("comment", ""))


def _recorded(request: HttpRequest, page: OpinionPage, form: ConsiderForm) -> bool:
    who = {"actor": request.user, "referral": page.referral, "now": timezone.now()}
    is_dropping = "drop" in request.POST
    valid = form.is_valid()
    try:
        if is_dropping and "comment" in form.cleaned_data:
            services.drop_considered(**who, comment_id=form.cleaned_data["comment"])
        elif valid:
            services.consider_comment(**who, data=form.data_of)
        else:
            page.status = 422
            return False
    except ExpertiseError as error:
        refuse(form, error, page)
        return False
    messages.success(request, _("The draft is saved."))
    return True


def _context(request: HttpRequest, page: OpinionPage, sent: ConsiderForm | None) -> dict[str, Any]:
    choices, _words = provision_names(page.referral.consultation.version)
    filters = ChooseForm({"order": "supported"} | request.GET.dict(), provisions=choices)
    filters.is_valid()
    wanted = filters.cleaned_data
    listed = _listed(page, wanted, request.GET.get("cursor"))
    known = {row.comment_id: row for row in page.saved.considered}
    rows = [_row(page, comment, known.get(comment.pk), sent) for comment in listed.items]
    return page.frame() | {
        "filter_form": filters,
        "listed": listed,
        "rows": rows,
        "sent": sent,
        "total": len(known),
    }


def _row(
    page: OpinionPage,
    comment: ProvisionComment,
    known: ConsideredData | None,
    sent: ConsiderForm | None,
) -> tuple[ProvisionComment, ConsideredData | None, ConsiderForm]:
    """A proposal with its form: the one that was sent for it and refused, or a fresh one."""
    comment.consultation = page.referral.consultation
    if sent is not None and sent.errors and str(sent["comment"].value()) == str(comment.pk):
        return comment, known, sent
    initial: dict[str, Any] = {"comment": comment.pk}
    if known is not None:
        initial |= {"result": known.result, "note": known.note}
    return comment, known, ConsiderForm(initial=initial, auto_id=f"id_{comment.pk}_%s")


def _listed(page: OpinionPage, wanted: dict[str, Any], cursor: str | None) -> Any:
    consultation = page.referral.consultation
    comments = ProvisionComment.objects.published().proposals().with_signature()
    comments = comments.in_consultation(consultation.pk)
    if wanted.get("on"):
        comments = comments.filter(selectors.inside(wanted["on"], consultation.version_id))
    if wanted.get("show") == "considered":
        comments = comments.filter(pk__in=[row.comment_id for row in page.saved.considered])
    order = selectors.ORDERS.get(wanted.get("order", ""), selectors.ORDERS[""])
    return keyset_page(comments, order=order, cursor=cursor, per_page=PER_PAGE)
