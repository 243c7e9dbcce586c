from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuthorType(models.TextChoices):
    CITIZEN = "citizen", _("citizen")
    NGO = "ngo", _("non-profit organisation")
    ORGANISATION = "organisation", _("organisation")
    AUTHORITY = "authority", _("authority")
    COUNCIL = "council", _("council")


class NameDisplay(models.TextChoices):
    PSEUDONYM = "pseudonym", _("“Participant No. …”")
    INITIALS = "initials", _("surname and initials")
    FULL = "full", _("full name")
    ORGANISATION = "organisation", _("name of the organisation only")


class Contact(models.Model):
    """Who stands behind one submission: the only place with its name and e-mail.

    `email_hash` (HMAC of the normalised e-mail) stays after erasure, so that one person is still
    one participant; nothing else does. Who gave no e-mail gets a random one: every such submission
    has a person of its own, since names do not tell people apart.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    author_type = models.CharField(
        _("author"), max_length=16, choices=AuthorType, default=AuthorType.CITIZEN
    )
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    email_hash = models.CharField(max_length=64, db_index=True)
    name_display = models.CharField(
        _("how to sign"), max_length=16, choices=NameDisplay, default=NameDisplay.PSEUDONYM
    )
    language = models.CharField(_("language"), max_length=5, default="ru")
    created_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | models.Q(full_name="", email="", organisation="", post="", user__isnull=True),
                name="contact_erased_is_empty",
            )
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"
