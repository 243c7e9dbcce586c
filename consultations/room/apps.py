from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomConfig(AppConfig):
    """Where a council works on one bill: who takes part, positions, remarks, discussion."""

    name = "consultations.room"
    label = "room"
    verbose_name = _("Working room")

    def ready(self) -> None:
        from consultations.expertise.ports import register_declarations
        from consultations.process.ports import register_activity
        from consultations.room import events, permissions, providers
        from core.journal import kinds
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        events.register_journal_kinds(kinds.register)
        register_declarations(providers.declarations, providers.declaration_address)
        register_activity(providers.RoomActivity())
