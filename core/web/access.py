"""Who may do what: the vocabulary of the permission table and the decorators of views.

Every view says in one line whether it is public or which action it performs. The rows that explain
an action (roles, phases, a sentence for people) live in the `permissions.ROWS` of the app that owns
it; the judgement is made by a policy that `core.accounts` registers here, because this package
stands below the accounts and must not import them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast, runtime_checkable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PUBLIC: Final = "public"

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=Callable[..., Any])


class Role(StrEnum):
    """In what capacity a person acts. One person may hold several, each in its own bodies."""

    ANYONE = "anyone"
    CITIZEN = "citizen"  # has signed in
    MEMBER = "member"  # of a council
    SECRETARY = "secretary"  # of a council
    CHAIR = "chair"  # of a council, and a member of it
    CLERK = "clerk"  # of the responsible committee
    SPONSOR = "sponsor"  # speaks for whoever has introduced the bill
    MODERATOR = "moderator"
    EDITOR = "editor"
    STAFF = "staff"  # of a body: keeps its rows of registers
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, init=False)
class Row:
    """One line of the permission table.

    `phases` are values of the object's `access_phase` in which the action is open; None means any.
    """

    action: str
    roles: frozenset[Role]
    phases: frozenset[str] | None
    description: "StrOrPromise"

    def __init__(
        self,
        action: str,
        roles: Iterable[Role],
        phases: Iterable[str] | None = None,
        description: "StrOrPromise" = "",
    ) -> None:
        """Accepts any iterables and freezes them, so that rows read well where they are written."""
        object.__setattr__(self, "action", action)
        object.__setattr__(self, "roles", frozenset(roles))
        object.__setattr__(self, "phases", None if phases is None else frozenset(phases))
        object.__setattr__(self, "description", description)


@runtime_checkable
class HasPhase(Protocol):
    """An object whose actions open and close with its phase."""

    @property
    def access_phase(self) -> str: ...


@runtime_checkable
class HasBodies(Protocol):
    """An object that belongs to bodies: a role counts only in one of them."""

    def access_bodies(self, action: str) -> Iterable[int]: ...


class Judge(Protocol):
    """What `core.accounts` registers: answers yes or no; raising PermissionDenied also means no."""

    def check(self, user: Any, action: str, obj: object | None = None) -> bool: ...


class Policy:
    """The port. Closed until a judge is registered: no judge, no permission."""

    def __init__(self) -> None:
        self._judge: Judge | None = None

    def register(self, judge: Judge) -> None:
        """Makes `judge` answer from now on (called once, in `AppConfig.ready` of core.accounts)."""
        self._judge = judge

    def check(self, user: Any, action: str, obj: object | None = None) -> bool:
        """May `user` perform `action` (on `obj`, if given)? Raises ImproperlyConfigured if the
        action is in no table: a misspelt action must not look like a refusal."""
        if self._judge is None:
            raise ImproperlyConfigured("No access policy is registered.")
        if action not in _rows:
            raise ImproperlyConfigured(f"Action {action!r} is in no permission table.")
        try:
            return self._judge.check(user, action, obj)
        except PermissionDenied:
            return False

    def require(self, user: Any, action: str, obj: object | None = None) -> None:
        """Returns nothing, or raises PermissionDenied."""
        if not self.check(user, action, obj):
            raise PermissionDenied(action)


policy: Final = Policy()

_rows: dict[str, Row] = {}


def register_rows(rows: Iterable[Row]) -> None:
    """Adds an app's rows to the table; raises ValueError if an action is already there."""
    for row in rows:
        if row.action in _rows:
            raise ValueError(f"Action {row.action!r} is declared twice.")
        _rows[row.action] = row


def table() -> tuple[Row, ...]:
    """All rows, ordered by action."""
    return tuple(_rows[action] for action in sorted(_rows))


def row(action: str) -> Row:
    """The row of an action; raises KeyError if no app has declared it."""
    return _rows[action]


def public(view: V) -> V:
    """Marks a view that everybody may open."""
    if isinstance(view, type):
        return cast(V, method_decorator(public, name="dispatch")(view))

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    marked.access = PUBLIC  # type: ignore[attr-defined]
    return cast(V, marked)


def requires(action: str) -> Callable[[V], V]:
    """Lets a request through if the policy allows `action` to its user, object aside.

    An anonymous user who is refused goes to sign in and comes back. Works on function views, on
    the result of `as_view()` and on view classes. The view itself still asks
    `policy.require(user, action, obj)` once it has the object.
    """

    def decorate(view: V) -> V:
        if isinstance(view, type):
            return cast(V, method_decorator(requires(action), name="dispatch")(view))

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            user = getattr(request, "user", None)
            if policy.check(user, action):
                return view(request, *args, **kwargs)
            if user is None or not user.is_authenticated:
                return _to_login(request)
            raise PermissionDenied(action)

        guarded.access = action  # type: ignore[attr-defined]
        return cast(V, guarded)

    return decorate


def _to_login(request: HttpRequest) -> HttpResponseBase:
    query = urlencode({REDIRECT_FIELD_NAME: return_path(request)}, safe="/")
    address = f"{resolve_url(settings.LOGIN_URL)}?{query}"
    if request.headers.get("HX-Request") == "true":
        # A fragment cannot show the sign-in page: let the browser go there as a whole.
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def return_path(request: HttpRequest, default: str = "/") -> str:
    """Where to come back to: the page itself, or for a form's POST the page that held the form;
    `default` if it does not say."""
    if request.method in ("GET", "HEAD") and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return default
