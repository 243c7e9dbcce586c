"""An edition of the tables becomes public."""

import datetime as dt
from dataclasses import asdict
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from consultations.amendments.domain.editions import PARTS, HeadFacts, fingerprint
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.events import (
    TABLES_PUBLISHED_KIND,
    TablesPublished,
    tables_published,
)
from consultations.amendments.models import Amendment, AmendmentTable, TableRow
from consultations.amendments.selectors import editions, lines_of_edition
from consultations.amendments.services.words import lock
from consultations.conclusions.services.signing import signer
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal

_PORTION: Final = 1000
_WORDS: Final = (
    "place", "sponsor", "original", "text", "resulting", "decision", "reason",
)  # fmt: skip


@transaction.atomic
def publish_tables(
    *, actor: User | None, consultation: Consultation, now: dt.datetime
) -> AmendmentTable:
    """Freezes the three tables as they are now as the next edition; its hash goes to the journal.

    Raises AmendmentsError (role_over, nothing_tabled, unchanged).
    """
    locked = lock(consultation, actor, now)
    live = list(Amendment.objects.live().filter(consultation=locked).in_order())
    if not live:
        raise AmendmentsError(AmendmentsProblem.NOTHING_TABLED)
    newest = editions(locked).first()
    head = printed_head(locked, now)
    table = AmendmentTable.objects.create(
        consultation=locked,
        edition=newest.edition + 1 if newest else 1,
        published_at=now,
        published_by=actor,
        head=asdict(head),
    )
    TableRow.objects.bulk_create(_rows(table, live), batch_size=_PORTION)
    lines = lines_of_edition(table)
    table.sha256 = fingerprint(lines, head)
    if newest is not None and newest.sha256 == fingerprint(lines, head if newest.head else None):
        raise AmendmentsError(AmendmentsProblem.UNCHANGED)
    table.save(update_fields=["sha256"])
    journal.record(
        kind=TABLES_PUBLISHED_KIND,
        subject_type="amendment_table",
        subject_id=table.pk,
        body={
            "consultation": locked.pk,
            "edition": table.edition,
            "rows": len(live),
            "sha256": table.sha256,
        },
        at=now,
        actor_role="committee" if actor is not None else "",
    )
    Consultation.objects.filter(pk=locked.pk).public_changed()
    tables_published.send(
        sender=TablesPublished,
        event=TablesPublished(table_id=table.pk, consultation_id=locked.pk),
    )
    return table


def printed_head(consultation: Consultation, now: dt.datetime) -> HeadFacts:
    """What is printed around the rows today, in Russian as the rows are. The chair of the committee
    signs, or its secretary; nobody is named where there is neither."""
    bill, committee = consultation.version.bill, consultation.responder
    number = f"№\N{NO-BREAK SPACE}{bill.number} " if bill.number else ""
    name, post = signer(None, committee, timezone.localdate(now))
    with override("ru"):
        stage = f"{consultation.version.number} ({consultation.version.get_stage_display()})"
    return HeadFacts(
        bill=f"{number}«{bill.title}»",
        title=bill.title,
        stage=stage,
        committee=committee.name,
        signer_name=name,
        signer_post=post if name else "",
    )


def _rows(table: AmendmentTable, live: list[Amendment]) -> list[TableRow]:
    numbers = dict.fromkeys(PARTS.values(), 0)
    rows = []
    for one in live:
        part = PARTS[one.decision]
        numbers[part] += 1
        words = {name: getattr(one, name) for name in _WORDS}
        row = TableRow(
            table=table,
            amendment=one,
            group_id=one.group_id,
            part=part,
            number=numbers[part],
            **words,
        )
        rows.append(row)
    return rows
