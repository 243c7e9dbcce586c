"""Proposals to choose from."""

from typing import Final

from django.db.models import Q

from drafts.models import Provision

ORDERS: Final = {
    "": ("-confirmed_at", "-pk"),
    "supported": ("-support_count", "-pk"),
}


def inside(provision_id: int, version_id: int) -> Q:
    """Comments on a unit of this text or on anything inside it; one query."""
    unit = Provision.objects.filter(pk=provision_id, version=version_id).first()
    if unit is None:
        return Q(pk__in=[])
    below = Q(provision__version=version_id, provision__path__startswith=f"{unit.path}/")
    return Q(provision=unit) | below
