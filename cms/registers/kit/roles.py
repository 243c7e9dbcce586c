"""Who keeps registers: by memberships, as all rights."""

from typing import Final

from django.db.models import Q

from core.accounts.models import BodyKind, MembershipRole

# They keep the rows of their own body, and hand them in for approval.
KEEPERS: Final = frozenset({MembershipRole.STAFF, MembershipRole.SECRETARY})


def overseeing_q() -> Q:
    """Memberships by which one keeps and publishes the rows of all bodies: staff and secretaries of
    the region's Public Chamber, and administrators."""
    chamber = Q(role__in=KEEPERS, body__kind=BodyKind.PUBLIC_CHAMBER)
    return chamber | Q(role=MembershipRole.ADMINISTRATOR)
