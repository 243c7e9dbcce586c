from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from consultations.expertise.models import Opinion
from consultations.expertise.ports import declaration_address
from consultations.expertise.selectors import opinion_of, referral_of
from consultations.process.models import ConsultationStatus, Referral
from core.accounts.permissions import policy


def find(request: HttpRequest, pk: int, action: str = "expertise.read") -> Referral:
    """What was referred, if this person may read it and do `action` with it."""
    found = Referral.objects.select_related("council", "consultation__version__bill")
    referral = get_object_or_404(found, pk=pk)
    policy.require(request.user, "expertise.read", referral)
    policy.require(request.user, action, referral)
    return referral


def declared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Gives a view the referral instead of its key. A member who has not yet said whether there is
    a conflict of interest goes to say it before reading the draft (212-FZ, art. 23).

    The secretary, who keeps the text, enters at once. After the adoption the opinion is public, so
    that everybody in the council reads it, its history and the closed room freely; the same after
    the summary conclusion, when the draft comes to nothing.
    """

    @wraps(view)
    def entered(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        referral = find(request, pk)
        address = _where_to_declare(request, referral)
        if address is not None:
            text = _("First say whether you have a conflict of interest: then the draft opens.")
            messages.info(request, text)
            return redirect(address)
        return view(request, referral, **kwargs)

    return entered


def _where_to_declare(request: HttpRequest, referral: Referral) -> str | None:
    if policy.check(request.user, "expertise.sign", referral):
        return None
    opinion = opinion_of(referral)
    if opinion is None or opinion.is_published:
        return None
    live = _deciding(opinion)
    return declaration_address(request.user.pk, live.pk) if live is not None else None


def _deciding(opinion: Opinion) -> Referral | None:
    """By what the council still decides on this draft: not after a summary conclusion, nor when it
    has declined; if it is asked anew, by the new referral."""
    if opinion.consultation.status == ConsultationStatus.CONCLUDED:
        return None
    return referral_of(opinion)
