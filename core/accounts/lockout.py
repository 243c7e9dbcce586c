from collections.abc import Mapping

from django.http import HttpRequest

from core.accounts.domain.names import normal_email


def attempted_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """Whose password is being guessed: the e-mail of the form, in one spelling, or "" if there is
    none. django-axes counts failures by it; the sign-in form names its fields in its own way."""
    given = dict(credentials or {})
    typed = request.POST.get("login", "") if request is not None else ""
    name = given.get("email") or given.get("username") or typed
    return normal_email(name) if "@" in name else name
