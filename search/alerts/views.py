from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from consultations.following.errors import FollowingError
from consultations.following.messages import problem_message as link_message
from consultations.following.services import person_of
from core.accounts import services as accounts
from core.accounts.models import User
from core.accounts.permissions import public, requires
from core.accounts.selectors import current_consents, email_hash
from core.web.atom import CONTENT_TYPE
from core.web.ratelimits import SAFE, rate_limited
from search.alerts import feeds, lists, selectors, services
from search.alerts.asking import asked_from
from search.alerts.errors import AlertError
from search.alerts.forms import ChangeForm, SaveForm
from search.alerts.messages import problem_message
from search.alerts.models import SavedSearch
from search.asked import Asked

# --- Atom --------------------------------------------------------------------------------------


@public
@require_safe
@rate_limited("feed", methods=SAFE)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest results; who has them already is told that nothing has changed. There is no date
    of the last change: what is published late is older than what was there."""
    asked = asked_from(request.GET)
    if not selectors.is_askable(asked):
        text = _("There is nothing to look for. The address of a feed looks like this:")
        example = f"{text} {reverse('alerts:feed')}?q=…"
        return HttpResponseBadRequest(example, content_type="text/plain; charset=utf-8")
    hits = selectors.newest(asked, limit=feeds.ENTRIES)
    etag = feeds.etag(hits)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        document = feeds.atom(asked, selectors.items_of(asked, hits))
        response = HttpResponse(document, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    return response


# --- Saving ------------------------------------------------------------------------------------


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("follow")
def save(request: HttpRequest) -> HttpResponse:
    """The form of saving a search; without words and filters there is nothing to save."""
    asked = asked_from(request.GET)
    if not selectors.is_askable(asked):
        return redirect("search:results")
    user = request.user if isinstance(request.user, User) else None
    given = request.POST if request.method == "POST" else None
    form = SaveForm(given, user=user, initial={"name": selectors.proposed_name(asked)})
    if given is not None and form.is_valid():
        done = _saved(request, user, asked, form)
        if done is not None:
            return done
    context = {
        "form": form,
        "words": selectors.in_words([asked])[0],
        "back_url": selectors.address(asked),
        "feed_url": feeds.address(asked),
        "consent": current_consents(timezone.localdate()).get("processing"),
    }
    status = 422 if form.errors else 200
    return render(request, "search/alerts/save.html", context, status=status)


def _saved(
    request: HttpRequest, user: User | None, asked: Asked, form: SaveForm
) -> HttpResponse | None:
    """Where to go on; None with the reason in the form."""
    data, language, now = form.cleaned_data, get_language() or "ru", timezone.now()
    if form.is_trapped:
        return redirect(selectors.address(asked))
    common = {"asked": asked, "frequency": data["frequency"], "language": language, "now": now}
    try:
        if user is not None:
            services.save_search(actor=user, name=data["name"], **common)
            messages.success(request, _("The search is saved. You will get news by e-mail."))
            return redirect("alerts:mine")
        consents = ("processing",)
        sent = services.ask_to_save(email=data["email"], consents=consents, **common)
        return redirect("accounts:sent", token=accounts.sent_token_of(sent))
    except AlertError as error:
        form.add_error(None, problem_message(error))
    except accounts.NoConsentText:
        form.add_error(None, _("No letters can be sent: the text of the consent is not published."))
    return None


# --- Lists -------------------------------------------------------------------------------------


@requires("my.enter")
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What a person with an account has saved; POST changes or stops one of them."""
    assert isinstance(request.user, User)  # noqa: S101 – the permission says so
    return _listed(request, email_hash(request.user.email), "search/alerts/mine.html")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the link of a letter, without an account."""
    try:
        person = person_of(token)
    except FollowingError as error:
        return _bad_link(request, error)
    return _listed(request, person, "search/alerts/manage.html", token)


def _bad_link(request: HttpRequest, error: FollowingError) -> HttpResponse:
    context = {"message": link_message(error)}
    return render(request, "accounts/bad_link.html", context, status=410)


def _listed(request: HttpRequest, person: str, template: str, token: str = "") -> HttpResponse:
    """The list; after a change the list anew, with a refused form in its place."""
    refused = None
    if request.method == "POST":
        refused = _changed(request, person)
        if refused is None:
            return redirect(request.path)
    context = {"cards": lists.cards(person, refused), "token": token}
    return render(request, template, context, status=422 if refused else 200)


def _changed(request: HttpRequest, person: str) -> tuple[int, ChangeForm] | None:
    """Stops or changes one search of this person; (its id, the form) if the change is refused."""
    given = request.POST.get("search", "")
    pk = int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else 0
    found = SavedSearch.objects.of_person(person).filter(pk=pk).first()
    form = ChangeForm(request.POST, auto_id=f"id_{pk}_%s")
    if found is None:
        messages.info(request, _("This search is not saved any more."))
    elif request.POST.get("act") == "stop":
        services.stop_search(search=found)
        messages.success(request, _("No more letters about this search."))
    elif form.is_valid():
        services.change_search(search=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        return pk, form
    return None


@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends all letters about searches. Mail programs post here by themselves when their button is
    pressed (RFC 8058), without a cookie, so the token is the proof; GET only leads to the list."""
    try:
        person = person_of(token)
    except FollowingError as error:
        return _bad_link(request, error)
    if request.method == "POST":
        services.stop_all(person=person)
        messages.success(request, _("No more letters: you have no saved searches now."))
    return redirect("alerts:manage", token=token)
