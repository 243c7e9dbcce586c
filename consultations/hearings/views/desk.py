"""The desk of the organiser: the draft of the minutes, the signature, a correction."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from consultations.hearings import selectors, services
from consultations.hearings.domain.minutes import MinutesData
from consultations.hearings.errors import BadMinutes, HearingsError, StaleMinutes
from consultations.hearings.forms import CorrectionForm, MinutesEditor
from consultations.hearings.messages import FAULTS, explain
from consultations.hearings.models import MINUTED_FORMS
from consultations.process.models import Consultation
from core.accounts.permissions import acting_user, policy, requires
from core.web.formpages import Act, FormPage, form_page

_STALE = gettext_lazy(
    "Somebody else has saved these minutes while you were writing. Your text is below; compare and "
    "save again."
)


def find(request: HttpRequest, pk: int, action: str) -> Consultation:
    """Hearings or a discussion on which this person may do `action`."""
    rows = Consultation.objects.with_parties().filter(form__in=MINUTED_FORMS)
    consultation = get_object_or_404(rows, pk=pk)
    policy.require(request.user, action, consultation.as_organiser)
    return consultation


@requires("hearings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, saved as a whole unless somebody has saved it meanwhile; or what is signed."""
    consultation = find(request, pk, "hearings.read")
    may_write = policy.check(request.user, "hearings.write", consultation.as_organiser)
    editions = selectors.editions_of(consultation)
    is_written = may_write and (editions.draft is not None or not editions.rows)
    if request.method == "POST":
        find(request, pk, "hearings.write")
        if not is_written:
            return redirect("hearings:minutes", pk=pk)
    editor = _editor(request, consultation, editions) if is_written else None
    if request.method == "POST" and editor and _saved(request, editor, consultation):
        address = reverse("hearings:minutes", args=[pk])
        return redirect(f"{address}#rows-end" if "more" in request.POST else address)
    return _shown(request, consultation, editor, editions)


def _editor(
    request: HttpRequest, consultation: Consultation, editions: selectors.Editions
) -> MinutesEditor:
    draft = editions.draft
    begun = MinutesData(question=consultation.question)
    return MinutesEditor(
        data=selectors.data_of(draft) if draft else begun,
        version=draft.version if draft else 0,
        provisions=selectors.provision_choices(consultation),
        posted=request.POST if request.method == "POST" else None,
        files=request.FILES if request.method == "POST" else None,
    )


def _shown(
    request: HttpRequest,
    consultation: Consultation,
    editor: MinutesEditor | None,
    editions: selectors.Editions,
) -> HttpResponse:
    side = consultation.as_organiser
    context = {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "editor": editor,
        "editions": editions,
        "may_write": policy.check(request.user, "hearings.write", side),
        "may_sign": policy.check(request.user, "hearings.sign", side),
    }
    status = 422 if editor is not None and editor.has_errors else 200
    return render(request, "consultations/hearings/minutes.html", context, status=status)


def _saved(request: HttpRequest, editor: MinutesEditor, consultation: Consultation) -> bool:
    """Whether the draft was saved; if not, the reasons are in the form with what was typed."""
    if not editor.is_valid():
        return False
    try:
        services.save_minutes(
            actor=acting_user(request),
            consultation=consultation,
            data=editor.data,
            version=editor.form.cleaned_data["version"],
            file=editor.form.file,
            now=timezone.now(),
        )
    except BadMinutes as refused:
        editor.add_faults(refused.found)
    except StaleMinutes as stale:
        editor.form.add_error(None, _STALE)
        editor.form.rebase(stale.version)
        editor.stale = stale.data  # type: ignore[attr-defined]
    except HearingsError as error:
        editor.form.add_error(None, explain(error)[1])
    else:
        messages.success(request, _("The draft is saved."))
        return True
    return False


@requires("hearings.sign")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs the draft that the person saw; what is missing is shown in it."""
    consultation = find(request, pk, "hearings.sign")
    editions = selectors.editions_of(consultation)
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else -1
    try:
        services.sign_minutes(
            actor=acting_user(request), consultation=consultation, version=seen, now=timezone.now()
        )
    except BadMinutes as refused:
        return _refused(request, consultation, editions, refused)
    except StaleMinutes:
        messages.error(request, _("Somebody else has saved these minutes: read them again, then "
                                  "sign."))  # fmt: skip
    except HearingsError as error:
        messages.error(request, explain(error)[1])
    else:
        messages.success(request, _("The minutes are signed and published."))
    return redirect("hearings:minutes", pk=pk)


def _refused(
    request: HttpRequest,
    consultation: Consultation,
    editions: selectors.Editions,
    refused: BadMinutes,
) -> HttpResponse:
    """The draft again, with what is missing before the signature."""
    draft = editions.draft
    if draft is None:
        raise Http404
    editor = MinutesEditor(
        data=selectors.data_of(draft),
        version=draft.version,
        provisions=selectors.provision_choices(consultation),
    )
    rows = editor.rows.forms
    editor.refused = [  # type: ignore[attr-defined]
        {
            "anchor": (editor.form if each.row is None else rows[each.row])[
                FAULTS[each.fault][0]
            ].id_for_label,
            "text": FAULTS[each.fault][1],
        }
        for each in refused.found
    ]
    response = _shown(request, consultation, editor, editions)
    response.status_code = 422
    return response


@requires("hearings.write")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins corrected minutes in the place of the signed ones."""
    consultation = find(request, pk, "hearings.write")
    back = reverse("hearings:minutes", args=[pk])
    page = FormPage(
        gettext_lazy("Correct the minutes"),
        gettext_lazy("Begin the correction"),
        back,
        lead=consultation.version.bill.title,
        crumbs=((gettext_lazy("Minutes of hearings"), back),),
        notes=(
            gettext_lazy(
                "A new draft with the words of the signed minutes is made. Until it is signed, the "
                "signed ones are in force. Recommendations that stay word for word keep their "
                "answers."
            ),
        ),
    )
    act = Act(
        lambda data: services.correct_minutes(
            actor=acting_user(request), consultation=consultation, now=timezone.now(), **data
        ),
        (HearingsError,),
        explain,
        gettext_lazy("The draft of the correction is ready."),
    )
    return form_page(request, CorrectionForm(request.POST or None), page, act)
