from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations.comments.models import ProvisionComment
from consultations.following import selectors, services, subjects
from consultations.following.domain.targets import Target
from consultations.following.errors import FollowingError
from consultations.following.forms import FollowForm
from consultations.following.messages import problem_message
from consultations.following.models import Frequency, Subscription
from consultations.following.subjects import Subject, subject_of
from core.accounts import services as accounts
from core.accounts.models import User
from core.accounts.permissions import public, requires
from core.accounts.selectors import current_consents, email_hash
from core.web.ratelimits import rate_limited
from drafts.models import Bill, Topic
from drafts.selectors import provision_by_eid


def _target(request: HttpRequest) -> Target:
    """What the address names: bill (with on=<eid> a provision), comment, topic, municipality.
    Raises Http404."""
    query = request.GET
    if slug := query.get("bill", ""):
        bill = get_object_or_404(Bill.objects.published(), slug=slug)
        if eid := query.get("on", ""):
            version = bill.versions.published().order_by("-number")
            number = query.get("v", "")
            if number.isdecimal() and len(number) < 6:
                version = version.filter(number=int(number))
            newest = version.first()
            unit = provision_by_eid(newest, eid) if newest and eid.isprintable() else None
            if unit is None:
                raise Http404
            return subjects.of_provision(bill, unit)
        return subjects.of_bill(bill)
    if pk := query.get("comment", ""):
        known = int(pk) if pk.isdecimal() and len(pk) < 16 else 0
        return subjects.of_comment(get_object_or_404(ProvisionComment.objects.listed(), pk=known))
    if slug := query.get("topic", ""):
        return subjects.of_topic(get_object_or_404(Topic, slug=slug))
    try:
        return subjects.of_municipality(query.get("municipality", ""))
    except FollowingError as error:
        raise Http404 from error


def _written_place(request: HttpRequest) -> str:
    return request.GET.get("municipality", "").strip()[:120]


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("follow")
def new(request: HttpRequest) -> HttpResponse:
    """The form of following; a person with an account is asked only how often."""
    user = request.user if isinstance(request.user, User) else None
    try:
        subject = subject_of(_target(request), municipality=_written_place(request))
    except FollowingError as error:
        raise Http404 from error
    form = FollowForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        if form.is_trapped:
            return redirect(subject.url)
        done = _followed(request, user, subject, form)
        if done is not None:
            return done
    context = {
        "form": form,
        "subject": subject,
        "consent": current_consents(timezone.localdate()).get("processing"),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/following/new.html", context, status=status)


def _followed(
    request: HttpRequest, user: User | None, subject: Subject, form: FollowForm
) -> HttpResponse | None:
    """Where to go on; None with the reason in the form."""
    data = form.cleaned_data
    common = {
        "target": subject.target,
        "frequency": data["frequency"],
        "municipality": _written_place(request),
        "language": get_language() or "ru",
        "now": timezone.now(),
    }
    try:
        if user is not None:
            services.follow(actor=user, **common)
            messages.success(request, _("You will get news by e-mail."))
            return redirect(subject.url)
        asked = services.ask_to_follow(email=data["email"], consents=("processing",), **common)
        return redirect("accounts:sent", token=accounts.sent_token_of(asked))
    except FollowingError as error:
        form.add_error(None, problem_message(error))
    except accounts.NoConsentText:
        form.add_error(None, _("No letters can be sent: the text of the consent is not published."))
    return None


@requires("my.enter")
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What a person with an account follows; POST changes or stops one of them."""
    assert isinstance(request.user, User)  # noqa: S101 – the permission says so
    person = email_hash(request.user.email)
    if request.method == "POST":
        return _changed(request, person) or redirect("following:mine")
    context = {"rows": selectors.subscriptions_of(person), "frequencies": Frequency.choices}
    return render(request, "consultations/following/mine.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the link of a letter, without an account."""
    try:
        person = services.person_of(token)
    except FollowingError as error:
        context = {"message": problem_message(error)}
        return render(request, "accounts/bad_link.html", context, status=410)
    if request.method == "POST":
        return _changed(request, person) or redirect("following:manage", token=token)
    context = {
        "rows": selectors.subscriptions_of(person),
        "frequencies": Frequency.choices,
        "stop_token": token,
    }
    return render(request, "consultations/following/manage.html", context)


def _changed(request: HttpRequest, person: str) -> HttpResponse | None:
    """Stops or changes one subscription of this person."""
    pk = request.POST.get("subscription", "")
    known = int(pk) if pk.isdecimal() and len(pk) < 16 else 0
    found = Subscription.objects.of_person(person).filter(pk=known).first()
    frequency = request.POST.get("frequency", "")
    if found is None:
        messages.info(request, _("You do not follow this any more."))
    elif frequency in Frequency.values:
        services.set_frequency(subscription=found, frequency=frequency)
        messages.success(request, _("Saved."))
    else:
        services.stop_following(subscription=found)
        messages.success(request, _("No more letters about this."))
    return None


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends all letters. Mail programs post here by themselves when their button is pressed (RFC
    8058), without a cookie, so the token is the proof; GET only leads to the list."""
    try:
        person = services.person_of(token)
    except FollowingError as error:
        context = {"message": problem_message(error)}
        return render(request, "accounts/bad_link.html", context, status=410)
    if request.method != "POST":
        return redirect("following:manage", token=token)
    services.stop_all(person=person)
    messages.success(request, _("No more letters: you follow nothing now."))
    return redirect("following:manage", token=token)
