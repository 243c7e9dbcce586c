from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from core.accounts.models import Membership, MembershipRole, User

# Wagtail's own groups: the first may write pages, the second may publish them.
EDITOR_GROUPS = ("Editors", "Moderators")
EDITOR_ROLES = (MembershipRole.EDITOR, MembershipRole.ADMINISTRATOR)


@transaction.atomic
def sync_editor(*, user_id: int) -> bool:
    """Puts a user into Wagtail's groups, or takes them out, as their memberships say today;
    returns whether they are an editor."""
    user = User.objects.get(pk=user_id)
    memberships = Membership.objects.filter(user=user, role__in=EDITOR_ROLES)
    is_editor = memberships.active(timezone.localdate()).exists()
    groups = Group.objects.filter(name__in=EDITOR_GROUPS)
    if is_editor:
        user.groups.add(*groups)
    else:
        user.groups.remove(*groups)
    return is_editor
