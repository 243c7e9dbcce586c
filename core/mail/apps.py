from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    """The outbox: every message to a person, once."""

    name = "core.mail"
    label = "mail"
    verbose_name = _("Mail")
