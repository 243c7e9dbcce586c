import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment, XtdCommentManager

from consultations.comments.models.participant import Participant
from consultations.comments.querysets import CommentQuerySet, queue_rank
from consultations.process.models import Consultation
from core.accounts.models import AuthorType, Contact
from core.accounts.selectors import public_name
from drafts.models import Provision

if TYPE_CHECKING:
    from consultations.comments.models.attachments import Attachment


class CommentKind(models.TextChoices):
    AMEND = "amend", _("change the wording")
    DELETE = "delete", _("delete the provision")
    ADD = "add", _("add a provision")
    QUESTION = "question", _("question")
    OPINION = "opinion", _("general opinion")


# The kinds that make no sense without a proposed wording.
NEEDS_WORDING = frozenset({CommentKind.AMEND, CommentKind.ADD})


class Stance(models.TextChoices):
    SUPPORT = "support", _("I support it")
    WITH_CHANGES = "with_changes", _("I support it with changes")
    OPPOSE = "oppose", _("I do not support it")
    NEUTRAL = "neutral", _("I do not take a side")


class CommentStatus(models.TextChoices):
    PUBLISHED = "published", _("published")
    HELD = "held", _("being checked by a moderator")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn by the author")


class Channel(models.TextChoices):
    ONLINE = "online", _("on the site")
    PAPER = "paper", _("on paper")
    HEARING = "hearing", _("at a hearing")


class ProvisionComment(XtdComment):
    """A citizen's structured comment on a provision, or on the whole bill if there is none.

    The inherited `comment` is the justification. The inherited name, e-mail and address columns
    stay empty: personal data is in `contact`. `content_type`, `object_pk`, `is_public` and
    `is_removed` mirror our own columns and are written by the services alone.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="comments")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="comments")
    author_type = models.CharField(max_length=16, choices=AuthorType)
    municipality = models.CharField(max_length=120, blank=True)
    # The same as lists and letters compare it (domain/places.py).
    municipality_key = models.CharField(max_length=120, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=CommentKind)
    stance = models.CharField(_("stance"), max_length=16, choices=Stance)
    # The words that are spoken of: all of the provision, or what was selected in it. A selection is
    # found again by its place and by the words around it (W3C Web Annotation: TextPositionSelector
    # and TextQuoteSelector), so that it survives an edit of the rest.
    quoted_text = models.TextField(_("original wording"), blank=True)
    anchor_start = models.PositiveIntegerField(null=True, blank=True)
    anchor_prefix = models.CharField(max_length=64, blank=True)
    anchor_suffix = models.CharField(max_length=64, blank=True)
    proposed_text = models.TextField(_("proposed wording"), blank=True)
    status = models.CharField(max_length=12, choices=CommentStatus)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.ONLINE)
    # Who entered what came on paper or was said at a hearing.
    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Of what was said at a hearing: where the minutes have it.
    minutes_note = models.CharField(_("place in the minutes"), max_length=300, blank=True)
    receipt_code = models.CharField(max_length=16, unique=True)
    # SHA-256 of the secret in the author's own link; the secret itself is not stored.
    secret_hash = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    # Of the last decision to hide it (a code of core.rules.ModerationGround), for counting.
    ground_code = models.CharField(max_length=40, blank=True, editable=False)
    # Which wording this is; the earlier ones are in `revisions`.
    revision = models.PositiveSmallIntegerField(default=1)
    revised_at = models.DateTimeField(null=True, blank=True)
    # SHA-256 of place and words without their author: the same words of several people are
    # «однотипные предложения».
    words_hash = models.CharField(max_length=64, blank=True)
    # Kept by the services of this app. Files that readers may open: without any, none are read.
    file_count = models.PositiveSmallIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)
    # Those of `support_count` who joined a wording that its author has replaced since.
    earlier_supports = models.PositiveIntegerField(default=0)
    # Written by conclusions through `mark_answered`, so that lists can be narrowed without it.
    answered_at = models.DateTimeField(null=True, blank=True)

    # The replies that lists show, once selectors have read them.
    listed_replies: "list[ProvisionComment] | None" = None

    objects = XtdCommentManager.from_queryset(CommentQuerySet)()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(
                fields=["provision", "status", "xtdcomment_ptr"], name="comment_on_provision"
            ),
            models.Index(
                fields=["consultation", "status", "xtdcomment_ptr"], name="comment_in_consultation"
            ),
            models.Index(
                fields=["consultation", "support_count", "xtdcomment_ptr"],
                name="comment_by_support",
            ),
            models.Index(fields=["consultation", "words_hash"], name="comment_same_words"),
            # Lists of proposals, from any page of them on.
            models.Index(
                fields=["consultation", "confirmed_at", "xtdcomment_ptr"],
                condition=Q(reply_to__isnull=True),
                name="comment_proposals",
            ),
            models.Index(
                fields=["provision", "confirmed_at", "xtdcomment_ptr"],
                condition=Q(reply_to__isnull=True),
                name="comment_proposals_on",
            ),
            models.Index(
                fields=["municipality_key", "consultation", "confirmed_at", "xtdcomment_ptr"],
                condition=Q(reply_to__isnull=True),
                name="comment_proposals_from_place",
            ),
            models.Index(
                fields=["consultation", "confirmed_at", "xtdcomment_ptr"],
                condition=Q(answered_at__isnull=False),
                name="comment_answered",
            ),
            models.Index(
                fields=["consultation", "ground_code"],
                condition=Q(status="hidden", reply_to__isnull=True),
                name="comment_hidden_grounds",
            ),
            models.Index(queue_rank(), F("xtdcomment_ptr").desc(), name="comment_in_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["amend", "add"]) | ~Q(proposed_text=""),
                name="comment_amendment_has_wording",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__gte=F("submitted_at")),
                name="comment_confirmed_after_submission",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt_code

    def get_absolute_url(self, anchor_pattern: str | None = None) -> str:
        consultation = self.consultation
        return reverse("reader:comment", args=[consultation.year, consultation.slug, self.pk])

    @property
    def rationale(self) -> str:
        """The justification (обоснование)."""
        return self.comment

    @property
    def is_visible(self) -> bool:
        """Whether the text may be shown; a hidden or withdrawn one shows as a stub."""
        return self.status == CommentStatus.PUBLISHED

    @property
    def shown_files(self) -> "list[Attachment]":
        """Attachments for readers, never scans; no query if the attachments were prefetched, or if
        there are none."""
        if not self.file_count:
            return []
        return [file for file in self.attachments.all() if not file.is_scan]

    @property
    def received(self) -> dt.date | dt.datetime:
        """When it came: the moment, or only the day of what came on paper or was said aloud."""
        if self.channel == Channel.ONLINE:
            return self.submitted_at
        return timezone.localdate(self.submitted_at)

    @property
    def author_name(self) -> str:
        return public_name(self.contact, self.participant.number)

    @property
    def provision_url(self) -> str:
        """Where the provision stands in the text that this consultation is about."""
        version = self.consultation.version
        return f"{version.get_absolute_url()}#{self.provision.eid}" if self.provision else ""

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        """Moderators belong to the organiser."""
        return [self.consultation.organiser_id]
