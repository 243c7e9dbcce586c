from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """How somebody has told what another person enters in the room for them."""

    LETTER = "letter", _("letter")
    PHONE = "phone", _("telephone call")
    SITTING = "sitting", _("spoken at a sitting")
    TABLE = "table", _("table of remarks")
