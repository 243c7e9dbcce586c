import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from drafts.models.versions import BillVersion
from drafts.querysets import ProvisionQuerySet


class Provision(models.Model):
    """A structural unit of a version: what a comment or a remark speaks on.

    `lineage` is the identity of the unit across versions; `path` follows the command-line contract
    (`article:5.1/paragraph:2`), `eid` the AKN naming convention (`art_5-1__para_2`) and is the
    anchor in addresses. `content` holds the unit's own text in order around its children, as
    `drafts.domain.serialise` writes it.
    """

    version = models.ForeignKey(BillVersion, models.CASCADE, related_name="provisions")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    lineage = models.UUIDField(default=uuid.uuid4, db_index=True)
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=16)
    number = models.CharField(_("number"), max_length=40, blank=True)
    num_label = models.CharField(_("number as written"), max_length=80, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("own text"), blank=True)
    content = models.JSONField(default=dict)
    path = models.CharField(max_length=500)
    eid = models.CharField(max_length=255)

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="provision_position_once"),
            models.UniqueConstraint(fields=["version", "eid"], name="provision_eid_once"),
            models.UniqueConstraint(fields=["version", "lineage"], name="provision_lineage_once"),
        ]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return f"{self.version.get_absolute_url()}#{self.eid}"
