from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomConfig(AppConfig):
    """Where a council works on one bill: who takes part, positions, remarks, discussion."""

    name = "consultations.room"
    label = "room"
    verbose_name = _("Working room")
