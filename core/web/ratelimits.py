"""Rate limits: django-ratelimit behind one decorator, and a page that says when to come back."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from math import ceil
from typing import Any, Final, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_ratelimit import UNSAFE
from django_ratelimit.core import get_usage

V = TypeVar("V", bound=Callable[..., Any])

# For views that change nothing but cost much: a HEAD costs what a GET does.
SAFE: Final = ["GET", "HEAD"]
# What the page never shows again, even to the person who has typed it.
_SECRET_WORDS: Final = ("password", "passwd", "secret", "csrf", "token", "homepage")


def rate_limited(
    scope: str,
    rate: str | None = None,
    key: str | Callable[[str, HttpRequest], str] = "user_or_ip",
    methods: Any = UNSAFE,
    when: Callable[[HttpRequest], bool] | None = None,
) -> Callable[[V], V]:
    """Lets a view be called only so often by one person or address.

    scope: name of the limit; views with one scope share one count. Its rate is
    `settings.RATE_LIMITS[scope]` («30/h»), else `rate`; with neither there is no limit.
    key: as in django-ratelimit («ip», «user_or_ip», «post:email», or a function of (scope,
    request)). methods: which requests count (default: those that change something; for a view that
    only shows something SAFE). when: counts only requests for which it is true.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if when is not None and not when(request):
                return view(request, *args, **kwargs)
            usage = get_usage(
                request,
                group=scope,
                key=key,
                rate=settings.RATE_LIMITS.get(scope, rate),
                method=methods,
                increment=True,
            )
            if usage is not None and usage["should_limit"]:
                return too_many_requests(request, usage["time_left"])
            return view(request, *args, **kwargs)

        return cast(V, limited)

    return decorate


def is_over_limit(request: HttpRequest, scope: str, key: str = "user_or_ip") -> bool:
    """Counts a request as `rate_limited` does; whether it is one too many. For a view that need not
    refuse all of the request."""
    rate = settings.RATE_LIMITS.get(scope)
    usage = get_usage(request, group=scope, key=key, rate=rate, method=UNSAFE, increment=True)
    return usage is not None and bool(usage["should_limit"])


def by_link(_scope: str, request: HttpRequest) -> str:
    """A key: requests to one link of a letter are counted together, not those of one network
    address, for a village behind one address may have many such links."""
    link = (
        "".join(map(str, request.resolver_match.kwargs.values())) if request.resolver_match else ""
    )
    return hashlib.sha256(link.encode()).hexdigest()


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """Status 429 with the time to try again; keeps what has been typed, so that it can be sent
    again by one press. A fragment (htmx) is put before the form, which stays as it is."""
    seconds = max(seconds, 60)
    context = {
        "retry_at": timezone.now() + timedelta(seconds=seconds),
        "minutes": ceil(seconds / 60),
        "kept": _kept(request),
        "can_resend": request.method == "POST" and not request.FILES and not _has_secret(request),
        "had_files": request.method == "POST" and bool(request.FILES),
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "components/too_many_requests.html" if is_fragment else "429.html"
    response = render(request, template, context, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    if is_fragment:
        response["HX-Reswap"] = "beforebegin"
    return response


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """(name, text) of every value that was sent, without secrets."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not _is_secret(name)
        for value in values
    ]


def _has_secret(request: HttpRequest) -> bool:
    return any("passw" in name.lower() for name in request.POST)


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET_WORDS)
