from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertsConfig(AppConfig):
    """Public experts: the register, open calls, who is appointed to a council's work."""

    name = "consultations.experts"
    label = "experts"
    verbose_name = _("Experts")
