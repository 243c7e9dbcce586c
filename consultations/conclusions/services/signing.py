"""What both signatures have in common: who signs, the count, the frozen snapshot."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from django.utils import timezone

from consultations.comments.services import recount_answers, recount_comments
from consultations.conclusions import texts
from consultations.conclusions.domain.answers import MAX_NUMBER
from consultations.conclusions.domain.names import signature_name
from consultations.conclusions.domain.snapshot import (
    DocumentFacts,
    ReplacedFacts,
    SignatureFacts,
    digest,
    members_of,
)
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.freezing import freeze
from consultations.conclusions.models import SignedDocument
from consultations.conclusions.salts import Salts
from consultations.conclusions.selectors.templates import template_of
from consultations.conclusions.services.groups import recount_open_items
from consultations.process.models import Consultation
from core.accounts.models import Body, Membership, MembershipRole, User
from core.accounts.policy import office
from core.journal.domain.leaves import format_time

# Posts in the language of the document, where the membership names none.
_POSTS: Final = {
    MembershipRole.CHAIR: "Председатель",
    MembershipRole.SECRETARY: "Ответственный секретарь",
}


def check_office(actor: User | None, body_id: int, now: dt.datetime) -> str:
    """The role in which somebody signs for a body, empty for nobody in particular; asked under the
    caller's lock, whatever the page said a minute ago. Raises ConclusionsError (not_in_office)."""
    if actor is None:
        return ""
    place = office(actor, body_id, _POSTS, now=now)
    if place is None:
        raise ConclusionsError(ConclusionsProblem.NOT_IN_OFFICE)
    return str(place.role)


def check_kind(consultation: Consultation, number: str) -> None:
    """Whether the event is concluded by a conclusion, and the number is given. Raises
    ConclusionsError (closed_by_document, no_number, number_too_long)."""
    if consultation.is_control:
        raise ConclusionsError(ConclusionsProblem.CLOSED_BY_DOCUMENT)
    if not number.strip():
        raise ConclusionsError(ConclusionsProblem.NO_NUMBER)
    if len(number.strip()) > MAX_NUMBER:
        raise ConclusionsError(ConclusionsProblem.NUMBER_TOO_LONG)


def recounted(consultation: Consultation) -> Consultation:
    """The consultation with its parties after everything was counted anew, under the caller's
    lock."""
    recount_comments(consultation=consultation)
    recount_answers(consultation=consultation)
    recount_open_items(consultation=consultation)
    return Consultation.objects.with_parties().get(pk=consultation.pk)


def freeze_document(
    unsigned: SignedDocument,
    *,
    actor: User | None,
    body: Body,
    document: DocumentFacts,
    now: dt.datetime,
    answer_due_on: str = "",
    first: int | None = None,
) -> Salts:
    """Fills a document that has its consultation, number and revision with the snapshot and the
    signature of `body`; returns the salts. Nothing is saved. `first`: see `freeze`."""
    consultation: Consultation = unsigned.consultation
    today = timezone.localdate(now)
    name, post = signer(actor, body, today)
    salts = Salts()
    signature = SignatureFacts(
        number=unsigned.number,
        revision=unsigned.revision,
        signed_at=format_time(now),
        signed_on=today.isoformat(),
        signer_id=actor.pk if actor else None,
        answer_due_on=answer_due_on,
        commitment=salts.commit("signature", consultation.pk, texts.of_signature(name, post)),
    )
    document = replace(document, template=template_of(body.pk, document.kind))
    frozen = freeze(consultation, signature, document=document, on=today, salts=salts, first=first)
    snapshot = frozen.to_dict()
    unsigned.rows, unsigned.members = len(snapshot["groups"]), members_of(snapshot)
    unsigned.snapshot, unsigned.snapshot_sha256 = snapshot, digest(snapshot)
    unsigned.signed_by, unsigned.signed_at = actor, now
    unsigned.signer_name, unsigned.signer_post = name, post
    return salts


def replaced(newest: SignedDocument | None) -> ReplacedFacts | None:
    """What the next revision says of the one in the place of which it stands."""
    if newest is None:
        return None
    return ReplacedFacts(
        number=newest.number,
        revision=newest.revision,
        signed_on=timezone.localdate(newest.signed_at).isoformat(),
        sha256=newest.snapshot_sha256,
    )


def keep(signed: SignedDocument, salts: Salts) -> None:
    """Saves a signed document and its salts."""
    signed.save(force_insert=True)
    rows: Any = signed.salts
    rows.bulk_create(
        [
            rows.model(**{rows.field.name: signed}, key=key, salt=salt, text=salts.texts.get(key))
            for key, salt in salts.by_key.items()
        ],
        batch_size=500,
    )


def signer(actor: User | None, body: Body, on: dt.date) -> tuple[str, str]:
    """Name and post as printed: of the actor's own place in the body (chair before secretary); for
    nobody in particular those of its chair."""
    places = Membership.objects.active(on).kept().filter(body_id=body.pk, role__in=_POSTS)
    if actor is not None:
        places = places.filter(user=actor)
    place = places.select_related("user").order_by("role", "pk").first()
    if place is None:
        return signature_name(actor.full_name) if actor else "", body.name
    return signature_name(place.user.full_name), _post(place, body)


def _post(place: Membership, body: Body) -> str:
    """«Ответственный секретарь / Общественной палаты …», or the post as the membership has it and
    below it the body, unless the post names the body already."""
    whose = body.name_genitive or body.name
    given, usual = place.post.strip(), _POSTS[MembershipRole(place.role)]
    if not given or given.lower() == usual.lower():
        return f"{usual}\n{whose}"
    post = given[:1].upper() + given[1:]
    is_named = any(name.lower() in post.lower() for name in (whose, body.name))
    return post if is_named else f"{post}\n{body.name}"
