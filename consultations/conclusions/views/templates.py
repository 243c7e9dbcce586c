"""Templates of documents: which one a body uses, another one in its place, the stock one again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.conclusions.errors import TemplateStays
from consultations.conclusions.models import DocumentTemplate
from consultations.conclusions.pages import templates as pages
from consultations.conclusions.permissions import Bodies
from consultations.conclusions.presenters.templates import stays_message
from consultations.conclusions.services.templates import restore_stock
from core.accounts.models import Body
from core.accounts.permissions import acting_user, policy, requires
from core.documents.templating.stock import stock_template
from core.uploads import UploadRefused
from core.uploads.intake import CONTENT_TYPES
from core.web.formpages import Act, FormPage, form_page
from core.web.ratelimits import SAFE, rate_limited

METHODS = ["GET", "HEAD", "POST"]


@requires("conclusions.templates")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """The documents of the own bodies, each with its template."""
    context = pages.list_context(request.user)
    return render(request, "consultations/conclusions/templates.html", context)


@requires("conclusions.templates")
@rate_limited("template", rate="60/h")
@require_http_methods(METHODS)
def template(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The template in use; one that is sent is tried on a sample, or put in its place."""
    page = _page(request, pk, kind)
    if page.is_sent and page.form.is_valid():
        if "check" in request.POST:
            sample = page.tried()
            if sample is not None:
                return _download(sample, f"sample-{kind}.docx")
        elif page.replaced():
            messages.success(request, _("The template is in use: the next document has its look."))
            return redirect(page.url)
    name = "consultations/conclusions/template.html"
    return render(request, name, page.context(), status=page.status)


@requires("conclusions.templates")
@require_safe
def template_stock(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The stock template, to make an own one of it."""
    _page(request, pk, kind)
    return _download(stock_template(), f"template-{kind}.docx")


@requires("conclusions.templates")
@rate_limited("template-sample", rate="120/h", methods=SAFE)
@require_safe
def template_sample(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a document looks like in the template in use."""
    page = _page(request, pk, kind)
    try:
        return _download(page.sample(), f"sample-{kind}.docx")
    except (UploadRefused, OSError):
        messages.error(request, _("A sample document could not be made with this template."))
        return redirect(page.url)


@requires("conclusions.templates")
@require_http_methods(METHODS)
def template_restore(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Back to the stock template, after a confirmation."""
    page = _page(request, pk, kind)
    act = Act(
        lambda data: restore_stock(
            actor=acting_user(request),
            body=page.body,
            kind=page.kind,
            seen=data["seen"],
            now=timezone.now(),
        ),
        (TemplateStays,),
        lambda refusal: (None, stays_message(refusal.code)),
        _("The stock template is in use."),
    )
    shown = FormPage(
        _("Return to the stock template"),
        _("Return to the stock template"),
        page.url,
        lead=f"{page.body}: {page.kind.label}",
        crumbs=((_("Templates of documents"), page.url),),
        notes=(
            _("The next document will have the look of the site. The present template is kept."),
        ),
    )
    return form_page(request, page.restore_form(), shown, act)


@requires("conclusions.templates")
@require_safe
def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A template of the own body, in use or not any more."""
    found = get_object_or_404(DocumentTemplate.objects.select_related("body"), pk=pk)
    policy.require(request.user, pages.ACTION, Bodies((found.body_id,)))
    try:
        return _download(found.content(), found.name)
    except OSError:
        messages.error(request, _("The file of this template is lost."))
        return redirect("conclusions:template", pk=found.body_id, kind=found.kind)


def _page(request: HttpRequest, pk: int, kind: str) -> pages.TemplatePage:
    body = get_object_or_404(Body, pk=pk)
    policy.require(request.user, pages.ACTION, Bodies((pk,)))
    return pages.TemplatePage(request, body, kind)


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES["docx"])
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
