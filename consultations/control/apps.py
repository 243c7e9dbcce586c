from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ControlConfig(AppConfig):
    """Public monitoring and inspection: inspectors and closing documents."""

    name = "consultations.control"
    label = "control"
    verbose_name = _("Monitoring and inspection")

    def ready(self) -> None:
        from consultations.control import events, permissions, receivers
        from consultations.process.events import consultation_announced
        from core.journal import kinds
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        menus.my.add(permissions.MY_LINKS)
        events.register_journal_kinds(kinds.register)
        consultation_announced.connect(receivers.on_announcement)
        events.closing_signed.connect(receivers.on_signature)
