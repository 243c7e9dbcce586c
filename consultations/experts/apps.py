from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertsConfig(AppConfig):
    """Public experts: the register, open calls, who is appointed to a council's work."""

    name = "consultations.experts"
    label = "experts"
    verbose_name = _("Experts")

    def ready(self) -> None:
        from consultations.experts import events, permissions, selectors
        from core.journal import kinds, subjects
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        menus.my.add(permissions.MY_LINKS)
        events.register_journal_kinds(kinds.register)
        subjects.register("expert", selectors.journal_experts)
        subjects.register("call", selectors.journal_calls)
