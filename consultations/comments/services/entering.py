"""What came on paper or was said at a hearing, entered by the organiser: counted alike."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from consultations.comments import mail
from consultations.comments.domain.texts import Author, CommentText
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import Channel, ProvisionComment
from consultations.comments.services import attaching
from consultations.comments.services.checking import reasons_in_texts
from consultations.comments.services.creating import (
    Arrival,
    Place,
    create_comment,
    record_author,
    words_of,
)
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import Contact, User
from core.uploads.intake import CheckedFile
from drafts.models import Provision
from drafts.selectors import own_text


@dataclass(frozen=True, slots=True)
class Receipt:
    """How it came: `channel` paper or hearing, the local day, the scans, the place in the minutes.
    `is_another`: the operator says that it is not what was entered before."""

    channel: str
    received_on: dt.date
    scans: Sequence[CheckedFile] = ()
    minutes_note: str = ""
    is_another: bool = False


def enter_proposal(
    *,
    actor: User,
    consultation: Consultation,
    provision: Provision | None,
    text: CommentText,
    author: Author,
    receipt: Receipt,
    now: dt.datetime,
) -> ProvisionComment:
    """Publishes a proposal that did not come through the site, or holds it as the rules hold any
    other. The day of receipt decides whether it came in time; it may be entered until the summary
    conclusion is signed. Who gave an e-mail gets the letter with the receipt.

    `author.consents` were given by hand. Raises CommentError (not_open_yet, entered_late,
    received_outside, received_in_future, no_scan, no_minutes, wrong_place, no_text, no_wording,
    too_long, too_many_files, entered_already), ConsentMissing or NoConsentText; then nothing is
    written.
    """
    text = text.cleaned()
    attaching.check_amount(receipt.scans)
    _check_receipt(receipt)
    place = Place(consultation, provision, None)
    with attaching.written_files() as written, transaction.atomic():
        locked = Consultation.objects.locked().get(pk=consultation.pk)
        _check(locked, provision, text, receipt, now)
        received_at = _moment(receipt.received_on)
        if not receipt.is_another:
            _refuse_double(place, text, author, receipt)
        contact = _contact(author, received_at)
        held_for = reasons_in_texts(
            (text.rationale, text.proposed_text, author.organisation, author.municipality)
        )
        comment, secret = create_comment(
            place=place,
            text=text,
            quoted_text=own_text(provision) if provision else "",
            contact=contact,
            submitted_at=received_at,
            confirmed_at=now,
            held_for=held_for,
            arrival=Arrival(
                channel=receipt.channel,
                operator=actor,
                minutes_note=receipt.minutes_note.strip(),
                digests=tuple(scan.sha256 for scan in receipt.scans),
            ),
        )
        attaching.attach(receipt.scans, to=comment, written=written, now=now, scanned_by=actor)
        mail.send_receipt(comment, secret, held_for=held_for)
        return comment


def _check_receipt(receipt: Receipt) -> None:
    if receipt.channel == Channel.PAPER and not receipt.scans:
        raise CommentError(CommentProblem.NO_SCAN)
    if receipt.channel == Channel.HEARING and not receipt.scans and not receipt.minutes_note:
        raise CommentError(CommentProblem.NO_MINUTES)
    if receipt.channel not in (Channel.PAPER, Channel.HEARING):
        raise ValueError(receipt.channel)


def _check(
    consultation: Consultation,
    provision: Provision | None,
    text: CommentText,
    receipt: Receipt,
    now: dt.datetime,
) -> None:
    phase = consultation.phase_at(now)
    if phase is Phase.ANNOUNCED:
        raise CommentError(CommentProblem.NOT_OPEN_YET, opens_on=consultation.opens_on)
    if phase is Phase.CONCLUDED:
        raise CommentError(CommentProblem.ENTERED_LATE)
    if receipt.received_on > timezone.localdate(now):
        raise CommentError(CommentProblem.RECEIVED_IN_FUTURE)
    window = {"opens_on": consultation.opens_on, "closes_on": consultation.closes_on}
    if not window["opens_on"] <= receipt.received_on <= window["closes_on"]:
        raise CommentError(CommentProblem.RECEIVED_OUTSIDE, **window)
    if provision is not None and provision.version_id != consultation.version_id:
        raise CommentError(CommentProblem.WRONG_PLACE)
    problem = text.problem()
    if problem is not None:
        raise CommentError(CommentProblem(problem))


def _moment(day: dt.date) -> dt.datetime:
    """The beginning of a local day: of what came on paper only the day is known."""
    midnight = dt.datetime.combine(day, dt.time.min)
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def _contact(author: Author, received_at: dt.datetime) -> Contact:
    """The author, with the texts of consents that were in force on the day of the letter. Not the
    operator's account: the proposal is not theirs."""
    return record_author(author, actor=None, email=author.email, now=received_at, on_paper=True)


def _refuse_double(place: Place, text: CommentText, author: Author, receipt: Receipt) -> None:
    """A letter that is entered twice would count twice. The same words of two people are two
    proposals; they are told apart by what the letter says of its author."""
    same = ProvisionComment.objects.filter(
        consultation=place.consultation,
        channel=receipt.channel,
        words_hash=words_of(place, text),
        submitted_at=_moment(receipt.received_on),
    )
    wanted = _said_of(author.full_name, author.organisation, author.municipality, author.email)
    for known in same.select_related("contact"):
        who = known.contact
        if _said_of(who.full_name, who.organisation, who.municipality, who.email) == wanted:
            raise CommentError(CommentProblem.ENTERED_ALREADY, comment=known)


def _said_of(*values: str) -> tuple[str, ...]:
    # Not by the database: SQLite folds the case of Latin letters only.
    return tuple(" ".join(value.casefold().split()) for value in values)
