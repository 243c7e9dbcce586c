from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    """The public pages that compose everything about a bill and its consultations."""

    name = "consultations.reader"
    label = "reader"
    verbose_name = _("Reader")

    def ready(self) -> None:
        from consultations.process.ports import register_activity
        from consultations.reader import permissions, providers, subjects
        from core.journal import subjects as journal_subjects
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.my.add(permissions.MY_LINKS)
        journal_subjects.register("body", subjects.bodies)
        register_activity(providers.SeatedMembers())
