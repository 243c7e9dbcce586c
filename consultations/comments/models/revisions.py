from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import CommentKind, ProvisionComment, Stance


class CommentRevision(models.Model):
    """What a comment said before its author replaced it; public, if it was, as long as the comment
    is."""

    comment = models.ForeignKey(ProvisionComment, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=CommentKind)
    stance = models.CharField(max_length=16, choices=Stance)
    quoted_text = models.TextField(blank=True)
    proposed_text = models.TextField(blank=True)
    rationale = models.TextField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()
    # Whether everybody could read it: what was held is never shown afterwards.
    was_public = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("earlier wording of a comment")
        verbose_name_plural = _("earlier wordings of comments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.number}"
