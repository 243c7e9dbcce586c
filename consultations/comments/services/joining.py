"""«Присоединиться»: saying that another's proposal is one's own as well, once for a person."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import JOINED_KIND, LEFT_KIND
from consultations.comments.messages import problem_message
from consultations.comments.models import CommentStatus, ProvisionComment, Support
from consultations.comments.purposes import JOIN
from consultations.comments.services import counts
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, NameDisplay, User
from core.accounts.purposes import Description, Impossible, Moments, Outcome
from core.accounts.selectors import email_hash
from core.journal import services as journal

PURPOSE: Final = JOIN


@transaction.atomic
def join_comment(*, actor: User, comment: ProvisionComment, now: dt.datetime) -> Support:
    """A person with an account joins at once. Raises CommentError (not_open_yet, closed,
    not_joinable, own, already_joined)."""
    return _join(comment.pk, email_hash(actor.email), asked_at=now, now=now)


@transaction.atomic
def ask_to_join(
    *,
    comment: ProvisionComment,
    email: str,
    consents: Iterable[str],
    language: str = "ru",
    now: dt.datetime,
) -> Confirmation:
    """Anybody else joins after the letter is confirmed; the moment of asking decides whether it
    came in time. The address is destroyed then, only its hash stays.

    Who has not proved an e-mail is not told whether its owner has joined already. Raises
    CommentError (not_open_yet, closed, not_joinable), ConsentMissing, NoConsentText.
    """
    _check(comment, now)
    contact = accounts.record_contact(
        actor=None,
        email=email,
        author_type="citizen",
        name_display=NameDisplay.PSEUDONYM,
        consents=consents,
        language=language,
        now=now,
    )
    payload = {"comment": comment.pk}
    return accounts.ask_confirmation(purpose=PURPOSE, payload=payload, contact=contact, now=now)


@transaction.atomic
def leave_comment(*, actor: User, comment: ProvisionComment, now: dt.datetime) -> bool:
    """Takes the joining back while proposals are being received; False if there was none. Raises
    CommentError (closed)."""
    consultation, current = _locked(comment.pk)
    if consultation.phase_at(now) is not Phase.OPEN:
        raise CommentError(CommentProblem.CLOSED, closes_on=consultation.closes_on)
    mine = Support.objects.filter(comment=current, email_hash=email_hash(actor.email)).first()
    if mine is None:
        return False
    mine.delete()
    _count(current, -1, mine.joined_at)
    _note(current, LEFT_KIND, now)
    return True


def describe(payload: Mapping[str, Any]) -> Description:
    """What the letter says that asks to confirm. Raises Impossible."""
    comment = _asked(payload)
    about = _("Proposal %(code)s on the bill “%(title)s”") % {
        "code": comment.receipt_code,
        "title": comment.consultation.version.bill.title,
    }
    return Description(
        title=_("Confirm that you join the proposal"),
        about=about,
        button=_("Join"),
        url=comment.get_absolute_url(),
    )


def perform(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    """Carries out what was asked for; having joined before is no fault. Raises Impossible."""
    comment = _asked(payload)
    message = _("You have joined the proposal.")
    try:
        _join(comment.pk, contact.email_hash, asked_at=moments.asked_at, now=moments.now)
    except CommentError as error:
        if error.code is not CommentProblem.ALREADY_JOINED:
            raise Impossible(problem_message(error)) from error
        message = problem_message(error)
    return Outcome(comment.get_absolute_url(), message)


def _asked(payload: Mapping[str, Any]) -> ProvisionComment:
    found = ProvisionComment.objects.with_author().filter(pk=payload["comment"]).first()
    if found is None:
        raise Impossible(problem_message(CommentError(CommentProblem.NOT_JOINABLE)))
    return found


def _locked(pk: int) -> tuple[Consultation, ProvisionComment]:
    """Needs a transaction: counts are moved under the lock of the consultation."""
    place = ProvisionComment.objects.values_list("consultation", flat=True).get(pk=pk)
    consultation = Consultation.objects.locked().get(pk=place)
    current = ProvisionComment.objects.locked().get(pk=pk)
    current.consultation = consultation
    return consultation, current


def _join(pk: int, person: str, *, asked_at: dt.datetime, now: dt.datetime) -> Support:
    _consultation, comment = _locked(pk)
    _check(comment, asked_at)
    if comment.participant.email_hash == person:
        raise CommentError(CommentProblem.OWN)
    try:
        with transaction.atomic():
            support = Support.objects.create(comment=comment, email_hash=person, joined_at=asked_at)
    except IntegrityError as error:
        raise CommentError(CommentProblem.ALREADY_JOINED) from error
    _count(comment, 1, asked_at)
    _note(comment, JOINED_KIND, now)
    return support


def _check(comment: ProvisionComment, now: dt.datetime) -> None:
    consultation = comment.consultation
    phase = consultation.phase_at(now)
    if phase is Phase.ANNOUNCED:
        raise CommentError(CommentProblem.NOT_OPEN_YET, opens_on=consultation.opens_on)
    if phase is not Phase.OPEN:
        raise CommentError(CommentProblem.CLOSED, closes_on=consultation.closes_on)
    if comment.status != CommentStatus.PUBLISHED or comment.reply_to_id is not None:
        raise CommentError(CommentProblem.NOT_JOINABLE)


def _count(comment: ProvisionComment, delta: int, joined_at: dt.datetime) -> None:
    """Whoever joined before the author replaced the words is counted as one of those."""
    is_earlier = comment.revised_at is not None and joined_at < comment.revised_at
    ProvisionComment.objects.filter(pk=comment.pk).update(
        support_count=F("support_count") + delta,
        earlier_supports=F("earlier_supports") + delta * is_earlier,
    )
    comment.support_count += delta
    comment.earlier_supports += delta * is_earlier
    counts.move_supports(comment, delta)


def _note(comment: ProvisionComment, kind: str, at: dt.datetime) -> None:
    """The journal tells that, not who: the number can be counted from it."""
    journal.record(
        kind=kind,
        subject_type="comment",
        subject_id=comment.pk,
        body={"consultation": comment.consultation_id, "supports": comment.support_count},
        at=at,
    )
