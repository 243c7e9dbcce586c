from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ControlConfig(AppConfig):
    """Public monitoring and inspection: inspectors and closing documents."""

    name = "consultations.control"
    label = "control"
    verbose_name = _("Monitoring and inspection")
