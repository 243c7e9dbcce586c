"""The organiser's signature: what was said and answered is frozen for good."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from consultations.comments.services import recount_answers, recount_comments
from consultations.conclusions import texts
from consultations.conclusions.domain.names import signature_name
from consultations.conclusions.domain.snapshot import SignatureFacts, digest
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.events import (
    CONCLUSION_SIGNED_KIND,
    ConclusionSigned,
    conclusion_signed,
)
from consultations.conclusions.freezing import Salts, freeze
from consultations.conclusions.models import SnapshotSalt, SummaryConclusion
from consultations.conclusions.selectors.readiness import finalise_blockers
from consultations.conclusions.services.groups import lock, recount_open_items
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.models import Council, Membership, MembershipRole, User
from core.journal import services as journal
from core.journal.domain.leaves import format_time
from core.rules import selectors as rules
from core.rules.domain.calendar import CalendarError
from core.rules.errors import UnknownRuleError

ANSWER_TERM: Final = "addressee.answer"
FIRST: Final = 1

# Posts in the language of the document, where the membership names none.
_POSTS: Final = {
    MembershipRole.CHAIR: "Председатель",
    MembershipRole.SECRETARY: "Ответственный секретарь",
}


@transaction.atomic
def finalise_conclusion(
    *, actor: User | None, consultation: Consultation, number: str, now: dt.datetime
) -> SummaryConclusion:
    """Signs the summary conclusion under `number` for the organiser and concludes the event.

    Everything is counted anew under a lock first. Raises NotReady with what must happen before,
    and ConclusionsError (closed_by_document, concluded, no_number, no_term). The documents are made
    by a task.
    """
    locked = lock(consultation.pk)
    if locked.is_control:
        raise ConclusionsError(ConclusionsProblem.CLOSED_BY_DOCUMENT)
    if locked.status == ConsultationStatus.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    if not number.strip():
        raise ConclusionsError(ConclusionsProblem.NO_NUMBER)
    recount_comments(consultation=locked)
    recount_answers(consultation=locked)
    open_items = recount_open_items(consultation=locked)
    current = Consultation.objects.with_parties().get(pk=consultation.pk)
    found = finalise_blockers(current, now)
    if found or open_items:
        raise NotReady(found)
    conclusion = _freeze(current, actor, number.strip(), now)
    Consultation.objects.filter(pk=current.pk).update(
        status=ConsultationStatus.CONCLUDED, concluded_at=now
    )
    consultation.refresh_from_db(fields=["status", "concluded_at", "open_items"])
    _note(conclusion, actor, now)
    return conclusion


def _freeze(
    consultation: Consultation, actor: User | None, number: str, now: dt.datetime
) -> SummaryConclusion:
    today = timezone.localdate(now)
    answer_due_on = _answer_due(today)
    name, post = signer(actor, consultation.organiser, today)
    salts = Salts()
    signature = SignatureFacts(
        number=number,
        revision=FIRST,
        signed_at=format_time(now),
        signed_on=today.isoformat(),
        signer_id=actor.pk if actor else None,
        answer_due_on=answer_due_on.isoformat(),
        commitment=salts.commit("signature", consultation.pk, texts.of_signature(name, post)),
    )
    snapshot = freeze(consultation, signature, on=today, salts=salts).to_dict()
    conclusion = SummaryConclusion.objects.create(
        consultation=consultation,
        revision=FIRST,
        number=number,
        snapshot=snapshot,
        snapshot_sha256=digest(snapshot),
        signed_by=actor,
        signer_name=name,
        signer_post=post,
        signed_at=now,
        answer_due_on=answer_due_on,
    )
    SnapshotSalt.objects.bulk_create(
        [
            SnapshotSalt(conclusion=conclusion, key=key, salt=salt)
            for key, salt in salts.by_key.items()
        ],
        batch_size=500,
    )
    return conclusion


def _answer_due(today: dt.date) -> dt.date:
    try:
        return rules.due_on(ANSWER_TERM, today)
    except (UnknownRuleError, CalendarError) as error:
        raise ConclusionsError(ConclusionsProblem.NO_TERM) from error


def signer(actor: User | None, organiser: Council, on: dt.date) -> tuple[str, str]:
    """Name and post as printed: of the actor's own place in the organiser (chair before
    secretary); for nobody in particular those of its chair."""
    places = Membership.objects.active(on).filter(body_id=organiser.pk, role__in=_POSTS)
    if actor is not None:
        places = places.filter(user=actor)
    place = places.select_related("user").order_by("role", "pk").first()
    if place is None:
        return signature_name(actor.full_name) if actor else "", organiser.name
    return signature_name(place.user.full_name), _post(place, organiser)


def _post(place: Membership, organiser: Council) -> str:
    """«Ответственный секретарь / Общественной палаты …», or the post as the membership has it and
    below it the body, unless the post names the body already."""
    whose = organiser.name_genitive or organiser.name
    given = place.post.strip()
    if not given:
        return f"{_POSTS[MembershipRole(place.role)]}\n{whose}"
    post = given[:1].upper() + given[1:]
    is_named = any(name.lower() in post.lower() for name in (whose, organiser.name))
    return post if is_named else f"{post}\n{organiser.name}"


def _note(conclusion: SummaryConclusion, actor: User | None, now: dt.datetime) -> None:
    journal.record(
        kind=CONCLUSION_SIGNED_KIND,
        subject_type="conclusion",
        subject_id=conclusion.pk,
        body={
            "consultation": conclusion.consultation_id,
            "revision": conclusion.revision,
            "snapshot_sha256": conclusion.snapshot_sha256,
            "answer_due_on": conclusion.answer_due_on.isoformat(),
        },
        at=now,
        actor_role="secretary" if actor else "",
    )
    event = ConclusionSigned(
        conclusion_id=conclusion.pk, consultation_id=conclusion.consultation_id
    )
    conclusion_signed.send(sender=ConclusionSigned, event=event)
