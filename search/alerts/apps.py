from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Saved searches: letters about what is new, and feeds."""

    name = "search.alerts"
    label = "alerts"
    verbose_name = _("Saved searches")

    def ready(self) -> None:
        from core.accounts import purposes
        from core.accounts.events import contact_erased
        from core.clock import registry as clock
        from core.web import access, menus
        from search.alerts import permissions, receivers, services

        access.register_rows(permissions.ROWS)
        menus.my.add(permissions.MY_LINKS)
        clock.register("search.alerts", services.sweep, atomic=False)
        contact_erased.connect(receivers.on_contact_erased)
        purposes.register(purposes.Purpose(services.PURPOSE, services.describe, services.confirm))
