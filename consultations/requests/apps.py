from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    """Requests of citizens and organisations to hold a public expertise or a discussion."""

    name = "consultations.requests"
    label = "requests"
    verbose_name = _("Requests")
