from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertiseConfig(AppConfig):
    """Councils' opinions, remarks and dissents."""

    name = "consultations.expertise"
    label = "expertise"
    verbose_name = _("Expertise")

    def ready(self) -> None:
        from consultations.expertise import events, permissions, providers, selectors
        from consultations.process.ports import register_activity
        from core.journal import kinds, subjects
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        events.register_journal_kinds(kinds.register)
        subjects.register("opinion", selectors.journal_subjects)
        register_activity(providers.BallotActivity())
