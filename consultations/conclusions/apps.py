from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConclusionsConfig(AppConfig):
    """Argument groups, answers and summary conclusions."""

    name = "consultations.conclusions"
    label = "conclusions"
    verbose_name = _("Conclusions")
