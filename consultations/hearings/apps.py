from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingsConfig(AppConfig):
    """Minutes of hearings and discussions, and the recommendations in them."""

    name = "consultations.hearings"
    label = "hearings"
    verbose_name = _("Hearings")

    def ready(self) -> None:
        from consultations.hearings import events, permissions
        from core.journal import kinds
        from core.web import access

        access.register_rows(permissions.ROWS)
        events.register_journal_kinds(kinds.register)
