from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    """What is discussed: bills, their versions and provisions."""

    name = "drafts"
    verbose_name = _("Drafts")

    def ready(self) -> None:
        from core.journal import kinds, subjects
        from core.web import access, menus
        from drafts import events, permissions, selectors

        access.register_rows(permissions.ROWS)
        events.register_journal_kinds(kinds.register)
        menus.desk.add(permissions.LINKS)
        subjects.register("bill", selectors.journal_bills)
        subjects.register("bill_version", selectors.journal_subjects)
