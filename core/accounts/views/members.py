"""The desk of councils: one member's place, absences, notes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts import services
from core.accounts.errors import CouncilError
from core.accounts.forms import AbsenceForm, EndForm, HideNoteForm, MemberForm, NoteForm
from core.accounts.messages import explain
from core.accounts.models import Absence, Council, MemberNote, Membership
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.permissions import acting_user, policy, requires
from core.accounts.views.councils import page_of
from core.web.formpages import Act, form_page, posted


def _membership(request: HttpRequest, pk: int, action: str) -> tuple[Membership, Council]:
    rows = Membership.objects.select_related("user").filter(role__in=COUNCIL_ROLES)
    membership = get_object_or_404(rows, pk=pk)
    policy.require(request.user, action, membership)
    return membership, get_object_or_404(Council, pk=membership.body_id)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's role, post and term."""
    membership, council = _membership(request, pk, "councils.manage")
    form = MemberForm(request.POST or None, initial=MemberForm.initial_of(membership))
    act = Act(
        lambda data: services.change_membership(
            actor=acting_user(request),
            membership=membership,
            data=form.data_of(),
            now=timezone.now(),
        ),
        (CouncilError,),
        explain,
        _("The membership is changed."),
    )
    page = page_of(council, membership.user.full_name, _("Save"), lead=council.name)
    return form_page(request, form, page, act)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a membership before its term."""
    membership, council = _membership(request, pk, "councils.manage")
    form = EndForm(request.POST or None, initial={"ended_on": timezone.localdate()})
    act = Act(
        lambda data: services.end_membership(
            actor=acting_user(request), membership=membership, now=timezone.now(), **data
        ),
        (CouncilError,),
        explain,
        _("The membership is ended; it stays among the former ones."),
    )
    heading = _("End the membership")
    lead = membership.user.full_name
    page = page_of(council, heading, _("End the membership"), lead=lead, danger=True)
    return form_page(request, form, page, act)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """An excused absence of a member."""
    membership, council = _membership(request, pk, "councils.manage")
    form = AbsenceForm(request.POST or None)
    act = Act(
        lambda data: services.note_absence(
            actor=acting_user(request), membership=membership, now=timezone.now(), **data
        ),
        (CouncilError,),
        explain,
        _("The absence is noted."),
    )
    lead = membership.user.full_name
    page = page_of(council, _("Excused absence"), _("Note the absence"), lead=lead)
    return form_page(request, form, page, act)


@requires("councils.manage")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an excused absence back."""
    found = get_object_or_404(Absence.objects.select_related("membership"), pk=pk)
    policy.require(request.user, "councils.manage", found)
    act = Act(
        lambda data: services.cancel_absence(
            actor=acting_user(request), absence=found, now=timezone.now()
        ),
        (CouncilError,),
        explain,
        _("The absence is cancelled."),
    )
    return posted(request, act, reverse("accounts:council", args=[found.membership.body_id]))


@requires("councils.note")
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The member's own note; nobody writes beside somebody else's record."""
    membership, council = _membership(request, pk, "councils.note")
    if membership.user_id != acting_user(request).pk:
        raise PermissionDenied(pk)
    form = NoteForm(request.POST or None)
    act = Act(
        lambda data: services.write_note(
            actor=acting_user(request),
            membership=membership,
            text=data["text"],
            now=timezone.now(),
        ),
        (CouncilError,),
        explain,
        _("Your note is published on the page of the council."),
    )
    lead = _("It is published as you write it, signed with your name.")
    page = page_of(council, _("Note beside your record"), _("Publish"), lead=lead)
    return form_page(request, form, page, act)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hides a member's note on a ground of the closed list."""
    found = get_object_or_404(MemberNote.objects.select_related("membership__user"), pk=pk)
    policy.require(request.user, "councils.manage", found)
    form = HideNoteForm(request.POST or None, today=timezone.localdate())
    act = Act(
        lambda data: services.hide_note(
            actor=acting_user(request),
            note=found,
            ground_code=data["ground"],
            now=timezone.now(),
        ),
        (CouncilError,),
        explain,
        _("The note is hidden; the ground stays public."),
    )
    council = get_object_or_404(Council, pk=found.membership.body_id)
    lead = found.membership.user.full_name
    notes = (found.text,)
    page = page_of(council, _("Hide the note"), _("Hide"), lead=lead, notes=notes, danger=True)
    return form_page(request, form, page, act)
