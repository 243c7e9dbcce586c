"""The sponsor's position on groups of like proposals."""

import datetime as dt
from typing import Final

from django.db import transaction

from consultations.conclusions.errors import PositionProblem, PositionRefused
from consultations.conclusions.events import SPONSOR_POSITION_KIND
from consultations.conclusions.models import (
    ArgumentGroup,
    ArgumentItem,
    SponsorPosition,
    SponsorStance,
)
from consultations.conclusions.services.groups import lock
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import Body, MembershipRole, User
from core.accounts.policy import office
from core.journal import services as journal

MAX_TEXT: Final = 20_000


@transaction.atomic
def give_position(
    *,
    actor: User | None,
    group: ArgumentGroup,
    stance: str,
    text: str,
    seen_revision: int,
    now: dt.datetime,
) -> SponsorPosition:
    """Publishes what the sponsor says on a group; it supersedes an earlier position.

    `seen_revision`: the number of the position that the person saw, 0 for none. The same words
    again change nothing. Raises PositionRefused (not_now, not_sponsor, nothing_to_speak_on,
    unknown_stance, no_text, too_long, stale).
    """
    text = text.strip()
    _check_words(stance, text)
    consultation = lock(group.consultation_id)
    body = _checked_sponsor(consultation, actor, now)
    _check_group(group)
    current = SponsorPosition.objects.current().filter(group=group).first()
    revision = current.revision if current else 0
    if seen_revision != revision:
        raise PositionRefused(PositionProblem.STALE, current)
    if current is not None and (current.stance, current.text) == (stance, text):
        return current
    SponsorPosition.objects.current().filter(group=group).update(is_current=False)
    position = SponsorPosition.objects.create(
        group_id=group.pk,
        body=body,
        stance=stance,
        text=text,
        revision=revision + 1,
        given_at=now,
        given_by=actor,
    )
    _note(position, consultation, now)
    return position


def _check_words(stance: str, text: str) -> None:
    if stance not in SponsorStance.values:
        raise PositionRefused(PositionProblem.UNKNOWN_STANCE)
    if stance != SponsorStance.SUPPORTS and not text:
        raise PositionRefused(PositionProblem.NO_TEXT)
    if len(text) > MAX_TEXT:
        raise PositionRefused(PositionProblem.TOO_LONG)


def _checked_sponsor(consultation: Consultation, actor: User | None, now: dt.datetime) -> Body:
    if consultation.phase_at(now) not in (Phase.OPEN, Phase.ANSWERING):
        raise PositionRefused(PositionProblem.NOT_NOW)
    body = consultation.version.bill.sponsor_body
    if body is None:
        raise PositionRefused(PositionProblem.NOT_SPONSOR)
    if actor is not None and office(actor, body.pk, [MembershipRole.SPONSOR], now=now) is None:
        raise PositionRefused(PositionProblem.NOT_SPONSOR)
    return body


def _check_group(group: ArgumentGroup) -> None:
    current = ArgumentGroup.objects.get(pk=group.pk)
    is_shown = ArgumentItem.objects.shown().filter(group=current).exists()
    if current.merged_into_id is not None or not is_shown:
        raise PositionRefused(PositionProblem.NOTHING_TO_SPEAK_ON)


def _note(position: SponsorPosition, consultation: Consultation, now: dt.datetime) -> None:
    journal.record(
        kind=SPONSOR_POSITION_KIND,
        subject_type="argument",
        subject_id=position.group_id,
        body={
            "consultation": consultation.pk,
            "position": position.pk,
            "revision": position.revision,
            "stance": str(position.stance),
        },
        at=now,
        actor_role="sponsor" if position.given_by_id else "",
    )
    Consultation.objects.filter(pk=consultation.pk).public_changed()
