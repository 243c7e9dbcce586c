"""Letters about accounts and places in councils."""

from django.conf import settings

from core.accounts.models import Membership
from core.mail.errors import BadAddressError
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail


def tell_member(membership: Membership) -> bool:
    """Tells a person of the new place in a council and how to sign in; False: no usable address."""
    council = membership.body
    try:
        enqueue_mail(
            key=f"member:{membership.pk}",
            to=membership.user.email,
            template="accounts/member",
            context={
                "council": council.name,
                "role": membership.get_role_display(),
                "starts_on": membership.starts_on,
                "ends_on": membership.ends_on,
                "desk_url": absolute("/desk/"),
                "password_url": absolute_reverse("account_reset_password"),
            },
            language=settings.LANGUAGE_CODE,
        )
    except BadAddressError:
        return False
    return True
