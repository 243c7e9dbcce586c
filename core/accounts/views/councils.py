"""The desk of councils: the own councils, the working page, the card, a new composition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from core.accounts import selectors, services
from core.accounts.errors import CouncilError
from core.accounts.forms import CardForm, RenewForm, SeatForm
from core.accounts.forms.councils import term_words
from core.accounts.messages import alert_words, explain
from core.accounts.models import Council
from core.accounts.permissions import CouncilPlace, acting_user, policy, requires
from core.web.formpages import Act, FormPage, form_page


def page_of(council: Council, heading: object, submit: object, **more: object) -> FormPage:
    """A form under the working page of a council."""
    url = reverse("accounts:council", args=[council.pk])
    crumbs = ((_("Composition of the council"), reverse("accounts:councils")), (council, url))
    return FormPage(heading, submit, url, crumbs=crumbs, **more)  # type: ignore[arg-type]


def managed(request: HttpRequest, pk: int) -> Council:
    """The council whose composition this person keeps; Http404, PermissionDenied."""
    council = get_object_or_404(Council, pk=pk)
    policy.require(request.user, "councils.manage", CouncilPlace(pk))
    return council


@requires("councils.read")
@require_safe
def council_list(request: HttpRequest) -> HttpResponse:
    """The own councils; with one only, at once its page."""
    councils = list(selectors.councils_of(request.user)[:200])
    if len(councils) == 1:
        return redirect("accounts:council", pk=councils[0].pk)
    return render(request, "accounts/councils.html", {"councils": councils})


@requires("councils.read")
@require_safe
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits in a council, what is the matter with the composition, what can be done."""
    found = get_object_or_404(Council, pk=pk)
    place = CouncilPlace(pk)
    policy.require(request.user, "councils.read", place)
    page = selectors.council_page(found, today=timezone.localdate())
    page["alerts"] = alert_words(page["alerts"])
    page["may_manage"] = policy.check(request.user, "councils.manage", place)
    return render(request, "accounts/council.html", page)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a council."""
    found = managed(request, pk)
    card = selectors.card(found)
    initial = {name: getattr(card, name) for name in card.__dataclass_fields__}
    form = CardForm(request.POST or None, initial=initial)
    act = Act(
        lambda data: services.describe_council(
            actor=acting_user(request), council=found, data=form.data_of(), now=timezone.now()
        ),
        (CouncilError,),
        explain,
        _("The card is changed; the change is in the public journal."),
    )
    return form_page(request, form, page_of(found, _("Card of the council"), _("Save")), act)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new composition of a council."""
    found = managed(request, pk)
    form = RenewForm(request.POST or None, council=found)
    act = Act(
        lambda data: services.renew_composition(
            actor=acting_user(request),
            council=found,
            data=form.data_of(),
            staying=[each.pk for each in data["staying"]],
            reason=data["reason"],
            now=timezone.now(),
        ),
        (CouncilError,),
        explain,
        _("The new composition has begun. Add its new members."),
    )
    notes = (_("All present memberships end on the day before; the former members stay public."),)
    page = page_of(found, _("New composition"), _("Begin the new composition"), notes=notes)
    return form_page(request, form, page, act)


@requires("councils.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """A new member."""
    found = managed(request, pk)
    form = SeatForm.for_council(request.POST or None, found, timezone.localdate())
    act = Act(
        lambda data: services.seat_member(
            actor=acting_user(request),
            council=found,
            person=form.person(),
            data=form.data_of(),
            has_consented=data["has_consented"],
            now=timezone.now(),
        ),
        (CouncilError,),
        explain,
        _("The member is added; a letter has been sent."),
    )
    page = page_of(found, _("New member"), _("Add the member"), lead=term_words(found))
    return form_page(request, form, page, act)
