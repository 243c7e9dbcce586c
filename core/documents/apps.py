from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Official documents: one description, several renderers."""

    name = "core.documents"
    label = "documents"
    verbose_name = _("Documents")
