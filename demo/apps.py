from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Demo content, made by the services that people use. It has no models and no pages."""

    name = "demo"
    verbose_name = _("Demo")
