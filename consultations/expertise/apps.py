from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertiseConfig(AppConfig):
    """Councils' opinions, remarks and dissents."""

    name = "consultations.expertise"
    label = "expertise"
    verbose_name = _("Expertise")
