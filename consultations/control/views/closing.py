"""The desk of the organiser: the closing document, its signature, objections."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from consultations.control import selectors, services
from consultations.control.domain.closing import BLOCKS
from consultations.control.errors import ControlError, NotSignable, StaleDraft
from consultations.control.forms import ClosingForm, ObjectionsForm, SignForm
from consultations.control.messages import explain, not_signable_lines
from consultations.control.views.desk import find, page_of
from consultations.process.models import Consultation
from core.accounts.permissions import acting_user, requires
from core.web.formpages import Act, form_page, posted


@requires("control.close")
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft: saved as a whole, refused if somebody has saved it meanwhile."""
    consultation = find(request, pk, "control.close")
    work = selectors.work_on(consultation)
    if work.signed and not work.draft:
        return redirect("control:desk", pk=pk)
    form = _form(request, work)
    if request.method == "POST" and form.is_valid() and _saved(request, form, consultation):
        return redirect("control:closing_draft", pk=pk)
    return _shown(request, consultation, form, SignForm())


def _form(request: HttpRequest, work: selectors.Work) -> ClosingForm:
    if request.method == "POST":
        return ClosingForm(request.POST)
    current = work.draft
    initial = {name: getattr(current, name) for name in BLOCKS} if current else {}
    return ClosingForm(initial=initial | {"revision": current.revision if current else 0})


def _shown(
    request: HttpRequest, consultation: Consultation, form: ClosingForm, sign: SignForm
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "form": form,
        "sign_form": sign,
        "work": selectors.work_on(consultation),
        "required": selectors.required_blocks(consultation.form, timezone.localdate()),
    }
    status = 422 if form.errors or sign.errors else 200
    return render(request, "consultations/control/draft.html", context, status=status)


def _saved(request: HttpRequest, form: ClosingForm, consultation: Consultation) -> bool:
    """Whether the draft was saved; if not, the reason is in the form and nothing typed is lost."""
    try:
        services.save_closing(
            actor=acting_user(request),
            consultation=consultation,
            data=form.data_of(),
            revision=form.cleaned_data["revision"],
            now=timezone.now(),
        )
    except StaleDraft as stale:
        form.add_error(None, _("Somebody else has saved this document while you were writing. "
                               "Your text is below; compare and save again."))  # fmt: skip
        form.data = form.data.copy()
        form.data["revision"] = stale.revision
        form.stale = stale.data  # type: ignore[attr-defined]
        return False
    except ControlError as error:
        form.add_error(None, explain(error)[1])
        return False
    messages.success(request, _("The draft is saved."))
    return True


@requires("control.close")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs the saved draft."""
    consultation = find(request, pk, "control.close")
    form = SignForm(request.POST)
    if form.is_valid() and _signed(request, form, consultation):
        return redirect(reverse("control:closing", args=[consultation.year, consultation.slug]))
    request.method = "GET"
    return _shown(request, consultation, _form(request, selectors.work_on(consultation)), form)


def _signed(request: HttpRequest, form: SignForm, consultation: Consultation) -> bool:
    try:
        services.sign_closing(
            actor=acting_user(request),
            consultation=consultation,
            number=form.cleaned_data["number"],
            now=timezone.now(),
        )
    except NotSignable as refusal:
        for line in not_signable_lines(refusal):
            form.add_error(None, line)
        return False
    except ControlError as error:
        name, sentence = explain(error)
        form.add_error(name if name in form.fields else None, sentence)
        return False
    messages.success(request, _("The document is signed and published."))
    return True


@requires("control.close")
@require_POST
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the next edition of a signed document."""
    consultation = find(request, pk, "control.close")
    act = Act(
        lambda data: services.begin_edition(
            actor=acting_user(request), consultation=consultation, now=timezone.now()
        ),
        (ControlError,),
        explain,
        gettext_lazy("The draft of a new edition is begun; the signed one stays."),
    )
    return posted(request, act, reverse("control:closing_draft", args=[pk]))


@requires("control.close")
@require_http_methods(["GET", "HEAD", "POST"])
def objections(request: HttpRequest, pk: int) -> HttpResponse:
    """Enters what the inspected body objects to the act."""
    consultation = find(request, pk, "control.close")
    form = ObjectionsForm(request.POST or None)
    act = Act(
        lambda data: services.enter_objections(
            actor=acting_user(request), consultation=consultation, now=timezone.now(), **data
        ),
        (ControlError,),
        explain,
        gettext_lazy("The objections are entered and public."),
    )
    heading = gettext_lazy("Objections of the inspected body")
    return form_page(request, form, page_of(consultation, heading, gettext_lazy("Enter")), act)
