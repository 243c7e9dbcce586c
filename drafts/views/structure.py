"""The structure beside its source: comparing the two, mending the structure."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.accounts.permissions import policy, requires
from drafts import selectors, services
from drafts.domain.fixes import FixError
from drafts.errors import DraftError
from drafts.forms import MendForm, mend_forms
from drafts.messages import fix_message, fix_problem_message, problem_message
from drafts.models import BillVersion
from drafts.permissions import acting_user


@requires("drafts.work")
@require_safe
def beside(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file on the left, the units on the right, a page at a time; what was mended."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.work", version)
    asked = request.GET.get("page", "1")
    page = selectors.structure_page(version, int(asked) if asked.isdecimal() else 1)
    fixes = selectors.fix_lines(version)
    context = {
        "version": version,
        "bill": version.bill,
        "page": page,
        "fixes": fixes,
        "last_fix": next((line for line in reversed(fixes) if not line.is_undone), None),
        "may_mend": policy.check(request.user, "drafts.mend", version),
        "state": services.text_state(version),
    }
    return render(request, "drafts/structure.html", context)


@requires("drafts.mend")
def mend(request: HttpRequest, slug: str, number: int, eid: str) -> HttpResponse:
    """One unit (or the preamble) and what can be mended in it."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.mend", version)
    page = selectors.structure_page(version, only=eid)
    row = page.rows[0] if page.rows else None
    if row is None:
        raise Http404(eid)
    typed = request.POST if request.method == "POST" else None
    state = services.text_state(version)
    forms = mend_forms(page.tree, row.node, typed, state=state)
    for form in forms:
        if form.is_bound and form.is_valid() and _mended(request, version, form):
            return _back(version, eid)
    status = 422 if any(form.errors for form in forms) else 200
    context = {
        "version": version,
        "bill": version.bill,
        "row": row,
        "tree": page.tree,
        "forms": forms,
    }
    return render(request, "drafts/mend.html", context, status=status)


def _mended(request: HttpRequest, version: BillVersion, form: MendForm) -> bool:
    """Whether the fix was made; otherwise the reason stands in the form."""
    fix = form.fix()
    try:
        services.mend_structure(
            actor=acting_user(request),
            version=version,
            fix=fix,
            now=timezone.now(),
            seen=form.cleaned_data["seen"],
        )
    except FixError as error:
        form.add_error(form.field_of(error.code), fix_problem_message(error.code))
    except DraftError as error:
        form.add_error(None, problem_message(error.code))
    else:
        messages.success(request, _("Mended: %(fix)s.") % {"fix": fix_message(fix)})
        return True
    return False


@requires("drafts.mend")
@require_POST
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes the last fix back."""
    version = _version(slug, number)
    policy.require(request.user, "drafts.mend", version)
    try:
        undone = services.undo_fix(
            actor=acting_user(request),
            version=version,
            now=timezone.now(),
            seen=request.POST.get("seen", "")[:100],
        )
    except FixError as error:
        messages.error(request, fix_problem_message(error.code))
    except DraftError as error:
        messages.error(request, problem_message(error.code))
    else:
        messages.success(request, _("Fix %(order)d is taken back.") % {"order": undone.order})
    return redirect("drafts:structure", slug=slug, number=number)


def _back(version: BillVersion, eid: str) -> HttpResponse:
    """To the place in the structure where the unit stood."""
    tree = selectors.version_tree(version)
    address = reverse("drafts:structure", args=[version.bill.slug, version.number])
    query: dict[str, Any] = {"page": selectors.page_of(tree, eid)}
    return redirect(f"{address}?{urlencode(query)}#{eid}")


def _version(slug: str, number: int) -> BillVersion:
    versions = BillVersion.objects.select_related("bill__committee")
    return get_object_or_404(versions, bill__slug=slug, number=number)
