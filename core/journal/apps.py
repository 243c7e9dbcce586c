from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """The public log: entries, their places, and what proves them."""

    name = "core.journal"
    label = "journal"
    verbose_name = _("Public journal")

    def ready(self) -> None:
        from core.accounts import events
        from core.clock import registry
        from core.journal import clock, kinds, permissions, receivers
        from core.rules import events as rules_events
        from core.web import access

        access.register_rows(permissions.ROWS)
        clock.register(registry.register)
        events.register_journal_kinds(kinds.register)
        rules_events.register_journal_kinds(kinds.register)
        receivers.connect()
