from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Contact
from search.alerts.querysets import SavedSearchQuerySet

LONGEST_NAME = 120


class Frequency(models.TextChoices):
    SOON = "soon", _("as soon as there is news, at most once an hour")
    DAILY = "daily", _("once a day, if there is news")
    WEEKLY = "weekly", _("once a week, if there is news")


class SavedSearch(models.Model):
    """A search whose new results a person gets by e-mail. The address is in `contact`."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    # Of the address of the page of results, always in the same order (search.asked).
    query = models.TextField()
    query_hash = models.CharField(max_length=64)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    email_hash = models.CharField(max_length=64)
    frequency = models.CharField(
        _("letters"), max_length=8, choices=Frequency, default=Frequency.DAILY
    )
    created_at = models.DateTimeField()
    # From when on the next letter is counted.
    told_at = models.DateTimeField()
    # The number in the index (search.interface.NewsIndex) up to which news have been told.
    seen = models.BigIntegerField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["pk"]
        indexes = [models.Index(fields=["frequency", "told_at"], name="saved_search_due")]
        constraints = [
            models.UniqueConstraint(fields=["email_hash", "query_hash"], name="saved_search_once")
        ]

    def __str__(self) -> str:
        return self.name
