from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClockConfig(AppConfig):
    """Everything that becomes due by the clock, and the second try of failed tasks."""

    name = "core.clock"
    label = "clock"
    verbose_name = _("Clock")

    def ready(self) -> None:
        from core.clock import jobs, registry

        jobs.register(registry.register)
