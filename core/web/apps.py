from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Pages' common ground: display settings, components, error pages, guards."""

    name = "core.web"
    label = "web"
    verbose_name = _("Site")
