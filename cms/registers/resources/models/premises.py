from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.registers.kit.models import Entry
from core.accounts.models import Body


class Premises(Entry):
    """A room that a body gives to councils for their work (the resolution, 2.2.5)."""

    keeper_path: ClassVar[str] = "body"

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="premises", verbose_name=_("who offers it")
    )
    title = models.CharField(_("name of the room"), max_length=200)
    municipality = models.CharField(_("municipality"), max_length=120)
    address = models.CharField(_("address"), max_length=300)
    places = models.PositiveSmallIntegerField(_("how many people it holds"), null=True, blank=True)
    equipment = models.TextField(_("equipment"), max_length=2000, blank=True)
    is_accessible = models.BooleanField(_("accessible for people in wheelchairs"), default=False)
    hours = models.CharField(
        _("when it can be used"), max_length=300, help_text=_("Days of the week and hours.")
    )
    phone = models.CharField(_("telephone of the office"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail of the office"), blank=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        verbose_name = _("premises for councils")
        verbose_name_plural = _("premises for councils")
        ordering: ClassVar = ["municipality", "title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="premises_have_contact"
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gt=0), name="premises_hold_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.address}"
