from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """The whole installation: addresses, the permission table, checks of the settings."""

    name = "config"
    verbose_name = _("Installation")

    def ready(self) -> None:
        from config import checks, permission_table
        from core.web import access

        access.register_rows(permission_table.ROWS)
        checks.register()
