from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    """Terms, working days, reasons, grounds and citations: data with dates, never code."""

    name = "core.rules"
    label = "rules"
    verbose_name = _("Rules")

    def ready(self) -> None:
        from core.rules import receivers

        receivers.connect(self)
