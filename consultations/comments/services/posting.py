"""From a filled-in form to a published comment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.comments import mail
from consultations.comments.domain.anchors import Anchor, make_anchor
from consultations.comments.domain.fingerprint import fingerprint
from consultations.comments.domain.texts import Author, CommentText, Selection
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import CommentStatus, PendingComment, ProvisionComment
from consultations.comments.services import attaching
from consultations.comments.services.checking import (
    Circumstances,
    address_hash,
    letter_leaves_at,
    names_to_read,
    reasons_at_publishing,
    reasons_in_circumstances,
    reasons_in_texts,
)
from consultations.comments.services.creating import Arrival, Place, create_comment, record_author
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import Contact, User
from core.accounts.selectors import email_hash
from core.rules import selectors as rules
from core.uploads.intake import CheckedFile
from drafts.models import Provision
from drafts.selectors import own_text

CONFIRMATION_TERM = "comment.confirmation"
RESEND_PAUSE = dt.timedelta(minutes=2)
_confirm_signer = signing.Signer(salt="consultations.comments.confirm")
_sent_signer = signing.Signer(salt="consultations.comments.sent")


@dataclass(frozen=True, slots=True)
class Submission:
    """What came of a form: `pending` waits for its author's e-mail, or `comment` is there at once
    (with `secret`, which is shown only now)."""

    pending: PendingComment | None = None
    comment: ProvisionComment | None = None
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`secret` is empty when the comment had been confirmed before."""

    comment: ProvisionComment
    secret: str = ""


def submit_comment(
    *,
    actor: User | None,
    consultation: Consultation,
    provision: Provision | None,
    text: CommentText,
    author: Author,
    now: dt.datetime,
    reply_to: ProvisionComment | None = None,
    selection: Selection | None = None,
    came: Circumstances | None = None,
    files: Sequence[CheckedFile] = (),
) -> Submission:
    """Takes a comment: of a signed-in person at once, of anybody else until the e-mail is
    confirmed. The moment of submission decides whether it came in time. What the rules object to
    waits for a moderator (`held_for` of the pending row says why). `selection`: the words of the
    provision that alone are spoken of.

    Raises CommentError (not_open_yet, closed, wrong_place, wrong_thread, too_deep,
    parent_not_published, words_not_found, no_text, no_wording, too_long, too_many_files,
    already_posted),
    ConsentMissing or NoConsentText; then nothing is written. Who has not proved an e-mail is not
    told that its owner has published this text: that would name the author of a pseudonymous one.
    See `confirm_comment`.
    """
    text = text.cleaned()
    place = Place(consultation, provision, reply_to)
    _check(place, text, now)
    anchor = _anchor(place, selection)
    attaching.check_amount(files)
    came = came or Circumstances()
    texts = (text.rationale, text.proposed_text, author.organisation, author.municipality)
    in_texts = reasons_in_texts((*texts, *names_to_read(files)))
    email = actor.email if actor else author.email
    mark = fingerprint_of(place, text, email_hash(email))
    try:
        with attaching.written_files() as written, transaction.atomic():
            if actor is not None:  # what is published at once takes its turn
                Consultation.objects.locked().only("pk").get(pk=consultation.pk)
            _refuse_double(place, mark, now, is_proved=actor is not None)
            contact = record_author(author, actor=actor, email=email, now=now)
            pending = _pend(place, text, anchor, contact, mark, now)
            if actor is None:
                _leave_at(pending, letter_leaves_at(consultation, came, now))
            pending.address_hash = address_hash(came.address)
            pending.held_for = in_texts + reasons_in_circumstances(consultation, came, now)
            pending.save()
            attaching.attach(files, to=pending, written=written, now=now)
            if actor is None:
                mail.ask_to_confirm(pending, confirmation_token(pending))
                return Submission(pending=pending)
            confirmed = _confirm(pending, now)
            return Submission(comment=confirmed.comment, secret=confirmed.secret)
    except IntegrityError as error:  # the same at the same moment: the constraint lets one in
        sent = PendingComment.objects.filter(consultation=consultation, fingerprint=mark)
        waiting = sent.filter(confirmed_at=None).first()
        if waiting is None:
            raise
        raise CommentError(CommentProblem.ALREADY_POSTED, pending=waiting) from error


def confirmation_token(pending: PendingComment) -> str:
    """What stands in the link of the letter: the id under our signature. Only the letter may carry
    it: whoever has it has proved the e-mail."""
    return _confirm_signer.sign(str(pending.pk))


def sent_token(pending: PendingComment) -> str:
    """What names the comment in the browser that has sent it; confirms nothing."""
    return _sent_signer.sign(str(pending.pk))


def pending_of(token: str) -> PendingComment:
    """The comment of a token from a letter, confirmed or not. Raises CommentError (token_forged,
    token_expired: it lapsed and was destroyed)."""
    return _pending(_confirm_signer, token)


def pending_of_sent(token: str) -> PendingComment:
    """The comment of a `sent_token`; raises as `pending_of` does."""
    return _pending(_sent_signer, token)


def _pending(signer: signing.Signer, token: str) -> PendingComment:
    try:
        pk = int(signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise CommentError(CommentProblem.TOKEN_FORGED) from error
    found = (
        PendingComment.objects.select_related("consultation", "contact", "provision", "comment")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise CommentError(CommentProblem.TOKEN_EXPIRED)
    return found


@transaction.atomic
def confirm_comment(*, token: str, now: dt.datetime) -> Confirmed:
    """Publishes a waiting comment. The second time returns the same one without its secret; so
    does the first, if the same person has published these words here before.

    Raises CommentError (token_forged, token_expired).
    """
    found = pending_of(token)
    Consultation.objects.locked().get(pk=found.consultation_id)
    pending = _locked(found)
    if pending.comment is not None:
        return Confirmed(pending.comment)
    if now >= pending.expires_at:
        raise CommentError(CommentProblem.TOKEN_EXPIRED)
    earlier = _standing(pending.consultation, pending.fingerprint)
    return _join(pending, earlier, now) if earlier else _confirm(pending, now)


@transaction.atomic
def resend_confirmation(*, pending: PendingComment, now: dt.datetime) -> None:
    """Sends the letter again. Raises CommentError (token_expired, too_soon, already_posted)."""
    pending = _locked(pending)
    if pending.confirmed_at is not None:
        raise CommentError(CommentProblem.ALREADY_POSTED, comment=pending.comment)
    if now >= pending.expires_at:
        raise CommentError(CommentProblem.TOKEN_EXPIRED)
    if now - pending.last_sent_at < RESEND_PAUSE:
        raise CommentError(CommentProblem.TOO_SOON)
    pending.last_sent_at = now
    pending.save(update_fields=["last_sent_at"])
    mail.ask_to_confirm(pending, confirmation_token(pending))


def _locked(pending: PendingComment) -> PendingComment:
    found = PendingComment.objects.select_for_update(of=("self",)).filter(pk=pending.pk).first()
    if found is None:  # destroyed a moment ago
        raise CommentError(CommentProblem.TOKEN_EXPIRED)
    return found


@transaction.atomic
def discard_lapsed(*, now: dt.datetime) -> int:
    """Destroys comments whose term of confirmation has run out, with their authors' data and the
    letters to them; returns how many. They were never counted, so nothing public changes."""
    lapsed = list(PendingComment.objects.lapsed(now).select_for_update())
    _destroy(lapsed)
    return len(lapsed)


def _destroy(lapsed: list[PendingComment]) -> None:
    for pending in lapsed:
        mail.erase_letters(pending)
    attaching.destroy_of_pending(lapsed)
    PendingComment.objects.filter(pk__in=[pending.pk for pending in lapsed]).delete()
    contacts = [pending.contact_id for pending in lapsed]
    Contact.objects.filter(pk__in=contacts, comments=None).delete()


def sweep_lapsed(now: dt.datetime) -> str:
    """The clock's job: `discard_lapsed`, with what it did in a word."""
    count = discard_lapsed(now=now)
    return f"{count} destroyed" if count else ""


def _check(place: Place, text: CommentText, now: dt.datetime) -> None:
    consultation, provision, reply_to = place.consultation, place.provision, place.reply_to
    phase = consultation.phase_at(now)
    if phase is Phase.ANNOUNCED:
        raise CommentError(CommentProblem.NOT_OPEN_YET, opens_on=consultation.opens_on)
    if phase is not Phase.OPEN:
        raise CommentError(CommentProblem.CLOSED, closes_on=consultation.closes_on)
    if provision is not None and provision.version_id != consultation.version_id:
        raise CommentError(CommentProblem.WRONG_PLACE)
    if reply_to is not None:
        _check_thread(place, reply_to)
    problem = text.problem()
    if problem is not None:
        raise CommentError(CommentProblem(problem))


def _check_thread(place: Place, reply_to: ProvisionComment) -> None:
    same_place = reply_to.consultation_id == place.consultation.pk and reply_to.provision_id == (
        place.provision.pk if place.provision else None
    )
    if not same_place:
        raise CommentError(CommentProblem.WRONG_THREAD)
    if reply_to.reply_to_id is not None:
        raise CommentError(CommentProblem.TOO_DEEP)
    if reply_to.status != CommentStatus.PUBLISHED:
        raise CommentError(CommentProblem.PARENT_NOT_PUBLISHED)


def fingerprint_of(place: Place, text: CommentText, person: str) -> str:
    """What tells that a post is the same; `person` is the hash of the e-mail."""
    ids = (
        place.provision.pk if place.provision else "",
        place.reply_to.pk if place.reply_to else "",
    )
    return fingerprint(
        person=person,
        place=":".join(map(str, ids)),
        texts=(text.kind, text.rationale, text.proposed_text),
    )


def _refuse_double(place: Place, mark: str, now: dt.datetime, *, is_proved: bool) -> None:
    earlier = PendingComment.objects.filter(consultation=place.consultation, fingerprint=mark)
    waiting = earlier.filter(confirmed_at=None).first()  # one at most
    if waiting is not None and waiting.expires_at <= now:  # the clock has not come to it yet
        _destroy([waiting])
        waiting = None
    comment = _standing(place.consultation, mark) if is_proved else None
    if waiting is not None or comment is not None:
        raise CommentError(CommentProblem.ALREADY_POSTED, pending=waiting, comment=comment)


def _standing(consultation: Consultation, mark: str) -> ProvisionComment | None:
    """What the same person has published here in the same words and has not taken back."""
    earlier = PendingComment.objects.filter(consultation=consultation, fingerprint=mark)
    said = ProvisionComment.objects.filter(submissions__in=earlier)
    return said.exclude(status=CommentStatus.WITHDRAWN).with_author().first()


def _join(pending: PendingComment, comment: ProvisionComment, now: dt.datetime) -> Confirmed:
    """Makes a repeated submission one with the comment that is there."""
    superfluous = pending.contact_id
    pending.confirmed_at, pending.comment, pending.contact = now, comment, comment.contact
    pending.save(update_fields=["confirmed_at", "comment", "contact"])
    attaching.destroy_of_pending([pending])
    Contact.objects.filter(pk=superfluous).delete()
    return Confirmed(comment)


def _anchor(place: Place, selection: Selection | None) -> Anchor | None:
    """Where the selected words stand; None if all of the provision is spoken of."""
    if selection is None or not selection.words.strip() or place.reply_to is not None:
        return None
    original = own_text(place.provision) if place.provision else ""
    found = make_anchor(original, selection.words, selection.at)
    if found is None:
        raise CommentError(CommentProblem.WORDS_NOT_FOUND)
    return None if found.exact == original else found


def _pend(
    place: Place,
    text: CommentText,
    anchor: Anchor | None,
    contact: Contact,
    mark: str,
    now: dt.datetime,
) -> PendingComment:
    quoted = own_text(place.provision) if place.provision and not place.reply_to else ""
    term = rules.duration(CONFIRMATION_TERM, timezone.localdate(now))
    return PendingComment(
        consultation=place.consultation,
        provision=place.provision,
        reply_to=place.reply_to,
        contact=contact,
        payload={
            **asdict(text),
            "quoted_text": anchor.exact if anchor else quoted,
            "anchor": asdict(anchor) if anchor else None,
        },
        fingerprint=mark,
        submitted_at=now,
        expires_at=now + term,
        last_sent_at=now,
    )


def _leave_at(pending: PendingComment, moment: dt.datetime) -> None:
    """The letter leaves then, and the term of confirmation begins."""
    pending.expires_at += moment - pending.last_sent_at
    pending.last_sent_at = moment


def _confirm(pending: PendingComment, now: dt.datetime) -> Confirmed:
    pending.held_for = [
        *pending.held_for,
        *reasons_at_publishing(pending.consultation, pending.contact.email_hash, now),
    ]
    payload = dict(pending.payload)
    quoted, anchor = payload.pop("quoted_text"), payload.pop("anchor", None)
    comment, secret = create_comment(
        place=Place(pending.consultation, pending.provision, pending.reply_to),
        text=CommentText(**payload),
        quoted_text=quoted,
        contact=pending.contact,
        submitted_at=pending.submitted_at,
        confirmed_at=now,
        held_for=pending.held_for,
        anchor=Anchor(**anchor) if anchor else None,
        arrival=Arrival(digests=attaching.digests(pending)),
    )
    attaching.hand_over(pending, comment)
    pending.confirmed_at, pending.comment = now, comment
    pending.save(update_fields=["confirmed_at", "comment", "held_for"])
    mail.send_receipt(comment, secret, held_for=pending.held_for)
    return Confirmed(comment, secret)
