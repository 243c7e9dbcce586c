"""Referrals of the demo: sent for a day or for a term, accepted, declined, taken up."""

from typing import TYPE_CHECKING

from consultations.process import services as process
from consultations.process.domain.lifecycle import GivenTerm
from consultations.process.models import Referral
from demo.content.types import ReferralData

if TYPE_CHECKING:
    from demo.scenario import World


def refer(world: "World", key: str, data: ReferralData) -> Referral:
    """One referral with what its council has said to it."""
    council = world.council(data.council)
    consultation = world.consultations[key]
    sent = world.at((data.sent_days, "12:00"))
    if data.own_initiative:
        return process.take_up(actor=None, consultation=consultation, council=council, now=sent)
    referral = process.refer_to_council(
        actor=world.clerk,
        consultation=consultation,
        council=council,
        due_on=None if data.due_days is None else world.day(data.due_days),
        term=GivenTerm(*data.term) if data.term else None,
        now=sent,
    )
    if data.accepted_days is not None:
        process.accept_referral(
            actor=None, referral=referral, now=world.at((data.accepted_days, "11:00"))
        )
    if data.declined is not None:
        days, reason = data.declined
        process.decline_referral(
            actor=None, referral=referral, reason=reason, now=world.at((days, "15:30"))
        )
    return referral
