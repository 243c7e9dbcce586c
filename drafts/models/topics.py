from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """A subject that bills are about («образование»): readers find and follow bills by it."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("topic of bills")
        verbose_name_plural = _("topics of bills")
        ordering = ["name"]

    def __str__(self) -> str:
        return (self.name_en or self.name) if get_language() == "en" else self.name
