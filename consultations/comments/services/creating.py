"""The one place where a comment comes into being."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone

from consultations.comments.domain import receipts
from consultations.comments.domain.anchors import Anchor
from consultations.comments.domain.fingerprint import words_hash
from consultations.comments.domain.places import normal_place
from consultations.comments.domain.texts import Author, CommentText
from consultations.comments.events import (
    RECEIVED_KIND,
    CommentStatusChanged,
    comment_status_changed,
)
from consultations.comments.models import (
    Channel,
    CommentStatus,
    ModerationAction,
    ModerationRecord,
    Participant,
    ProvisionComment,
)
from consultations.comments.services import counts
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import Contact, User
from core.journal import services as journal
from drafts.models import Provision


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks; no provision means the bill as a whole."""

    consultation: Consultation
    provision: Provision | None
    reply_to: ProvisionComment | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How it came. `operator` has entered what came on paper or was said at a hearing;
    `minutes_note`: where the minutes have it; `digests`: SHA-256 of the files beside it."""

    channel: str = Channel.ONLINE
    operator: User | None = None
    minutes_note: str = ""
    digests: tuple[str, ...] = ()


ONLINE: Final = Arrival()


def secret_hash(secret: str) -> str:
    """What is stored of the secret of an author's link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def words_of(place: Place, text: CommentText) -> str:
    """What the same proposals of several people have in common; empty for a reply."""
    if place.reply_to is not None:
        return ""
    where = str(place.provision.pk) if place.provision else ""
    return words_hash(place=where, texts=(text.kind, text.rationale, text.proposed_text))


def record_author(
    author: Author, *, actor: User | None, email: str, now: dt.datetime, on_paper: bool = False
) -> Contact:
    """Stores who speaks, with the consents given. Raises ConsentMissing or NoConsentText."""
    return accounts.record_contact(
        actor=actor,
        email=email,
        author_type=author.author_type,
        name_display=author.name_display,
        consents=author.consents,
        full_name=author.full_name,
        organisation=author.organisation,
        post=author.post,
        municipality=author.municipality,
        language=author.language,
        now=now,
        on_paper=on_paper,
    )


def create_comment(
    *,
    place: Place,
    text: CommentText,
    quoted_text: str,
    contact: Contact,
    submitted_at: dt.datetime,
    confirmed_at: dt.datetime,
    held_for: Sequence[str] = (),
    anchor: Anchor | None = None,
    arrival: Arrival = ONLINE,
) -> tuple[ProvisionComment, str]:
    """Publishes a comment (or holds it, if comments are checked first or the rules say so:
    `held_for` are codes of HoldReason); returns it with the secret of its author's link. `anchor`
    is where the quoted words stand, if they are not all of the provision.

    Needs a transaction: the consultation's row is locked, which gives participants their numbers
    and replies their order one after another.
    """
    consultation = Consultation.objects.locked().get(pk=place.consultation.pk)
    if place.reply_to is not None:
        ProvisionComment.objects.locked().get(pk=place.reply_to.pk)
    waits = consultation.premoderated or bool(held_for)
    status = CommentStatus.HELD if waits else CommentStatus.PUBLISHED
    secret = secrets.token_urlsafe(32)
    target = place.provision or consultation
    comment = ProvisionComment(
        content_type=ContentType.objects.get_for_model(target),
        object_pk=str(target.pk),
        site_id=settings.SITE_ID,
        comment=text.rationale,
        submit_date=submitted_at,
        is_public=status == CommentStatus.PUBLISHED,
        parent_id=place.reply_to.pk if place.reply_to else 0,
        consultation=consultation,
        provision=place.provision,
        reply_to=place.reply_to,
        contact=contact,
        participant=participant_of(consultation, contact.email_hash),
        author_type=contact.author_type,
        municipality=contact.municipality,
        municipality_key=normal_place(contact.municipality),
        kind=text.kind,
        stance=text.stance,
        quoted_text=quoted_text,
        anchor_start=anchor.start if anchor else None,
        anchor_prefix=anchor.prefix if anchor else "",
        anchor_suffix=anchor.suffix if anchor else "",
        proposed_text=text.proposed_text,
        status=status,
        receipt_code=_free_code(),
        secret_hash=secret_hash(secret),
        words_hash=words_of(place, text),
        file_count=len(arrival.digests) if arrival.channel == Channel.ONLINE else 0,
        submitted_at=submitted_at,
        confirmed_at=confirmed_at,
        channel=arrival.channel,
        operator=arrival.operator,
        minutes_note=arrival.minutes_note,
    )
    comment.save()
    if held_for:
        ModerationRecord.objects.create(
            comment=comment,
            action=ModerationAction.HOLD,
            reasons=list(held_for),
            is_automatic=True,
            decided_at=confirmed_at,
        )
    _note(comment, arrival.digests, confirmed_at)
    return comment, secret


def participant_of(consultation: Consultation, email_hash: str) -> Participant:
    """The person's place among the participants; a new one gets the next number. The caller holds
    the lock of the consultation."""
    known = Participant.objects.filter(consultation=consultation, email_hash=email_hash)
    found = known.first()
    if found is not None:
        return found
    Consultation.objects.filter(pk=consultation.pk).update(
        participant_count=F("participant_count") + 1
    )
    consultation.refresh_from_db(fields=["participant_count"])
    return Participant.objects.create(
        consultation=consultation,
        email_hash=email_hash,
        number=consultation.participant_count,
    )


def _free_code() -> str:
    while True:
        code = receipts.make(
            [secrets.randbelow(len(receipts.ALPHABET)) for _ in range(receipts.LENGTH)]
        )
        if not ProvisionComment.objects.filter(receipt_code=code).exists():
            return code


def _note(comment: ProvisionComment, digests: Sequence[str], at: dt.datetime) -> None:
    body: dict[str, Any] = {
        "consultation": comment.consultation_id,
        "provision": comment.provision_id,
        "receipt": comment.receipt_code,
        "kind": str(comment.kind),
        "status": str(comment.status),
        "reply_to": comment.reply_to_id,
    }
    if digests:
        body["files"] = list(digests)
    if comment.channel != Channel.ONLINE:
        body["channel"] = str(comment.channel)
        body["received_on"] = timezone.localdate(comment.submitted_at).isoformat()
    journal.record(
        kind=RECEIVED_KIND, subject_type="comment", subject_id=comment.pk, body=body, at=at
    )
    enter_status(comment, old=None)


def enter_status(comment: ProvisionComment, *, old: str | None) -> None:
    """Counts a comment in its new status and tells the floors above."""
    counts.move(comment, old=old)
    tell(comment, old=old)


def tell(comment: ProvisionComment, *, old: str | None) -> None:
    """Sends the event of a new status to the floors above."""
    event = CommentStatusChanged(
        comment_id=comment.pk,
        consultation_id=comment.consultation_id,
        provision_id=comment.provision_id,
        is_reply=comment.reply_to_id is not None,
        old=old,
        new=str(comment.status),
    )
    comment_status_changed.send(sender=CommentStatusChanged, event=event)
