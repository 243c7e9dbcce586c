from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessConfig(AppConfig):
    """Consultations: windows, phases, referrals to councils."""

    name = "consultations.process"
    label = "process"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        from consultations.process import clock, events, permissions, selectors, steps
        from core.clock import registry
        from core.journal import kinds, subjects
        from core.web import access, menus
        from drafts import steps as version_steps

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        events.register_journal_kinds(kinds.register)
        clock.register(registry.register)
        version_steps.register(steps.announce_step)
        subjects.register("consultation", selectors.journal_subjects)
