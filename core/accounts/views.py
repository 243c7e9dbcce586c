from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.accounts.models import ConsentVersion
from core.accounts.permissions import public


@public
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text of a consent, in force or past."""
    version = get_object_or_404(ConsentVersion, pk=pk)
    return render(request, "accounts/consent.html", {"consent": version})
