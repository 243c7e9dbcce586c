from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Citizens' structured comments and their moderation."""

    name = "consultations.comments"
    label = "comments"
    verbose_name = _("Comments")
