"""The desk of the committee's staff: bills, import, the check of a text, publication."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.accounts.permissions import policy, requires
from core.uploads import UploadRefused
from core.uploads.messages import refusal_message
from core.web.paging import keyset_page
from core.web.ratelimits import rate_limited
from drafts import selectors, services
from drafts.errors import DraftError, DraftProblem
from drafts.forms import DescribeForm, ImportForm, PublishForm
from drafts.messages import problem_message
from drafts.models import Bill, BillVersion
from drafts.permissions import (
    CommitteePlace,
    acting_user,
    clerk_committees,
    visible_committees,
)
from drafts.steps import next_steps

PER_PAGE = 30
# What the card of a bill begins with, beside its topics.
_CARD = ("summary", "status", "introduced_on", "sponsor_body_id")


@requires("drafts.work")
@require_safe
def desk_bills(request: HttpRequest) -> HttpResponse:
    """Bills of the own committees, those with an unpublished version marked."""
    page = keyset_page(
        selectors.desk_bills(visible_committees(request.user)),
        order=("-created_at", "-pk"),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    can_import = policy.check(request.user, "drafts.import")
    return render(request, "drafts/desk_bills.html", {"page": page, "can_import": can_import})


@requires("drafts.import")
@rate_limited("upload")
def import_bill(request: HttpRequest) -> HttpResponse:
    """The form (GET, ?bill= chooses one) and the import itself (POST)."""
    committees = clerk_committees(request.user)
    slug = request.GET.get("bill", "").replace("\x00", "")
    bill = Bill.objects.of_committees(committees).filter(slug=slug).first()
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        committees=committees,
        initial={"bill": bill, "committee": committees[0]},
    )
    if request.method == "POST" and form.is_valid():
        version = _imported(request, form, committees)
        if version is not None:
            _warn_of_namesake(request, version.bill)
            return redirect("drafts:desk_version", slug=version.bill.slug, number=version.number)
    status = 422 if form.errors else 200
    return render(request, "drafts/import.html", {"form": form, "bill": bill}, status=status)


def _warn_of_namesake(request: HttpRequest, bill: Bill) -> None:
    if selectors.namesakes(bill).exists():
        text = _("Another bill has the number %(number)s too: check which of them is right.")
        messages.warning(request, text % {"number": bill.number})


def _imported(request: HttpRequest, form: ImportForm, committees: list[int]) -> BillVersion | None:
    """The imported version, or None with the reason written into the form."""
    typed: dict[str, Any] = dict(form.cleaned_data)
    upload, bill = typed.pop("file"), typed["bill"]
    typed["committee"] = typed["committee"] or form.fields["committee"].queryset.first()  # type: ignore[attr-defined]
    place = bill or CommitteePlace(typed["committee"].pk)
    policy.require(request.user, "drafts.import", place)
    try:
        return services.import_bill(
            actor=acting_user(request),
            data=upload.read(),
            filename=upload.name,
            now=timezone.now(),
            **typed,
        )
    except UploadRefused as refusal:
        form.add_error("file", refusal_message(refusal))
    except DraftError as error:
        field = "title" if error.code is DraftProblem.NO_TITLE else None
        form.add_error(field, problem_message(error.code))
    return None


@requires("drafts.describe")
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """The card of a bill: what people read above its text."""
    bill = get_object_or_404(Bill.objects.select_related("committee"), slug=slug)
    policy.require(request.user, "drafts.describe", bill)
    card = {name.removesuffix("_id"): getattr(bill, name) for name in _CARD}
    card["topics"] = list(bill.topics.all())
    form = DescribeForm(request.POST or None, initial=card, committee=bill.committee)
    if request.method == "POST" and form.is_valid():
        services.describe_bill(
            actor=acting_user(request), bill=bill, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The card of the bill is saved."))
        return redirect("drafts:desk_bills")
    status = 422 if form.errors else 200
    return render(request, "drafts/describe.html", {"form": form, "bill": bill}, status=status)


@requires("drafts.work")
@require_safe
def desk_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text as it was read, the doubts about it, and what to do next."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.work", version)
    return _version_page(request, version, _fresh_form(version))


@requires("drafts.publish")
@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Makes the version public."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.publish", version)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            services.publish_version(
                actor=acting_user(request),
                version=version,
                now=timezone.now(),
                seen=form.cleaned_data["seen"],
            )
        except DraftError as error:
            messages.error(request, problem_message(error.code))
        else:
            messages.success(request, _("The text is published and will not change any more."))
        return redirect("drafts:desk_version", slug=slug, number=number)
    return _version_page(request, version, form, status=422)


@requires("drafts.discard")
@require_POST
def discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Deletes the unpublished version."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.discard", version)
    try:
        services.discard_draft(actor=acting_user(request), version=version, now=timezone.now())
    except DraftError as error:
        messages.error(request, problem_message(error.code))
        return redirect("drafts:desk_version", slug=slug, number=number)
    messages.success(request, _("The unpublished version is deleted."))
    return redirect("drafts:desk_bills")


@requires("drafts.work")
@require_safe
def source(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The file that the version was read from."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.work", version)
    name = f"{version.bill.slug}-v{version.number}.{version.source_kind}"
    return FileResponse(version.source.open("rb"), as_attachment=True, filename=name)


def _fresh_form(version: BillVersion) -> PublishForm:
    return PublishForm(initial={"seen": services.text_state(version)})


def _version(slug: str, number: int) -> BillVersion:
    versions = BillVersion.objects.select_related("bill__committee")
    return get_object_or_404(versions, bill__slug=slug, number=number)


def _version_page(
    request: HttpRequest, version: BillVersion, form: PublishForm, status: int = 200
) -> HttpResponse:
    tree = selectors.version_tree(version)
    context = {
        "version": version,
        "bill": version.bill,
        "tree": tree,
        "warnings": selectors.version_warnings(version, tree),
        "statistics": selectors.unit_statistics(tree),
        "form": form,
        "steps": next_steps(request.user, version),
        "may_mend": policy.check(request.user, "drafts.mend", version),
        "may_publish": policy.check(request.user, "drafts.publish", version),
        "may_import": policy.check(request.user, "drafts.import", version),
        "may_describe": policy.check(request.user, "drafts.describe", version.bill),
    }
    return render(request, "drafts/desk_version.html", context, status=status)
