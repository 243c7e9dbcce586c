"""Amendments come into the tables: from accepted proposals in one click, or by hand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from django.db import transaction

from consultations.amendments.domain.order import place_key
from consultations.amendments.domain.wording import Manner, UnitText, made
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.models import Amendment, Decision
from consultations.amendments.selectors import BillUnits, bill_units, groups_to_table
from consultations.amendments.services.words import (
    MAX_LINE,
    AmendmentData,
    checked_sponsor,
    lock,
    write,
)
from consultations.comments.models import CommentKind
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.process.models import Consultation
from core.accounts.models import Body, User

_PORTION: Final = 1000
_MANNERS: Final = {CommentKind.DELETE: Manner.REPEAL, CommentKind.ADD: Manner.ADD}


@transaction.atomic
def table_amendments(
    *,
    actor: User | None,
    consultation: Consultation,
    sponsor: str,
    now: dt.datetime,
    groups: Collection[int] = (),
) -> int:
    """Makes an amendment of every accepted group that is not tabled yet, or of these `groups`.

    They are undecided until the committee decides. Returns how many there are. Raises
    AmendmentsError (role_over, no_sponsor, too_long, nothing_to_table).
    """
    name = checked_sponsor(sponsor)
    locked = lock(consultation, actor, now)
    waiting = groups_to_table(locked).select_related("provision")
    if groups:
        waiting = waiting.filter(pk__in=groups)
    found = list(waiting)
    if not found:
        raise AmendmentsError(AmendmentsProblem.NOTHING_TO_TABLE)
    answers = {one.group_id: one for one in Answer.objects.current().filter(group__in=found)}
    manners = _manners(found)
    body = Body.objects.filter(name=name).first()
    units = bill_units(locked.version_id)
    texts: dict[int, UnitText] = {}
    rows = []
    for group in found:
        unit = group.provision
        if unit is not None and unit.pk not in texts:
            texts[unit.pk] = units.text_of(unit)
        text = UnitText() if unit is None else texts[unit.pk]
        row = _row(group, answers[group.pk], manners[group.pk], text, units)
        row.consultation, row.bill_version_id = locked, locked.version_id
        row.sponsor, row.sponsor_body = name, body
        row.filed_at, row.created_by = now, actor
        rows.append(row)
    Amendment.objects.bulk_create(rows, batch_size=_PORTION)
    return len(rows)


def _manners(groups: Collection[ArgumentGroup]) -> dict[int, Manner]:
    """What the proposals of each group want done; what they do not agree on is a new wording."""
    kinds: dict[int, set[str]] = defaultdict(set)
    items = ArgumentItem.objects.filter(group__in=groups).order_by()
    for group, kind in items.values_list("group", "comment__kind").distinct():
        kinds[group].add(kind or "")
    return {
        group.pk: _MANNERS.get(next(iter(kinds[group.pk])), Manner.REPLACE)  # type: ignore[call-overload]
        if len(kinds[group.pk]) == 1
        else Manner.REPLACE
        for group in groups
    }


def _row(
    group: ArgumentGroup, answer: Answer, manner: Manner, text: UnitText, units: BillUnits
) -> Amendment:
    if manner is Manner.REPEAL and answer.expected_text:
        manner = Manner.REPLACE
    words = made(manner, text, answer.expected_text, taken=units.last.keys())
    position = group.provision.position if group.provision is not None else WHOLE_BILL
    if words.added:
        position = units.position_after(text.path, words.added, position)
    return Amendment(
        group=group,
        answer=answer,
        provision=group.provision,
        place=words.place[:MAX_LINE],
        place_key=place_key(words.place),
        position=position,
        original=words.original,
        text=words.text,
        resulting=words.resulting,
        decision=Decision.UNDECIDED,
    )


@transaction.atomic
def add_amendment(
    *, actor: User | None, consultation: Consultation, data: AmendmentData, now: dt.datetime
) -> Amendment:
    """An amendment from elsewhere, entered by hand. Raises AmendmentsError (role_over, no_sponsor,
    no_place, no_text, no_reason, too_long, unknown_decision)."""
    locked = lock(consultation, actor, now)
    made_by_hand = Amendment(
        consultation=locked, bill_version=locked.version, filed_at=now, created_by=actor
    )
    write(made_by_hand, data)
    made_by_hand.save()
    return made_by_hand
