from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from consultations.process.models import Referral
from core.accounts.permissions import policy


def find(request: HttpRequest, pk: int, action: str = "expertise.read") -> Referral:
    """What was referred, if this person may read it and do `action` with it."""
    found = Referral.objects.select_related("council", "consultation__version__bill")
    referral = get_object_or_404(found, pk=pk)
    policy.require(request.user, "expertise.read", referral)
    policy.require(request.user, action, referral)
    return referral
