"""What is common to the verbs: the words of an amendment, who may write them, and the lock."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from consultations.amendments.domain.order import place_key
from consultations.amendments.domain.places import WHOLE_TEXT, place_words
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.models import Amendment, Decision
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.process.models import Consultation
from core.accounts.models import Body, MembershipRole, User
from core.accounts.policy import office
from drafts.models import Provision

MAX_TEXT: Final = 60_000
MAX_LINE: Final = 300
_STAFF: Final = (MembershipRole.CLERK, MembershipRole.CHAIR)


@dataclass(frozen=True, slots=True)
class AmendmentData:
    """The words of an amendment as a person types them; `place` may be empty if there is a
    provision or the amendment is on the whole text."""

    sponsor: str
    text: str
    place: str = ""
    provision: Provision | None = None
    is_whole_text: bool = False
    original: str = ""
    resulting: str = ""
    decision: str = Decision.UNDECIDED
    reason: str = ""


def lock(consultation: Consultation, actor: User | None, now: dt.datetime) -> Consultation:
    """The locked consultation, for somebody who works for its committee now. Raises
    AmendmentsError (role_over)."""
    found = Consultation.objects.select_for_update(of=("self",)).select_related("version__bill")
    locked = found.get(pk=consultation.pk)
    if actor is not None and office(actor, locked.responder_id, _STAFF, now=now) is None:
        raise AmendmentsError(AmendmentsProblem.ROLE_OVER)
    return locked


def checked_sponsor(sponsor: str) -> str:
    """The name of who tables; only holders of legislative initiative may, and somebody must.
    Raises AmendmentsError."""
    name = " ".join(sponsor.split())
    if not name:
        raise AmendmentsError(AmendmentsProblem.NO_SPONSOR)
    if len(name) > MAX_LINE:
        raise AmendmentsError(AmendmentsProblem.TOO_LONG)
    return name


def checked_decision(decision: str, reason: str) -> None:
    """Raises AmendmentsError (unknown_decision, no_reason, too_long)."""
    if decision not in Decision.values:
        raise AmendmentsError(AmendmentsProblem.UNKNOWN_DECISION)
    if decision == Decision.REJECT and not reason:
        raise AmendmentsError(AmendmentsProblem.NO_REASON)
    if len(reason) > MAX_TEXT:
        raise AmendmentsError(AmendmentsProblem.TOO_LONG)


def write(amendment: Amendment, data: AmendmentData) -> None:
    """Puts checked words into an amendment that is not saved yet. Raises AmendmentsError."""
    amendment.sponsor = checked_sponsor(data.sponsor)
    amendment.sponsor_body = Body.objects.filter(name=amendment.sponsor).first()
    amendment.text = data.text.strip()
    amendment.original = data.original.strip()
    amendment.resulting = data.resulting.strip()
    amendment.decision, amendment.reason = data.decision, data.reason.strip()
    _place(amendment, data)
    if not amendment.text:
        raise AmendmentsError(AmendmentsProblem.NO_TEXT)
    if max(map(len, (amendment.text, amendment.original, amendment.resulting))) > MAX_TEXT:
        raise AmendmentsError(AmendmentsProblem.TOO_LONG)
    checked_decision(amendment.decision, amendment.reason)


def _place(amendment: Amendment, data: AmendmentData) -> None:
    unit = data.provision
    named = " ".join(data.place.split())
    known = WHOLE_TEXT if data.is_whole_text else place_words(unit.path) if unit else ""
    amendment.place = named or known
    if not amendment.place:
        raise AmendmentsError(AmendmentsProblem.NO_PLACE)
    if len(amendment.place) > MAX_LINE:
        raise AmendmentsError(AmendmentsProblem.TOO_LONG)
    amendment.is_whole_text = data.is_whole_text
    amendment.provision = unit
    amendment.position = _position(unit, is_new=unit is not None and amendment.place != known)
    amendment.place_key = place_key(amendment.place)


def _position(unit: Provision | None, *, is_new: bool) -> int:
    """The place in the text; what is new («статья 5.1») comes after all of the unit chosen."""
    if unit is None:
        return WHOLE_BILL
    if not is_new:
        return unit.position
    inside = Provision.objects.filter(version=unit.version_id, path__startswith=f"{unit.path}/")
    last = inside.order_by("-position").values_list("position", flat=True).first()
    return unit.position if last is None else last
