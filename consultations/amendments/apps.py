from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AmendmentsConfig(AppConfig):
    """Tables of amendments of the responsible committee."""

    name = "consultations.amendments"
    label = "amendments"
    verbose_name = _("Tables of amendments")

    def ready(self) -> None:
        from consultations.amendments import events, permissions, subjects
        from core.journal import kinds
        from core.journal import subjects as journal_subjects
        from core.web import access

        access.register_rows(permissions.ROWS)
        events.register_journal_kinds(kinds.register)
        journal_subjects.register("amendment_table", subjects.tables)
