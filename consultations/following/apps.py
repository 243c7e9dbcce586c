from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    """Who wants to hear of what: subscriptions and the letters with news."""

    name = "consultations.following"
    label = "following"
    verbose_name = _("Following")

    def ready(self) -> None:
        from consultations.following import permissions, receivers, services
        from core.accounts import purposes
        from core.accounts.events import contact_erased
        from core.clock import registry as clock
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.my.add(permissions.MY_LINKS)
        clock.register("following.news", services.sweep, atomic=False)
        contact_erased.connect(receivers.on_contact_erased)
        purposes.register(purposes.Purpose(services.PURPOSE, services.describe, services.perform))
