from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    """Requests of citizens and organisations to hold a public expertise or a discussion."""

    name = "consultations.requests"
    label = "requests"
    verbose_name = _("Requests")

    def ready(self) -> None:
        from consultations.requests import clock, events, permissions, purposes, selectors
        from core.accounts.purposes import register as register_purpose
        from core.clock import registry
        from core.journal import kinds, subjects
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        events.register_journal_kinds(kinds.register)
        subjects.register("request", selectors.journal_subjects)
        clock.register(registry.register)
        for purpose in purposes.purposes():
            register_purpose(purpose)
