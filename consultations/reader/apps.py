from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    """The public pages that compose everything about a bill and its consultations."""

    name = "consultations.reader"
    label = "reader"
    verbose_name = _("Reader")

    def ready(self) -> None:
        from consultations.process.ports import register_activity
        from consultations.reader import permissions, providers
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.my.add(permissions.MY_LINKS)
        register_activity(providers.SeatedMembers())
